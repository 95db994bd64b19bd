"""Subjects taught over the border, and who is likely to want them."""

from __future__ import annotations

from typing import NamedTuple

from scenarios.needs import Category, Subject

BANDS = ((1, 2), (3, 4), (5, 6), (7, 9))
HOME_RELIGION = "KT"
HOME_ELECTIVE = "VAL"
HOME_A2 = "A2"


class Offer(NamedTuple):
    """A subject and the shares of pupils who may want it.

    `bundle` names the subjects that one teacher often has together.
    """

    code: str
    names: tuple[str, str, str]
    category: Category
    bundle: str
    weight: float


def _offer(code: str, names: str, category: Category, bundle: str, weight: float) -> Offer:
    fi, sv, en = names.split("|")
    return Offer(code, (fi, sv, en), category, bundle, weight)


_R, _L, _M, _E = Category.RELIGION, Category.LANGUAGE, Category.MOTHER_TONGUE, Category.ELECTIVE
_P = Category.PREPARATORY

OFFERS = (
    _offer("OR", "ortodoksinen uskonto|ortodox religion|Orthodox religion", _R, "OR", 1.6),
    _offer("IS", "islam|islam|Islam", _R, "IS", 1.3),
    _offer("KA", "katolinen uskonto|katolsk religion|Catholic religion", _R, "KA", 1.2),
    _offer("ET", "elämänkatsomustieto|livsåskådningskunskap|ethics", Category.ETHICS, "ET", 1.2),
    _offer("DE", "saksa|tyska|German", _L, "DE-FR", 0.5),
    _offer("FR", "ranska|franska|French", _L, "DE-FR", 0.5),
    _offer("ES", "espanja|spanska|Spanish", _L, "ES", 0.5),
    _offer("RU", "venäjä|ryska|Russian", _L, "RU", 0.6),
    _offer("OAI-UK", "oma äidinkieli, ukraina|modersmål, ukrainska|Ukrainian", _M, "UK", 0.5),
    _offer("OAI-AR", "oma äidinkieli, arabia|modersmål, arabiska|Arabic", _M, "AR", 0.5),
    _offer(
        "OAI-SE", "oma äidinkieli, pohjoissaame|modersmål, nordsamiska|North Saami", _M, "SE", 1
    ),
    _offer("VAL-OHJ", "ohjelmointi|programmering|programming", _E, "OHJ", 0.25),
    _offer("VAL-MED", "mediataito|mediekunskap|media skills", _E, "OHJ", 0.25),
    _offer("VALMO", "valmistava opetus|förberedande|preparatory teaching", _P, "VALMO", 0.5),
)

BY_CODE = {offer.code: offer for offer in OFFERS}
A2_SPLIT = {"DE": 0.40, "ES": 0.30, "FR": 0.15, "RU": 0.05}
B2_SHARE = {"DE": 0.060, "ES": 0.035, "FR": 0.028, "RU": 0.012}

_SHAPES: dict[Category, dict[str, int]] = {
    Category.RELIGION: {"max_pupils": 12, "max_sites": 5, "grade_span": 2},
    Category.ETHICS: {"max_pupils": 12, "max_sites": 5, "grade_span": 2},
    Category.LANGUAGE: {"max_pupils": 14, "max_sites": 5, "grade_span": 1, "min_pupils": 3},
    Category.MOTHER_TONGUE: {"max_pupils": 10, "max_sites": 6, "grade_span": 3},
    Category.ELECTIVE: {"max_pupils": 16, "max_sites": 5, "grade_span": 1, "min_pupils": 4},
    Category.PREPARATORY: {"max_pupils": 8, "max_sites": 4, "grade_span": 3},
}


def max_pupils(code: str) -> int:
    """Largest group of a subject."""
    return _SHAPES[BY_CODE[code].category]["max_pupils"]


def max_sites(code: str) -> int:
    """Most schools in a group of a subject."""
    return _SHAPES[BY_CODE[code].category]["max_sites"]


def subject_row(code: str, core_minutes: int) -> Subject:
    """The row of a subject; pupils must be present for `core_minutes`."""
    offer = BY_CODE[code]
    fi, sv, en = offer.names
    return Subject.model_validate(
        {
            "subject": code,
            "name_fi": fi,
            "name_sv": sv,
            "name_en": en,
            "category": offer.category,
            "core_minutes": core_minutes,
            **_SHAPES[offer.category],
        }
    )
