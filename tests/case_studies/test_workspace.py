"""The workspace of a case as an apprentice without script uses it."""

from __future__ import annotations

import pytest

from tests.build import Known, World
from tests.case_studies import coded
from tests.case_studies.desk import case_page, codes_form, revision, send, stored
from tests.page import Browser

CASE = "last-three-steps"


@pytest.fixture
def practice(world: World, amira: Known) -> int:
    """A case just opened for practice."""
    return coded.opened(world, amira, CASE)


@pytest.fixture
def mock(world: World, amira: Known) -> int:
    """A mock of part 2 just begun."""
    return coded.begun(world, amira)


def test_the_record_says_who_it_is_about_and_that_the_patient_is_invented(
    desk: Browser, practice: int
) -> None:
    page = case_page(desk, practice)
    assert "NHS number 999" in page.main
    assert "Invented patient" in page.main
    assert "Trauma and orthopaedics" in page.main


def test_every_document_of_the_record_is_on_the_page(desk: Browser, practice: int) -> None:
    page = case_page(desk, practice)
    assert len(page.elements(class_="nhsuk-tabs__panel")) == len(page.elements(class_="nhsuk-tabs__tab")) > 1


def test_an_empty_case_opens_one_line_in_each_list(desk: Browser, practice: int) -> None:
    page = case_page(desk, practice)
    assert len(page.elements("input", name="diagnoses")) == 1
    assert len(page.elements("input", name="procedures")) == 1
    assert "Primary diagnosis" in page.main


def test_typed_codes_are_saved_and_one_more_line_is_opened(
    desk: Browser, world: World, practice: int
) -> None:
    page = case_page(desk, practice)
    desk.submit(page, {"diagnoses": "S52.50"}, form=codes_form(page), button="Save and add a diagnosis")
    page = desk.follow()
    assert stored(world, practice) == {"diagnoses": ["S52.50"], "procedures": []}
    assert [one.get("value") for one in page.elements("input", name="diagnoses")] == ["S52.50", ""]


def test_the_code_and_title_that_were_understood_are_echoed(desk: Browser, practice: int) -> None:
    send(desk, practice, ["i10"])
    assert "I10.X Essential (primary) hypertension" in case_page(desk, practice).main


@pytest.mark.parametrize(
    ("system", "typed", "trouble"),
    [
        ("diagnoses", "S72.0", "S72.0 needs a fifth character."),
        ("diagnoses", "S72", "S72 is a heading: it needs a fourth character."),
        ("diagnoses", "I1O", "Letter O or zero, I or one? I10.X would be a code."),
        ("diagnoses", "Q99.7", "Q99.7 is not in the"),
        ("diagnoses", "bad hip", "No code yet."),
        ("diagnoses", "12345678", "This is not shaped like a code of ICD-10."),
        ("procedures", "Y76.3", "Y76.3 is retired."),
    ],
)
def test_what_is_wrong_with_a_code_is_said_and_it_is_saved_as_typed(
    desk: Browser, world: World, practice: int, system: str, typed: str, trouble: str
) -> None:
    send(desk, practice, **{system: [typed]})
    assert trouble in case_page(desk, practice).main
    assert stored(world, practice)[system] == [typed]


def test_lines_are_moved_by_their_buttons(desk: Browser, world: World, practice: int) -> None:
    send(desk, practice, ["I10.X", "S52.50"], do="up diagnoses 1")
    assert stored(world, practice)["diagnoses"] == ["S52.50", "I10.X"]


def test_the_first_line_cannot_go_further_up(desk: Browser, world: World, practice: int) -> None:
    send(desk, practice, ["I10.X", "S52.50"], do="up diagnoses 0")
    assert stored(world, practice)["diagnoses"] == ["I10.X", "S52.50"]


def test_a_line_is_removed_by_its_button(desk: Browser, world: World, practice: int) -> None:
    send(desk, practice, ["I10.X", "S52.50"], do="remove diagnoses 0")
    assert stored(world, practice)["diagnoses"] == ["S52.50"]


@pytest.mark.parametrize(
    ("button", "left"),
    [
        ("remove diagnoses 1", ["C", "D"]),
        ("up diagnoses 3", ["B", "D", "C"]),
        ("remove diagnoses 0", ["B", "C", "D"]),
    ],
)
def test_a_button_acts_on_its_own_line_though_one_before_it_was_emptied(
    desk: Browser, world: World, practice: int, button: str, left: list[str]
) -> None:
    send(desk, practice, ["", "B", "C", "D"], do=button)
    assert stored(world, practice)["diagnoses"] == left


def test_blank_lines_are_not_kept(desk: Browser, world: World, practice: int) -> None:
    send(desk, practice, ["", "S52.50", "  "])
    assert stored(world, practice)["diagnoses"] == ["S52.50"]


def test_what_was_linked_to_the_record_is_kept_when_the_form_is_sent_again(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    linked = {"code": "S52.50", "evidence": [{"document": "ed", "words": 'fell "hard" & slid'}]}
    coded.enter(world, amira, practice, [linked])
    page = case_page(desk, practice)
    assert '“fell "hard" & slid”' in page.main
    desk.submit(page, {}, form=codes_form(page), button="Save and add a diagnosis")
    assert '“fell "hard" & slid”' in desk.follow().main


def test_a_notice_stands_before_a_case_that_may_distress(desk: Browser, world: World, amira: Known) -> None:
    attempt = coded.opened(world, amira, "tablets-in-the-kitchen")
    page = case_page(desk, attempt)
    assert "Before you read:" in page.main
    assert page.link("Choose another case") == "/case-studies/practice"


def test_codes_changed_elsewhere_stand_and_what_was_sent_is_shown_beside_them(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    coded.enter(world, amira, practice, ["S52.50"])
    page = send_late(desk, practice, ["S62.80"])
    assert stored(world, practice)["diagnoses"] == ["S52.50"]
    assert "You had typed: Diagnoses: S62.80" in page.main


def send_late(desk: Browser, attempt_id: int, diagnoses: list[str]) -> object:
    """The form of a page that was opened before somebody else saved."""
    fields = {"base": "0", "writer": "an older page", "diagnoses": diagnoses}
    return desk.post(f"/case-studies/{attempt_id}/cases/1", fields, expect=409)


def test_a_mock_says_how_codes_are_looked_up_and_offers_no_search(desk: Browser, mock: int) -> None:
    page = case_page(desk, mock)
    assert "You look codes up with your own books." in page.main
    assert page.elements("div", id="workspace")[0].get("data-search") is None


def test_a_mock_offers_no_hint(desk: Browser, mock: int) -> None:
    send(desk, mock, ["I10.X"])
    assert "Check this line" not in case_page(desk, mock).main


def test_next_leads_from_case_to_case_and_at_the_end_to_the_review(desk: Browser, mock: int) -> None:
    for number in (1, 2, 3):
        send(desk, mock, ["I10.X"], number=number, go="next")
        assert desk.follow().h1 == f"Case {number + 1} of 4"
    send(desk, mock, [], number=4, go="next")
    assert desk.follow().h1 == "Review your codes"


def test_the_review_counts_what_was_entered_and_lets_nothing_be(desk: Browser, mock: int) -> None:
    send(desk, mock, ["I10.X"])
    review = desk.get(f"/case-studies/{mock}/review")
    assert "1 diagnosis. No procedures entered." in review.main
    assert "No diagnoses entered. No procedures entered." in review.main


def test_nothing_entered_saves_nothing_to_mark(desk: Browser, world: World, practice: int) -> None:
    send(desk, practice, [])
    assert stored(world, practice) == {}
    assert revision(world, practice) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"diagnoses": ["x" * 61]},
        {"diagnoses": ["I10.X"] * 41},
        {"diagnoses": ["I10.X"], "diagnoses-evidence": ["{"]},
        {"diagnoses": ["I10.X"], "diagnoses-evidence": ['[{"document": 1}]']},
    ],
    ids=["a code too long", "too many lines", "evidence that is no JSON", "evidence of another shape"],
)
def test_what_no_page_of_ours_sends_is_refused_and_nothing_is_stored(
    desk: Browser, world: World, practice: int, fields: dict[str, object]
) -> None:
    desk.post(f"/case-studies/{practice}/cases/1", {"base": "0", "writer": "p", **fields}, expect=400)
    assert revision(world, practice) == 0
