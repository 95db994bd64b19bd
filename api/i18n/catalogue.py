"""The message catalogues: codes and numbers in, sentences out.

The catalogues are gettext files, `<language>/<topic>.po`, read as they are. A `msgid` is a code,
never an English sentence. Where a number decides between singular and plural, `msgid_plural`
is the name of that number. `{pupils}` stands for the number `pupils`.
"""

from __future__ import annotations

import string
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from api.i18n.headings import FILE, cell_words, column_name, table_name
from api.i18n.numbers import Shown, shown
from scenarios.findings import Finding

FOLDER = Path(__file__).parent
UNKNOWN = "–"  # noqa: RUF001  (an en dash, as in a table cell without a value)
_WHOLE_FILE = (FILE, 1, "A")
_OF_WHOLE_TABLES = frozenset(["missing_table", "repeated_table", "unknown_table"])


class Language(StrEnum):
    """Languages of the service, the first being the default."""

    FI = "fi"
    SV = "sv"
    EN = "en"


LANGUAGES: tuple[Language, ...] = tuple(Language)


def sentence(code: str, language: str, /, **numbers: Shown) -> str:
    """Sentence of a code with its numbers written as the language writes them.

    A number that is not given is shown as a dash, and a code without a sentence as itself: a
    reader is never left with nothing because a text is missing. Where the number `what` says
    which part of a rule is broken, the sentence of that part, if there is one, is taken.
    """
    known = messages(Language(language))
    found = known.get(f"{code}.{numbers.get('what')}") or known.get(code)
    if found is None:
        return code
    pattern = _form(found, numbers)
    return _Filler(Language(language), code).format(pattern, **numbers)


def text(key: str, language: str) -> str:
    """Text without numbers, such as a heading or the name of a stage; the key if there is none."""
    found = messages(Language(language)).get(key)
    return key if found is None else _form(found, {})


def has(key: str, language: str) -> bool:
    """Whether there is a text of this key."""
    return key in messages(Language(language))


def finding(found: Finding, language: str) -> str:
    """Place or subjects, and the sentence: `needs, rivi 17, pupils: …`."""
    said = sentence(found.code, language, **found.numbers)
    about = place(found, language) or subjects(found, language)
    return f"{about}: {said}" if about else said


def place(found: Finding, language: str) -> str:
    """Table, row and column in the words of the templates; empty if there is no place.

    What is wrong with a whole table or file has no row and column for a person.
    """
    where = found.place
    parts = [_table(where.table, language)] if where.table else []
    whole = found.code in _OF_WHOLE_TABLES or (where.table, where.row, where.column) == _WHOLE_FILE
    if where.row is not None and not whole:
        parts.append(sentence("place.row", language, row=where.row))
    if where.column and not whole:
        parts.append(column_name(where.table, where.column, language))
    return ", ".join(parts)


def _table(table: str, language: str) -> str:
    return text("noun.file", language) if table == FILE else table_name(table, language)


def subjects(found: Finding, language: str) -> str:
    """`ryhmä g1, opettaja t3`: what a finding without a place is about."""
    shown_subjects = []
    for subject in found.subjects:
        noun, _, name = subject.partition(":")
        shown_subjects.append(f"{text(f'noun.{noun}', language)} {name}" if name else subject)
    return ", ".join(shown_subjects)


@cache
def messages(language: Language) -> dict[str, Message]:
    """Every message of a language by its code.

    Raises
    ------
    ValueError
        If a code stands in two files, or a file is no catalogue.
    """
    found: dict[str, Message] = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language.value, abort_invalid=True):
                if not message.id:
                    continue
                code = message.id if isinstance(message.id, str) else message.id[0]
                if code in found:
                    raise ValueError(f"{path.name}: {code} stands in another catalogue, too")
                found[code] = message
    return found


def _form(message: Message, numbers: dict[str, Shown]) -> str:
    """The form for the number that decides; the plural, the last, if it is not given."""
    forms = message.string
    if forms is None or isinstance(forms, str):
        return forms or ""
    deciding = numbers.get(message.id[1])
    return forms[0] if deciding == 1 else forms[-1]


class _Filler(string.Formatter):
    """Fills placeholders with values written in a language."""

    def __init__(self, language: Language, code: str) -> None:
        self._language = language
        self._code = code

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        if field_name not in kwargs:
            return UNKNOWN, field_name
        value = kwargs[field_name]
        if value == "":
            return UNKNOWN, field_name
        if field_name == "target":
            return table_name(str(value), self._language), field_name
        if field_name == "allowed":
            return cell_words(str(value), self._language), field_name
        named = f"{field_name}.{value}"
        if isinstance(value, str) and has(named, self._language):
            return text(named, self._language), field_name
        return shown(field_name, value, self._language), field_name
