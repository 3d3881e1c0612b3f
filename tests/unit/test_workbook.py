"""A spreadsheet file that others read: numbers, empty cells, and text that is never a formula."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from app.routers.workbook import Sheet, workbook

NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def cells(data: bytes, sheet: int = 1) -> list[list[str | None]]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        tree = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert tree.find(".//m:f", NAMESPACE) is None
    return [
        ["".join(cell.itertext()) or None for cell in row] for row in tree.iterfind(".//m:row", NAMESPACE)
    ]


def test_rows_come_back_as_they_were_written() -> None:
    data = workbook([Sheet("load", [["name", "n"], ["Ærlig & <bra>", 3], [None, 0.5]])])
    assert cells(data) == [["name", "n"], ["Ærlig & <bra>", "3"], [None, "0.5"]]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", '=HYPERLINK("x")'])
def test_text_is_never_a_formula(text: str) -> None:
    data = workbook([Sheet("s", [[text]])])
    assert cells(data) == [[text]]
    with ZipFile(BytesIO(data)) as archive:
        assert b'<c t="inlineStr">' in archive.read("xl/worksheets/sheet1.xml")


def test_every_part_is_xml_and_every_sheet_is_named() -> None:
    data = workbook([Sheet("load", [["\x00\x1b\ufffe"]]), Sheet('"d" & e', [])])
    with ZipFile(BytesIO(data)) as archive:
        trees = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    names = [sheet.get("name") for sheet in trees["xl/workbook.xml"].iterfind(".//m:sheet", NAMESPACE)]
    assert names == ["load", '"d" & e']
