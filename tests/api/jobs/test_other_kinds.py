"""Studies, large files in and many files out are jobs as solves are."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.jobs.removing import clear_folders, folder_of
from api.jobs.requests import (
    EXPORTED,
    IMPORTED,
    ExportedFile,
    ExportRequest,
    ImportRequest,
    Reader,
    StudyRequest,
    asked,
)
from api.principal import LOCAL, Principal, Role
from api.settings import Settings
from api.store import audit, files, jobs, scenarios
from api.store.engine import Store
from api.store.pages import At
from api.store.states import Kind, State
from tests.support.office import WORLD, Office, office, until

TEXT = json.dumps(WORLD.normal_form()).encode()


@pytest.fixture(scope="module")
def own(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with one worker for all of these tests."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copy(migrated_file, folder / "db")
    store = Store(f"sqlite:///{folder / 'db'}")
    with office(store, folder) as opened:
        opened.worker(seconds=0.05)
        yield opened
    store.close()


def handed_in(own: Office, body: bytes, principal: Principal = LOCAL) -> str:
    request = ImportRequest(name="needs.json", reader=Reader.of(principal))
    with own.store.write() as connection:
        named = jobs.add(connection, principal, asked(request, None))
        files.put(connection, named, IMPORTED, "application/json", body)
        own.engine.submit(connection, named)
    return named


def test_a_large_file_becomes_a_scenario(own: Office) -> None:
    good, wrong = handed_in(own, TEXT), handed_in(own, b"{")
    foreign = handed_in(own, TEXT, Principal("k1", "local", Role.MUNICIPALITY, "m2"))

    kept, refused, other = [own.until_ended(one) for one in (good, wrong, foreign)]

    assert (kept.state, refused.state, other.state) == (
        State.COMPLETED,
        State.FAILED,
        State.FAILED,
    )
    assert "municipality_not_own" in [one["code"] for one in other.findings]
    assert refused.findings
    with own.store.read() as connection:
        row = scenarios.find(connection, LOCAL, kept.result["scenario"])
        assert row is not None
        assert scenarios.load(connection, row) == WORLD
        assert files.body(connection, good, IMPORTED) is None
        [told] = audit.page(connection, LOCAL, At()).rows
    assert (told.action, told.id) == ("scenario.added", kept.result["scenario"])


def test_a_study_tells_its_progress_and_leaves_its_report(own: Office) -> None:
    request = StudyRequest(
        study="variants",
        settings={"inline": [{"name": "same", "edits": []}]},
        case_seconds=1,
        workers=1,
    )

    named = own.hand_in(request)
    row = own.until_ended(named, 40)

    assert row.state == State.COMPLETED, row.findings
    assert (row.result["kind"], row.result["stopped"]) == ("variants", False)
    assert row.result["report"]
    assert own.told(named)[-1] == "ended"
    until(lambda: not (folder_of(own.folder / "state", named)).exists())


def test_a_study_that_is_stopped_or_has_no_time_leaves_none(own: Office) -> None:
    endless = StudyRequest(study="shares", case_seconds=60, workers=1)
    short = endless.model_copy(update={"seconds": 0.5})

    late = own.until_ended(own.hand_in(short))
    stopped = own.hand_in(endless)
    own.until_told(stopped, "started")
    own.stop(stopped)
    row = own.until_ended(stopped)

    assert late.state == State.FAILED
    assert [one["code"] for one in late.findings] == ["study_out_of_time"]
    assert (row.state, row.result) == (State.STOPPED, None)


def test_folders_are_swept_when_their_jobs_have_ended_or_are_deleted(own: Office) -> None:
    settings = Settings(state=own.folder / "state")
    with own.store.write() as connection:
        waits = jobs.add(connection, LOCAL, jobs.Asked(Kind.STUDY, None, {}, 9.0))
        assert jobs.take(connection, waits, "w1")
    ended = own.hand_in()
    own.until_ended(ended)
    folders = [folder_of(settings.state, one) for one in (waits, ended, "0" * 32)]
    for folder in folders:
        folder.mkdir(parents=True)

    clear_folders(own.store, settings.state)

    assert [folder.exists() for folder in folders] == [True, False, False]


def test_many_files_come_in_one_archive_each_as_its_reader_may_have_it(own: Office) -> None:
    plan = own.hand_in()
    own.until_ended(plan)
    wanted = (
        ExportedFile(plan=plan, ending=".csv", name="slots/all.csv"),
        ExportedFile(plan=plan, ending=".json", name="../plan.json", language="sv"),
    )
    viewer = Principal("k2", "local", Role.VIEWER)

    whole = own.hand_in(ExportRequest(files=wanted, reader=Reader.of(LOCAL)))
    seen = own.hand_in(ExportRequest(files=wanted[1:], reader=Reader.of(viewer)))

    assert own.until_ended(whole).state == State.COMPLETED, own.job(whole).findings
    assert own.until_ended(seen).state == State.COMPLETED, own.job(seen).findings
    assert set(contents(own, whole)) == {"slots/all.csv", "plan.json"}
    assert "bill" not in contents(own, seen)["plan.json"].decode()


def contents(own: Office, named: str) -> dict[str, bytes]:
    with own.store.read() as connection:
        body = files.body(connection, named, EXPORTED)
    assert body is not None
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
