"""`flask codes import`: shown first, stored whole or not at all, and once."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from app import db
from app.classifications.queries.catalogue import Catalogue, catalogue_in_use, catalogue_named
from app.classifications.queries.editions import practice_list
from app.classifications.rules.codes import System
from app.clock import uk_date
from app.trail.models import TrailEntry
from tests.build import FakeClock
from tests.classifications import files
from tests.classifications.conftest import Run
from tests.classifications.test_files_refused import stored


def named(app: Flask, name: str) -> Catalogue:
    with app.app_context(), db.open_session(db.engine(), may_write=False) as own:
        return catalogue_named(own, name)


def in_use(app: Flask, clock: FakeClock, system: System) -> Catalogue:
    with app.app_context(), db.open_session(db.engine(), may_write=False) as own:
        return catalogue_in_use(own, system, on=uk_date(clock.now()))


def test_first_it_shows_what_the_file_holds(codes: Run, ten: Path) -> None:
    lines = codes("import", ten, input="n\n").output.splitlines()
    assert lines[:3] == [
        "Reading OPCS410 CodesAndTitles Nov 2022 V1.0.txt",
        "OPCS-4.10, in force from 1 April 2023 to 31 March 2026",
        "    10,103 codes, 1 retired, 1,684 headings",
    ]


def test_it_shows_how_the_file_differs_from_what_serves_today(codes: Run, fifth: Path) -> None:
    shown = codes("import", fifth, input="n\n").output
    assert (
        "beside icd10-practice, which serves today: 0 codes more, 0 fewer, 3,576 with another title" in shown
    )


def test_without_a_yes_nothing_is_stored(app: Flask, codes: Run, ten: Path) -> None:
    result = codes("import", ten, input="\n")
    assert result.output.endswith("Import it? [y/N]: \nNothing was changed.\n")
    assert stored(app) == (0, 0, 0)


def test_a_yes_stores_every_line_and_an_entry_of_the_trail(app: Flask, codes: Run, ten: Path) -> None:
    result = codes("import", ten, input="y\n")
    assert result.exit_code == 0, result.output
    assert stored(app) == (1, 11_788, 1)


def test_with_yes_it_does_not_ask(codes: Run, ten: Path) -> None:
    assert "Import it?" not in codes("import", ten, "--yes").output


def test_it_says_what_was_stored_and_not_to_switch_ours_off_for_another_edition(
    codes: Run, ten: Path
) -> None:
    told = codes("import", ten, "--yes").output.splitlines()
    assert told[-1] == "Imported as opcs4-4.10: 10,103 codes, 1 retired, 1,684 headings."


def test_it_says_how_to_switch_ours_off_for_what_it_stands_for(codes: Run, fifth: Path) -> None:
    told = codes("import", fifth, "--yes").output.splitlines()
    assert told[-1] == "To let our practice list serve no more: flask codes off icd10-practice"


def test_the_trail_says_which_edition_came(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    with app.app_context(), db.open_session(db.engine(), may_write=False) as own:
        entry = own.scalars(select(TrailEntry)).one()
    assert (entry.act, entry.about, entry.facts) == ("import edition", "edition:opcs4-4.10", {"rows": 11_788})


def test_the_same_file_again_changes_nothing(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    result = codes("import", ten, "--yes")
    assert result.exit_code == 0
    assert result.output.endswith("exactly the lines of opcs4-4.10 (OPCS-4.10). Nothing was changed.\n")
    assert stored(app) == (1, 11_788, 1)


def test_the_same_list_in_the_other_form_changes_nothing(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    xml = files.written(ten.parent, "OPCS410.xml", files.opcs4_xml(files.opcs4_rows()))
    assert codes("import", xml, "--yes").output.endswith("Nothing was changed.\n")
    assert stored(app) == (1, 11_788, 1)


def corrected(beside: Path) -> Path:
    """The same edition with one title changed."""
    rows = [(code, title.replace("A01.2", "mended")) for code, title in files.opcs4_rows()]
    return files.written(beside.parent, "OPCS410 mended.txt", files.opcs4_txt(rows))


def test_another_file_of_the_same_edition_stands_beside_it(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    result = codes("import", corrected(ten), "--yes")
    assert "opcs4-4.10 has the same name. This one will count instead of it." in result.output
    assert "Imported as opcs4-4.10-2" in result.output


def test_of_two_files_of_an_edition_the_later_one_counts(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    before = named(app, "OPCS-4.10").find("A012")
    codes("import", corrected(ten), "--yes")
    after = named(app, "OPCS-4.10").find("A012")
    assert before is not None
    assert after is not None
    assert (before.title, after.title) == ("Operation A01.2", "Operation mended")


def test_an_imported_icd10_serves_with_what_the_file_says(
    app: Flask, codes: Run, clock: FakeClock, fifth: Path
) -> None:
    codes("import", fifth, "--yes")
    catalogue = in_use(app, clock, System.ICD10)
    birth = catalogue.find("O800")
    assert catalogue.edition.id == "icd10-5"
    assert birth is not None
    assert (birth.sex, birth.min_age, birth.max_age) == ("female", 10, 55)


def test_an_imported_icd10_has_the_checksum_of_ours(
    app: Flask, codes: Run, clock: FakeClock, fifth: Path
) -> None:
    codes("import", fifth, "--yes")
    ours = practice_list(System.ICD10).edition
    assert in_use(app, clock, System.ICD10).edition.checksum == ours.checksum


def test_every_line_comes_out_as_it_went_in(app: Flask, codes: Run, clock: FakeClock, fifth: Path) -> None:
    codes("import", fifth, "--yes")
    ours = [
        (one.key, one.kind, one.chapter, one.block, one.mark, one.partners)
        for one in practice_list(System.ICD10).entries
    ]
    assert [
        (one.key, one.kind, one.chapter, one.block, one.mark, one.partners)
        for one in in_use(app, clock, System.ICD10).entries
    ] == ours


def test_an_edition_that_is_no_longer_in_force_does_not_serve(
    app: Flask, codes: Run, clock: FakeClock, ten: Path
) -> None:
    codes("import", ten, "--yes")
    assert in_use(app, clock, System.OPCS4).edition.id == "opcs4-practice"


def test_it_still_serves_the_cases_that_name_it(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    assert named(app, "OPCS-4.10").edition.id == "opcs4-4.10"


def test_an_imported_catalogue_is_made_once(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    assert named(app, "OPCS-4.10") is named(app, "OPCS-4.10")


def test_a_fault_in_the_middle_leaves_nothing(app: Flask, codes: Run, ten: Path) -> None:
    engine = app.extensions["engine"]

    parts = count(1)

    def fail_at_the_third(*told: Any) -> None:
        if "INSERT INTO imported_entry" in told[2] and next(parts) == 3:
            raise OSError("no space left")

    event.listen(engine, "before_cursor_execute", fail_at_the_third)
    try:
        result = codes("import", ten, "--yes")
    finally:
        event.remove(engine, "before_cursor_execute", fail_at_the_third)
    assert isinstance(result.exception, OSError)
    assert stored(app) == (0, 0, 0)


def test_of_two_imports_at_once_the_later_one_changes_nothing(
    app: Flask, codes: Run, ten: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes("import", ten, "--yes")
    for module in ("app.commands.codes_import", "app.classifications.actions.importing"):
        monkeypatch.setattr(f"{module}.already_here", lambda *_: None)  # the other one was not yet to be seen
    result = codes("import", ten, "--yes")
    assert result.output.endswith("The lists were changed meanwhile. Nothing was changed; try again.\n")
    assert stored(app) == (1, 11_788, 1)


@pytest.mark.postgres
def test_on_postgresql_every_line_comes_out_as_it_went_in(
    postgres_app: Flask, clock: FakeClock, fifth: Path
) -> None:
    result = postgres_app.test_cli_runner().invoke(args=["codes", "import", str(fifth), "--yes"])
    assert result.exit_code == 0, result.output
    assert len(in_use(postgres_app, clock, System.ICD10).entries) == 17_934
