"""The benchmark set is complete, apart from what the search is tuned on, and what it was."""

import json
import lzma

import pytest

from bench.instances import best_known, index, load, names, page, plan_of
from bench.instances.recipes import FIRST_SEED, RECIPES
from bench.instances.store import FOLDER, store, store_index
from bench.known import allowed, contradictions
from scenarios.checks import check
from scenarios.findings import Severity
from scenarios.generate import Season, Tightness
from solver.verify.report import report

SMALL = [name for name, recipe in RECIPES.items() if recipe.needs <= 30]


def test_every_size_is_there_in_both_seasons_and_three_tightnesses() -> None:
    kinds = {(recipe.needs, recipe.season, recipe.tightness) for recipe in RECIPES.values()}

    assert set(names()) == set(RECIPES)
    assert len(names()) == len(kinds) == 36
    assert len({recipe.needs for recipe in RECIPES.values()}) * len(Season) * len(Tightness) == 36


def test_seeds_are_above_those_for_tuning_and_different() -> None:
    seeds = [recipe.seed for recipe in RECIPES.values()]

    assert min(seeds) == FIRST_SEED > 999
    assert len(set(seeds)) == len(seeds)


@pytest.mark.parametrize("name", SMALL)
def test_file_is_sound_and_generated_again_is_the_same(name: str) -> None:
    scenario = load(name)

    found = [one for one in check(scenario) if one.severity is Severity.ERROR]

    assert found == []
    assert len(scenario.needs) == RECIPES[name].needs
    assert RECIPES[name].made().content_hash == scenario.content_hash


@pytest.mark.parametrize("name", [n for n, recipe in RECIPES.items() if 30 < recipe.needs <= 300])
def test_larger_file_holds_what_the_index_says(name: str) -> None:
    scenario = load(name)

    assert len(scenario.needs) == index()[name]["needs"] == RECIPES[name].needs
    assert len(scenario.teachers) == index()[name]["teachers"]


def test_files_have_the_sizes_of_the_index_and_stay_small() -> None:
    """Twelve megabytes for the whole set, so that nobody minds cloning it."""
    sizes = {path.name.partition(".")[0]: path.stat().st_size for path in FOLDER.glob("*.xz")}

    assert sizes == {name: entry["bytes"] for name, entry in index().items()}
    assert sum(sizes.values()) < 12_000_000


def test_a_reader_needs_only_the_standard_library() -> None:
    with lzma.open(FOLDER / f"{SMALL[0]}.json.xz") as file:
        tables = json.load(file)

    assert tables["schema_version"] == 1
    assert len(tables["needs"]) == 30


def test_unknown_name_is_refused() -> None:
    with pytest.raises(LookupError):
        load("../instances/n0030-spring-loose")


def test_file_that_is_not_the_one_in_the_index_is_refused(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = SMALL[:2]
    entry = store(first, load(second), tmp_path)
    store_index({first: {**entry, "scenario": index()[first]["scenario"]}}, tmp_path / "index.json")
    monkeypatch.setattr("bench.instances.store.FOLDER", tmp_path)
    load.cache_clear()

    with pytest.raises(ValueError, match="not the one in the index"):
        load(first)


def test_best_values_belong_to_the_files_and_agree_with_their_bounds() -> None:
    for name, known in best_known().items():
        assert known.scenario == index()[name]["scenario"]
        for stage in known.stages:
            assert stage.bound <= stage.value
            assert not stage.optimal or stage.bound == stage.value


@pytest.mark.parametrize("name", sorted(best_known()))
def test_stored_plan_reaches_what_is_recorded(name: str) -> None:
    """Every rule kept, no value worse than recorded and its slack, no bound above the plan."""
    if index()[name]["needs"] > 2000:
        pytest.skip("checked by `python -m bench.check`")
    scenario, plan, known = load(name), plan_of(name), best_known()[name]
    assert plan is not None

    told = report(scenario, plan)

    assert told.violations == ()
    assert list(contradictions(known, told.values, scenario)) == []
    for stage in known.stages:
        assert told.values[stage.name] <= allowed(scenario, stage)


def test_tables_of_the_page_are_those_of_the_files_and_of_what_is_known() -> None:
    text = page.PAGE.read_text(encoding="utf-8")

    assert page.files() in text
    assert page.known() in text
