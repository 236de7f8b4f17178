from __future__ import annotations

from pathlib import Path

import pytest

from carto.load.model import load_model
from carto.load.provenance import explain_values
from tests.unit.load.told import problems_in

ZONES = "carto: 1\nzones: {office: users, data: data}\n"


def folder(tmp_path: Path, table: str, rows: str | bytes, more: str = "") -> Path:
    (tmp_path / "model.yaml").write_text(f"{ZONES}{more}tables:\n  - {table}\n", "utf-8")
    (tmp_path / "rows.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    return tmp_path


def codes(path: Path) -> list[tuple[str, str]]:
    return [(one.code, str(one.span).replace(f"{path}/", "")) for one in problems_in(path)]


DEVICES = "{file: rows.csv, columns: {id: Nom, type: Type, zone: Zone}}"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str):
    rows = "Nom;Type;Zone;Remarque, longue\npc;workstation;office;x\n".replace(";", delimiter)
    if delimiter == ",":
        rows = 'Nom,Type,Zone,"Remarque, longue"\npc,workstation,office,x\n'
    assert load_model(folder(tmp_path, DEVICES, rows)).devices["pc"].zones == ("office",)


@pytest.mark.parametrize(
    "raw", ["\ufeff".encode() + b"Nom;Type;Zone\r\npc;server;data\r\n", b"Nom;Type;Zone\n\n;;\npc;server;data"]
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, raw: bytes):
    assert load_model(folder(tmp_path, DEVICES, raw)).devices["pc"].type == "server"


def test_columns_words_and_defaults(tmp_path: Path):
    table = (
        "{file: rows.csv, columns: {id: Nom, type: Type, os.family: OS, zone: Zone, holds.imaging: Images, ip: IP},"
        " values: {type: {PC: workstation}}, defaults: {patched: late, zone: data}}"
    )
    rows = "Nom;Type;OS;Zone;Images;IP\npc;PC;windows;;12;10.0.0.1 | 10.0.0.2\nsrv;server;;office;;\n"
    model = load_model(folder(tmp_path, table, rows))
    pc, srv = model.devices["pc"], model.devices["srv"]
    assert (pc.type, pc.zones, pc.ip, pc.holds) == ("workstation", ("data",), ("10.0.0.1", "10.0.0.2"), {"imaging": 12})
    assert pc.os is not None
    assert pc.os.family == "windows"
    assert (pc.patched, srv.patched, srv.zones, srv.os) == ("late", "late", ("office",), None)


def test_a_table_in_windows_encoding_says_so(tmp_path: Path):
    rows = "Nom;Type;Étage\npc;server;Rez-de-chaussée\n".encode("cp1252")
    table = "{file: rows.csv, encoding: cp1252, columns: {id: Nom, type: Type, room: Étage}}"
    assert load_model(folder(tmp_path, table, rows)).devices["pc"].room == "Rez-de-chaussée"
    assert codes(folder(tmp_path, DEVICES, rows)) == [("table-not-utf8", "rows.csv:1:10")]


def test_flows_links_and_accounts_come_from_tables_too(tmp_path: Path):
    more = "devices: {a: server, b: server}\n"
    flows = "{file: rows.csv, section: flows, columns: {from: src, to: dst, protocol: proto}}"
    model = load_model(folder(tmp_path, flows, "src,dst,proto\na,b,https\na,b,tcp/8555\n", more))
    assert list(model.flows) == ["a -> b / https", "a -> b / tcp-8555"]
    links = "{file: rows.csv, section: links, columns: {from: src, to: dst, both_ways: sens}}"
    model = load_model(folder(tmp_path, links, "src,dst,sens\na,b,no\na,office,\n", more))
    assert [(name, link.both_ways) for name, link in model.links.items()] == [("a -- office", True), ("a -> b", False)]
    accounts = "{file: rows.csv, section: accounts, columns: {id: nom, opens: ouvre}}"
    model = load_model(folder(tmp_path, accounts, "nom,ouvre\nsvc,a|b\n", more))
    assert model.accounts["svc"].opens == {"a": "user", "b": "user"}


def test_errors_name_the_row_and_the_column(tmp_path: Path):
    rows = "Nom;Type;Zone\npc;workstation;ofice\npc;server;data\n;server;data\n"
    rows += "x y;server;data\nz;servr;data\nw;server;data;4\n"
    assert codes(folder(tmp_path, DEVICES, rows)) == [
        ("unknown-zone", "rows.csv:2:3"),
        ("duplicate-id", "rows.csv:3:1"),
        ("table-row-without-id", "rows.csv:4:1"),
        ("bad-id", "rows.csv:5:1"),
        ("unknown-device-type", "rows.csv:6:2"),
        ("table-row-too-long", "rows.csv:7:4"),
    ]


def test_a_bad_default_is_told_once_where_it_is_written(tmp_path: Path):
    table = "{file: rows.csv, columns: {id: Nom, type: Type}, defaults: {patched: perhaps}}"
    rows = "Nom;Type\n" + "".join(f"d{number};server\n" for number in range(50))
    assert codes(folder(tmp_path, table, rows)) == [("not-a-choice", "model.yaml:4:74")]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("{file: rows.csv, columns: {type: Type}}", "table-needs-column"),
        ("{file: rows.csv, section: flows, columns: {from: Nom}}", "table-needs-column"),
        ("{file: none.csv, columns: {id: Nom}}", "table-not-found"),
        ("{file: ../rows.csv, columns: {id: Nom}}", "table-outside"),
        ("{file: /etc/passwd, columns: {id: Nom}}", "table-outside"),
        ("{file: ., columns: {id: Nom}}", "table-not-found"),
        ("{file: rows.csv, columns: {id: Nmo, type: Type}}", "table-column-missing"),
        ("{file: rows.csv, columns: {id: Nom, typ: Type}}", "unknown-key"),
        ("{file: rows.csv, column: {id: Nom}}", "missing-key"),
        ("{columns: {id: Nom}}", "missing-key"),
        ("{file: rows.csv, columns: {}}", "wrong-length"),
        ("{file: rows.csv, columns: {id: Nom}, delimiter: x}", "not-a-choice"),
        ("{file: rows.csv, columns: {id: Nom}, section: zones}", "not-a-choice"),
        ("rows.csv", "not-a-map"),
    ],
)
def test_what_a_table_needs(tmp_path: Path, table: str, code: str):
    found = codes(folder(tmp_path, table, "Nom;Type\npc;server\n", "devices: {x: {type: server, managed_by: pc}}\n"))
    assert code in [one for one, _ in found]
    assert "unknown-device" not in [one for one, _ in found], "a table that is not read hides ids, and invents no error"


def test_a_link_in_the_folder_cannot_lead_out(tmp_path: Path):
    model = tmp_path / "m"
    model.mkdir()
    (tmp_path / "secret.csv").write_text("Nom;Type;Zone\npc;server;data\n")
    (folder(model, DEVICES, "") / "rows.csv").unlink()
    (model / "rows.csv").symlink_to(tmp_path / "secret.csv")
    assert codes(model) == [("table-outside", "model.yaml:4:12")]


def test_the_locator_knows_rows(tmp_path: Path):
    model = load_model(folder(tmp_path, DEVICES, "Nom;Type;Zone\npc;server;data\n"))
    assert str(model.locator.locate("devices:pc")) == "rows.csv:2:1"
    assert str(model.locator.locate("devices:pc:zone")) == "rows.csv:2:3"
    assert model.locator.locate("devices:pc:room") is None


def test_rows_and_yaml_make_one_model(tmp_path: Path):
    path = folder(tmp_path, DEVICES, "Nom;Type;Zone\npc;server;data\n", "devices: {pc: server}\n")
    assert codes(path) == [("duplicate-id", "rows.csv:2:1")]


def test_a_row_whose_name_is_no_id_is_checked_all_the_same(tmp_path):
    table = "{file: a.csv, columns: {id: Nom, type: Type, zone: Zone, seen_on: Vu}}"
    (tmp_path / "m.yaml").write_text(f"carto: 1\nzones: {{a: office}}\ntables: [{table}]\n", "utf-8")
    (tmp_path / "a.csv").write_text("Nom;Type;Zone;Vu\nÉcho salle 2;ultrasond;a;31/13/2025\n", "utf-8")
    told = problems_in(tmp_path)
    assert [one.code for one in told] == ["bad-id", "unknown-device-type", "not-a-date"]
    assert [(one.span.line, one.span.column) for one in told] == [(2, 1), (2, 2), (2, 4)]


CMDB = """Nom;Type;Réseau
Échographe salle 2;ultrasound;a
PC ACCUEIL n°1;workstation;a
srv-01;server;a
"""


def with_table(path: Path, csv: str, more: str = "") -> Path:
    table = f"{{file: a.csv, columns: {{id: Nom, type: Type, zone: Réseau}}{more}}}"
    (path / "m.yaml").write_text(f"carto: 1\nzones: {{a: office}}\ntables: [{table}]\n", "utf-8")
    (path / "a.csv").write_text(csv, "utf-8")
    return path


def test_ids_can_be_made_of_names(tmp_path):
    devices = load_model(with_table(tmp_path, CMDB, ", make_ids: true")).devices
    names = {one.id: one.name for one in devices.values()}
    assert names == {"Echographe-salle-2": "Échographe salle 2", "PC-ACCUEIL-n-1": "PC ACCUEIL n°1", "srv-01": ""}


def test_ends_of_edges_are_made_of_names_as_well(tmp_path):
    with_table(tmp_path, CMDB, ", make_ids: true")
    table = "{file: f.csv, section: flows, columns: {from: De, to: Vers, protocol: Service}, make_ids: true}"
    (tmp_path / "flows.yaml").write_text(f"tables: [{table}]\n", "utf-8")
    (tmp_path / "f.csv").write_text("De;Vers;Service\nPC ACCUEIL n°1;srv-01;https\n", "utf-8")
    (flow,) = load_model(tmp_path).flows.values()
    assert (flow.from_device, flow.to_device) == ("PC-ACCUEIL-n-1", "srv-01")


def test_two_names_that_give_one_id_are_told(tmp_path):
    with_table(tmp_path, "Nom;Type;Réseau\nPC 1;server;a\nPC-1;server;a\n--;server;a\n", ", make_ids: true")
    assert [(one.code, one.span.line) for one in problems_in(tmp_path)] == [("duplicate-id", 3), ("bad-id", 4)]


def test_without_being_asked_no_id_is_made(tmp_path):
    assert [one.code for one in problems_in(with_table(tmp_path, CMDB))] == ["bad-id", "bad-id"]


def test_a_row_says_where_each_value_comes_from(tmp_path):
    columns = "{id: Nom, type: Type, zone: Zone, count: Nombre, os.family: Os}"
    table = f"{{file: a.csv, columns: {columns}, make_ids: true, defaults: {{owner: Bio}}}}"
    (tmp_path / "m.yaml").write_text(f"carto: 1\nzones: {{a: office}}\ntables: [{table}]\n", "utf-8")
    (tmp_path / "a.csv").write_text("Nom;Type;Zone;Nombre;Os\nPC n°1;workstation;a;;linux\n", "utf-8")
    values = {one.key: one for one in explain_values(load_model(tmp_path), "PC-n-1")}
    written = {key: str(one.origin.span) for key, one in values.items() if one.origin.kind == "written"}
    assert written == {
        "name": "a.csv:2:1",
        "type": "a.csv:2:2",
        "zone": "a.csv:2:3",
        "os": "a.csv:2:1",
        "owner": "m.yaml:3:125",
    }
    assert values["count"].origin.kind == "default"


@pytest.mark.parametrize(
    ("csv", "told"),
    [
        ("Nom;Type;Réseau\rpc;server;a\r", []),  # lines as old machines end them
        ('"Nom";Type;"Réseau"\r\npc;server;a\r\n', []),
        ('Nom;"Type";Réseau;"sur\ndeux lignes"\npc;server;a;x\n', []),
        ("Nom\r;Type;Réseau\npc;server;a\n", ["table-column-missing"] * 2),
        (f"Nom;Type;Réseau;{'x' * 140_000}\npc;server;a;\n", ["table-row-unreadable"]),
        ('"Nom;Type;Réseau\npc;server;a\n', ["table-row-unreadable"]),
    ],
)
def test_any_first_line_is_read_or_told(tmp_path, csv, told):
    assert [one.code for one in problems_in(with_table(tmp_path, csv))] == told


DATED = "{file: rows.csv, columns: {id: Nom, type: Type, seen_on: Vu, os.support_ends: Fin}%s}"


def dated(tmp_path: Path, *days: str, more: str = "") -> Path:
    rows = "".join(f"d{number};server;{day};\n" for number, day in enumerate(days))
    return folder(tmp_path, DATED % more, f"Nom;Type;Vu;Fin\n{rows}")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31/12/2025", "2025-12-31"),
        ("12/31/2025", "2025-12-31"),
        ("31.12.2025", "2025-12-31"),
        ("31-12-2025", "2025-12-31"),
        ("5/5/2025", "2025-05-05"),
        ("2025/12/31", "2025-12-31"),
        ("2025-1-2", "2025-01-02"),
        ("2025-12-31T23:59:59", "2025-12-31"),
        ("31/12/2025 08:30", "2025-12-31"),
        ("12/31/2025 8:30:00 AM", "2025-12-31"),
    ],
)
def test_days_are_read_as_spreadsheets_write_them(tmp_path: Path, written: str, read: str):
    assert str(load_model(dated(tmp_path, written)).devices["d0"].seen_on) == read


def test_a_column_tells_which_comes_first(tmp_path: Path):
    days = [str(one.seen_on) for one in load_model(dated(tmp_path, "03/04/2026", "25/04/2026")).devices.values()]
    assert days == ["2026-04-03", "2026-04-25"]
    days = [str(one.seen_on) for one in load_model(dated(tmp_path, "03/04/2026", "04/25/2026")).devices.values()]
    assert days == ["2026-03-04", "2026-04-25"]


@pytest.mark.parametrize("others", [[], ["04/04/2026"], ["25/04/2026", "04/25/2026"]])
def test_days_that_may_be_months_are_refused_once_a_column(tmp_path: Path, others: list[str]):
    (problem,) = problems_in(dated(tmp_path, *others, "03/04/2026", "11/12/2025"))
    assert (problem.code, problem.span.line, problem.span.column) == ("table-dates-unclear", 2 + len(others), 3)
    assert "2026-04-03" in problem.what("fr")
    assert "2026-03-04" in problem.what("fr")
    assert "dates: day-first" in problem.advice("fr")


def test_days_inside_a_field_are_read_too(tmp_path: Path):
    os = (
        load_model(folder(tmp_path, DATED % ", defaults: {os: linux}", "Nom;Type;Vu;Fin\nd;server;;31/12/2026\n"))
        .devices["d"]
        .os
    )
    assert os is not None
    assert (os.family, str(os.support_ends)) == ("linux", "2026-12-31"), "a default given as a word is kept"


@pytest.mark.parametrize(("order", "read"), [("day-first", "2026-04-03"), ("month-first", "2026-03-04")])
def test_the_author_may_say_which_comes_first(tmp_path: Path, order: str, read: str):
    assert str(load_model(dated(tmp_path, "03/04/2026", more=f", dates: {order}")).devices["d0"].seen_on) == read


def test_a_day_against_what_the_author_says_is_refused(tmp_path: Path):
    path = dated(tmp_path, "12/31/2025", "30/02/2026", "04/05/26", more=", dates: day-first")
    assert [(one.code, one.span.line) for one in problems_in(path)] == [("not-a-date", line) for line in (2, 3, 4)]
    assert problems_in(path)[0].advice("en") == "write 2025-12-31"


def test_one_word_that_means_nothing_is_told_once_a_column(tmp_path: Path):
    rows = "".join(f"d{number};Serveur;{'office' if number else 'ofice'}\n" for number in range(300))
    first, second = problems_in(folder(tmp_path, DEVICES, f"Nom;Type;Zone\n{rows}"))
    assert (first.code, first.rows, first.span.line) == ("unknown-device-type", 300, 2)
    assert "300" in first.what("fr")
    assert "values:" in first.advice("fr")
    assert (second.code, second.rows) == ("unknown-zone", 1)
    assert "(1" not in second.what("fr")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "table-empty"),
        (b"\n \r\n", "table-empty"),
        (b"PK\x03\x04\x00\x00", "table-is-no-text"),
        ("Nom;Type;Zone\n".encode("utf-16-le"), "table-is-no-text"),
        (b"Nom;Type;Zone\n", "table-without-rows"),
    ],
)
def test_a_table_that_says_nothing_is_told_once(tmp_path: Path, raw: bytes, code: str):
    assert [one for one, _ in codes(folder(tmp_path, DEVICES, raw))] == [code]


def test_an_encoding_that_is_not_the_file_s_is_told(tmp_path: Path):
    table = "{file: rows.csv, encoding: cp1252, columns: {id: Nom, type: Type, room: Étage}}"
    rows = "Nom;Type;Étage\npc;server;Rez-de-chaussée\n"
    assert codes(folder(tmp_path, table, rows)) == [("table-is-utf8", "rows.csv:1:10")]
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert load_model(folder(tmp_path, table, rows.encode(encoding))).devices["pc"].room == "Rez-de-chaussée"


def test_the_line_that_excel_puts_first_is_no_header(tmp_path: Path):
    path = folder(tmp_path, DEVICES, "sep=;\r\nNom;Type;Zone\r\npc;server;nowhere\r\n")
    assert codes(path) == [("unknown-zone", "rows.csv:3:3")]


def test_a_file_name_has_a_suggestion(tmp_path: Path):
    (problem,) = problems_in(folder(tmp_path, "{file: row.csv, columns: {id: Nom}}", "Nom\npc\n"))
    assert problem.advice("en") == "did you mean 'rows.csv'?"


def test_values_of_a_field_without_column_are_told(tmp_path: Path):
    table = "{file: rows.csv, columns: {id: Nom, type: Type}, values: {zone: {x: data}}}"
    assert codes(folder(tmp_path, table, "Nom;Type\npc;server\n")) == [("table-needs-column", "model.yaml:4:63")]


def test_a_word_over_two_lines_is_quoted_on_one(tmp_path: Path):
    (problem,) = problems_in(folder(tmp_path, DEVICES, 'Nom;Type;Zone\n"a\nb";server;data\n'))
    assert (problem.code, problem.values["id"]) == ("bad-id", "a b")
