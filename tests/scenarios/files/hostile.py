"""Files that are made to harm, a maker each; also a program that reads one in little memory.

    python -m tests.scenarios.files.hostile NAME

It prints the codes of the findings and the peak memory in MiB.
"""

from __future__ import annotations

import io
import json
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable

from scenarios.files import read_bytes

ADDRESS_SPACE = 1024 * 1024 * 1024
_MIB = 1024 * 1024
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(sheet: bytes, shared: bytes = b"", sheets: int = 1) -> bytes:
    """A workbook whose sheets have this content."""
    names = "".join(
        f'<sheet name="bells{i or ""}" sheetId="{i + 1}" r:id="r0"/>' for i in range(sheets)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{names}</sheets></workbook>".encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r0" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r1" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>".encode(),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": shared or b"<sst/>",
    }
    return zipped(parts)


def zipped(parts: dict[str, bytes], level: int = 1) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(rows: bytes) -> bytes:
    return b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"


def far_corner() -> bytes:
    """The two kilobytes that end a program which allocates the box of all cells."""
    return workbook(
        sheet(
            b'<row r="1"><c r="A1"><v>1</v></c></row>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        )
    )


def big_sheet() -> bytes:
    """100 MB of cells."""
    return workbook(sheet(b'<row><c r="A1"><v>12345</v></c></row>' * (100 * _MIB // 37)))


def varied_cells() -> bytes:
    """Just below the size limit, hard to pack, all cells different."""
    numbers = (zlib.crc32(struct.pack("<I", i)) for i in range(1_400_000))
    return workbook(sheet(b"".join(b"<row><c><v>%d</v></c></row>" % number for number in numbers)))


def wide_rows() -> bytes:
    """Many columns and many rows, but only cells on a diagonal."""
    cells = (b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (i, b"ZZ", i) for i in range(1, 9000))
    return workbook(sheet(b"".join(cells)))


def repeated_text() -> bytes:
    """One long shared text in very many cells."""
    text = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    return workbook(sheet(b'<row><c t="s"><v>0</v></c></row>' * 90_000), text)


def endless_text() -> bytes:
    """One shared text in many runs."""
    runs = b"<r><t>" + b"x" * 10_000 + b"</t></r>"
    return workbook(sheet(b""), b"<sst><si>" + runs * 6_000 + b"</si></sst>")


def many_sheets() -> bytes:
    """Very many sheets that all point to one part."""
    return workbook(sheet(b"<row><c><v>1</v></c></row>" * 90_000), sheets=5_000)


def many_names() -> bytes:
    """Elements with ever new names, which a parser remembers."""
    return workbook(sheet(b"".join(b"<a%d/>" % i for i in range(400_000))))


def many_attributes() -> bytes:
    return workbook(sheet(b"<c " + b"".join(b'a%d="" ' % i for i in range(400_000)) + b"/>"))


def deep_markup() -> bytes:
    return workbook(b"<worksheet>" + b"<a>" * 5_000_000)


def entities() -> bytes:
    """Ten times ten times ten ... laughs."""
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(12))
    return workbook(f"<!DOCTYPE x [{laughs}]><worksheet>&l11;</worksheet>".encode())


def external_entity() -> bytes:
    return workbook(b'<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/hostname">]><worksheet>&e;</worksheet>')


def zip_bomb() -> bytes:
    """10 GiB of nothing said to be 10 KiB each."""
    return zipped({f"needs{i}.csv": bytes(10 * _MIB) for i in range(5)}, level=9)


def lying_size() -> bytes:
    """The directory says 100 bytes; there are 50 MiB."""
    data = bytearray(zipped({"needs.csv": bytes(50 * _MIB)}, level=9))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(mark) + offset
        data[at : at + 4] = struct.pack("<I", 100)
    return bytes(data)


def many_entries() -> bytes:
    return zipped({f"{i}.csv": b"" for i in range(50_000)})


def path_traversal() -> bytes:
    return zipped({"../../needs.csv": b"need\nx\n"})


def deep_json() -> bytes:
    return b"[" * 100_000 + b"]" * 100_000


def deep_json_cell() -> bytes:
    return b'{"needs": [{"need": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]}"


def wide_json() -> bytes:
    return b'{"needs": [' + b"{}," * 10_000_000 + b"{}]}"


def many_keys() -> bytes:
    keys = b",".join(b'"k%d": 1' % (i // 2) for i in range(400_000))
    return b'{"needs": [{' + keys + b"}]}"


def huge_number() -> bytes:
    return b'{"needs": [{"pupils": ' + b"9" * 5_000_000 + b"}]}"


def huge_exponent() -> bytes:
    return json.dumps({"needs": [{"pupils": "1e999999999", "grade_from": "9" * 10**6}]}).encode()


def huge_field() -> bytes:
    return zipped({"needs.csv": b"need;school\n" + b"x" * (2 * _MIB) + b";s\n"}, level=0)


def nul_bytes() -> bytes:
    return zipped({"settings.csv": b"key;value\nname;a\x00b\n"})


def many_rows() -> bytes:
    return zipped({"needs.csv": b"need\n" + b"x\n" * 2_000_000}, level=0)


FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "far_corner": (far_corner, ".xlsx", "too_many_cells"),
    "big_sheet": (big_sheet, ".xlsx", "file_too_large"),
    "varied_cells": (varied_cells, ".xlsx", "too_many_rows"),
    "wide_rows": (wide_rows, ".xlsx", "too_many_cells"),
    "repeated_text": (repeated_text, ".xlsx", "file_too_large"),
    "endless_text": (endless_text, ".xlsx", "file_too_large"),
    "many_sheets": (many_sheets, ".xlsx", "broken_workbook"),
    "many_names": (many_names, ".xlsx", "broken_workbook"),
    "many_attributes": (many_attributes, ".xlsx", "broken_workbook"),
    "deep_markup": (deep_markup, ".xlsx", "file_too_large"),
    "entities": (entities, ".xlsx", "doctype_in_workbook"),
    "external_entity": (external_entity, ".xlsx", "doctype_in_workbook"),
    "zip_bomb": (zip_bomb, ".zip", "file_too_large"),
    "lying_size": (lying_size, ".zip", "broken_archive"),
    "many_entries": (many_entries, ".zip", "too_many_entries"),
    "path_traversal": (path_traversal, ".zip", "unsafe_path"),
    "deep_json": (deep_json, ".json", "json_too_deep"),
    "deep_json_cell": (deep_json_cell, ".json", "json_too_deep"),
    "wide_json": (wide_json, ".json", "file_too_large"),
    "many_keys": (many_keys, ".json", "repeated_key"),
    "huge_number": (huge_number, ".json", "not_a_number"),
    "huge_exponent": (huge_exponent, ".json", "not_a_number"),
    "huge_field": (huge_field, ".zip", "broken_csv"),
    "nul_bytes": (nul_bytes, ".zip", "unreadable_character"),
    "many_rows": (many_rows, ".zip", "too_many_rows"),
}


def main(name: str) -> None:
    """Read one file with little address space; the file itself is made before the limit."""
    make, ending, _ = FILES[name]
    data = make()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    reading = read_bytes(data, f"x{ending}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    codes = sorted({finding.code for finding in reading.findings})
    print(json.dumps({"codes": codes, "peak": peak, "findings": len(reading.findings)}))


if __name__ == "__main__":
    main(sys.argv[1])
