"""What must never be in a scenario: names and identity codes of pupils."""

from __future__ import annotations

import re
from typing import Any

from scenarios.files.headers import plain

# ddmmyy, the sign of the century, a number and a check character, not inside a longer word.
IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}"
    r"[-+A-Ya-y\u2010-\u2015\u2212][0-9]{3}[0-9A-Ya-y](?![0-9A-Za-z])"
)
_PERSONAL_WORDS = frozenset(
    """
    hetu henkilötunnus henkilötunnukset henkilötunnuksen sotu sosiaaliturvatunnus
    personbeteckning personbeteckningar personnummer socialskyddssignum ssn
    etunimi etunimet sukunimi sukunimet kutsumanimi
    förnamn efternamn tilltalsnamn släktnamn
    firstname lastname surname forename
    oppilas oppilaan oppilaannimi oppilasnimi oppilaiden elev elevens elevnamn elevers
    pupil pupilname student studentname
    huoltaja huoltajan vårdnadshavare guardian parent
    syntymäaika syntymäpäivä födelsedatum födelsetid birthdate birthday dob
    """.split()
)
_PERSONAL_PHRASES = (
    "personal identity code",
    "identity code",
    "social security",
    "first name",
    "last name",
    "family name",
    "given name",
    "pupil name",
    "student name",
    "date of birth",
)
_NAMES = frozenset({"name", "names", "nimi", "nimet", "namn"})
_TABLES_ABOUT_PUPILS = frozenset({"needs", "windows", "pins"})


def holds_identity_code(cell: Any) -> bool:
    """Whether an identity code stands anywhere in a cell."""
    if isinstance(cell, str):
        return len(cell) >= 11 and IDENTITY_CODE.search(cell) is not None
    if isinstance(cell, list | tuple):
        return any(holds_identity_code(part) for part in cell)
    if isinstance(cell, dict):
        return any(holds_identity_code(part) for pair in cell.items() for part in pair)
    return False


def is_personal_header(table: str, header: str) -> bool:
    """Whether a column that is none of ours asks for a pupil's name or identity code."""
    bare = plain(header)
    about_pupils = table in _TABLES_ABOUT_PUPILS and bool(_NAMES & set(bare.split()))
    return (
        about_pupils
        or any(phrase in bare for phrase in _PERSONAL_PHRASES)
        or any(word in _PERSONAL_WORDS for word in re.split(r"\W+", bare))
    )
