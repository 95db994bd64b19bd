"""Rows taken away with everything that cannot be without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from scenarios.checks.references import REFERENCES, Reference
from scenarios.checks.report import ATTRIBUTES, cell
from scenarios.needs import NO_OTHER
from scenarios.rows import Row
from scenarios.tables import TABLES
from scenarios.teachers import Agreement

Tables = dict[str, list[Row]]
# A teacher may go on without the school, and a need without one of its classes.
_LET_GO = frozenset([("teachers", "school"), ("needs", "classes"), ("needs", "shares_pupils_with")])


def remove(tables: Tables, table: str, rows: Iterable[Row]) -> Counter[str]:
    """Take the rows away, in place, and all that names them; how many rows went by table."""
    leaving = {id(row) for row in rows}
    removed = [row for row in tables[table] if id(row) in leaving]
    tables[table][:] = [row for row in tables[table] if id(row) not in leaving]
    gone = Counter({table: len(removed)})
    if not TABLES[table].has_id:
        return gone
    ids = {cell(row, row.key_columns[0]) for row in removed}
    for reference in (one for one in REFERENCES if one.target == table):
        gone += _let_go(tables, reference, ids)
    return gone


def keep_closed(tables: Tables) -> Agreement | None:
    """Put an agreement of no lessons where none is left; `None` where there is no need of one.

    Without any row everybody may buy from everybody, which those who are left never agreed to.
    """
    left = [cell(row, "municipality") for row in tables["municipalities"]]
    if tables["agreements"] or len(left) < 2:
        return None
    employers = {cell(row, "municipality") for row in tables["teachers"]}
    seller = next((one for one in left if one in employers), left[0])
    buyer = next(one for one in left if one != seller)
    nothing = Agreement(buyer=buyer, seller=seller, max_lessons=Decimal(0))
    tables["agreements"] = [nothing]
    return nothing


def _let_go(tables: Tables, reference: Reference, ids: set[str]) -> Counter[str]:
    named = [row for row in tables[reference.table] if ids & _ids_in(row, reference.column)]
    if (reference.table, reference.column) not in _LET_GO:
        return remove(tables, reference.table, named)
    rows, leaving = tables[reference.table], {id(row) for row in named}
    rows[:] = [_without(row, reference.column, ids) if id(row) in leaving else row for row in rows]
    return Counter()


def _ids_in(row: Row, column: str) -> set[str]:
    value = cell(row, column)
    return set(value) if isinstance(value, tuple) else {value}


def _without(row: Row, column: str, ids: set[str]) -> Row:
    value = cell(row, column)
    left: str | tuple[str, ...] = ""
    if isinstance(value, tuple):
        left = tuple(one for one in value if one not in ids)
        if not left and column == "shares_pupils_with":
            # Who named others by hand does not go back to sharing with whole classes.
            left = (NO_OTHER,)
    return row.model_copy(update={ATTRIBUTES.get(column, column): left})
