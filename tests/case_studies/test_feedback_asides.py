"""What stands beside the lines of a case: queries, other right codings, bounds of a list, the next case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.assessment_plan.content import Plan
from app.case_studies.queries.explained import explained
from app.case_studies.queries.feedback import marked_cases
from app.classifications.rules.entries import Entry
from app.sittings.queries.attempts import my_attempt
from tests.build import Known, World
from tests.case_studies import coded
from tests.case_studies.coded import feedback, practised, right
from tests.case_studies.coding import shipped
from tests.page import Browser

HIP = "which-cement"  # how the joint was fixed has to be asked
BREAST = "left-mastectomy"  # another coding closes both operations with one side
MISSED = "A query was needed and none was raised."
FIRST = "Where the record contradicts itself or leaves something open, raise a query first."


def test_a_query_that_was_needed_and_not_raised_is_told(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, *right(HIP)))
    assert f"{MISSED} You asked Nothing It should ask How the left hip replacement was fixed" in page.main
    assert "What would have come back: Reply from the consultant surgeon Hybrid." in page.main


def test_a_missed_query_is_the_first_thing_to_do_differently(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.0"]))
    assert f"Do differently {FIRST} " in page.main


def test_a_query_stands_beside_what_it_should_have_asked(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.opened(world, amira, HIP)
    coded.ask(world, amira, attempt_id, "procedure", "Is the stem cemented?")
    coded.hand_in(world, amira, attempt_id)
    page = feedback(desk, attempt_id)
    assert "You asked Is the stem cemented? It should ask How the left hip replacement was" in page.main
    assert "What came back: Reply from the consultant surgeon Hybrid." in page.main
    assert MISSED not in page.main
    assert FIRST not in page.main


def test_a_query_without_need_is_told_with_what_came_back(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.opened(world, amira, HIP)
    coded.ask(world, amira, attempt_id, "drug", "Which antibiotic was given?")
    coded.hand_in(world, amira, attempt_id)
    page = feedback(desk, attempt_id)
    assert "the case can be coded without it. You asked Which antibiotic was given?" in page.main
    assert "There is nothing to add: what is in the record is all there is." in page.main


def test_a_case_without_queries_says_so(desk: Browser, world: World, amira: Known) -> None:
    plain = next(one for one in shipped() if not any(ask.needed for ask in one.asks))
    page = feedback(desk, practised(world, amira, plain.id, *right(plain.id)))
    assert "Queries No query was needed, and none was raised." in page.main


def test_a_reply_that_the_reference_rests_on_is_part_of_the_record(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP))
    (reply,) = page.elements("article", id="page-fixation")
    marked = ["".join(one.itertext()) for one in reply.iter("mark")]
    assert marked == ["The cup is uncemented, the stem is cemented"]


def test_another_coding_that_fits_better_is_named_with_its_reason(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, BREAST, right(BREAST)[0], ["B27.4", "T86.2", "Z94.3"]))
    assert "6 of 6, 100 %. Nothing was lost." in page.main
    assert "because it fits best: One code for the side closes both operations." in page.main


def test_a_coding_that_is_as_right_as_the_first_is_named(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, BREAST, *right(BREAST)))
    assert "Yours was compared with the first; another is as right: One code for the side" in page.main


def test_a_case_with_one_coding_speaks_of_no_other(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, *right(HIP)))
    assert "more than one right coding" not in page.main


def told_by(app: Flask, **values: str) -> Plan:
    """The plan in force with other values for part 2."""
    plan: Plan = app.extensions["plan"]
    part = plan.case_studies
    told = {name: getattr(part, name).model_copy(update={"value": value}) for name, value in values.items()}
    return plan.model_copy(update={"case_studies": part.model_copy(update=told)})


def test_the_plan_says_whether_there_are_half_marks(
    app: Flask, desk: Browser, world: World, amira: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "plan", told_by(app, half_marks="never"))
    page = feedback(desk, practised(world, amira, HIP, ["M16.0"]))
    assert "half a mark" not in page.main


def test_a_result_keeps_the_denominator_it_was_marked_with(
    app: Flask, desk: Browser, world: World, amira: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app.extensions["plan"]
    monkeypatch.setitem(app.extensions, "plan", told_by(app, denominator="reference"))
    diagnoses, procedures = right(HIP)
    attempt_id = practised(world, amira, HIP, [*diagnoses, "E11.9"], procedures)
    monkeypatch.setitem(app.extensions, "plan", before)
    page = feedback(desk, attempt_id)
    assert "5 of 5, 100 %. Nothing was lost." in page.main
    assert "Divided by the codes of the reference alone: what is not required costs nothing." in page.main


def next_case(browser: Browser, attempt_id: int) -> str:
    """The address that the button for another case calls."""
    (form,) = [form for form in feedback(browser, attempt_id).forms if form.in_main]
    return form.action


def test_the_next_case_is_of_the_same_level_and_was_not_met(
    desk: Browser, world: World, amira: Known
) -> None:
    first, *others = sorted(one.id for one in shipped() if one.level == "hard" and one.id != HIP)
    for case_id in others:
        practised(world, amira, case_id)
    assert next_case(desk, practised(world, amira, HIP)) == f"/case-studies/practice/{first}"


def test_with_every_case_met_the_next_one_was_met_longest_ago(
    desk: Browser, world: World, amira: Known
) -> None:
    hard = sorted((one.id for one in shipped() if one.level == "hard" and one.id != HIP), reverse=True)
    for case_id in hard:
        practised(world, amira, case_id)
    assert next_case(desk, practised(world, amira, HIP)) == f"/case-studies/practice/{hard[0]}"


def test_the_button_begins_the_next_case(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP))
    reply = desk.submit(page, button="Another case like this")
    assert reply.location.endswith("/cases/1")


def test_a_code_for_another_sex_or_age_is_worth_a_look_and_no_more(
    world: World, amira: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only imported lists know such bounds; the practice list has none."""
    attempt_id = practised(world, amira, HIP, *right(HIP))
    with world.reading() as db:
        paper = my_attempt(db, amira.viewer, attempt_id, "case_studies", now=world.now, mode=None)
        (case,) = marked_cases(db, amira.viewer, paper, now=world.now).cases
        icd10 = case.key.lists.icd10
        found = icd10.find

        def bounded(key: str) -> Entry | None:
            entry = found(key)
            return replace(entry, sex="male", max_age=17) if entry and key == "M161" else entry

        monkeypatch.setattr(icd10, "find", bounded)
        line = explained(amira.viewer, case).lines[0]
    assert [(note.text, note.warns) for note in line.notes] == [
        ("The list gives M16.1 for male patients; this one is female.", True),
        ("The list gives M16.1 for another age than 69.", True),
    ]
    assert line.is_right
