"""Which lines were right, why, and what to do differently."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

import pytest

from tests.build import Known, World
from tests.case_studies import coded
from tests.case_studies.coded import feedback, practised, right
from tests.page import Browser, Page
from tests.page_text import words

HIP = "which-cement"  # M16.1, R33.X, I10.X; W94.1, Z94.3; a query is needed for W94.1
PROCEDURES = ["W94.1", "Z94.3"]


def card(page: Page, name: str) -> Element:
    """The card of one line."""
    (found,) = page.elements("li", id=f"line-{name}")
    return found


def said(page: Page, name: str) -> str:
    """The words on the card of one line."""
    return words(card(page, name))


def is_open(page: Page, name: str) -> bool:
    """Whether the reason of a line is unfolded."""
    return next(card(page, name).iter("details")).get("open") is not None


def cards(page: Page) -> list[str]:
    """The names of the lines, in their order."""
    return [one.get("data-line", "") for one in page.elements("li", class_="cr-compared__line")]


def marks(page: Page, **attributes: str) -> list[str]:
    """The words that are marked in the record."""
    return [words(one) for one in page.elements("mark", **attributes)]


def evidence(code: str, document: str, quoted: str) -> Mapping[str, object]:
    """A line with words linked to it."""
    return {"code": code, "evidence": [{"document": document, "words": quoted}]}


@pytest.mark.parametrize(
    ("diagnoses", "sentence"),
    [
        (["M16.1", "R33.X", "I10.X"], "5 of 5, 100 %. Nothing was lost."),
        (["M16.0", "R33.X", "I10.X"], "4 of 5, 80 %. What is missing was lost at the fourth character."),
        (
            ["M16.1", "R33.X"],
            "4 of 5, 80 %. What is missing was lost at secondary diagnoses that were left out.",
        ),
        (
            ["M16.1", "R33.X", "I10.X", "E11.9"],
            "5 of 6, 83 %. What is missing was lost at codes that are not required.",
        ),
        (["M16.1", "E11.9", "J45.9", "I10.X"], "4 of 7, 57 %. Most was lost at codes that are not required."),
    ],
)
def test_one_sentence_says_how_it_went_and_where_most_was_lost(
    desk: Browser, world: World, amira: Known, diagnoses: list[str], sentence: str
) -> None:
    page = feedback(desk, practised(world, amira, HIP, diagnoses, PROCEDURES))
    assert page.main.startswith(f"Practice Cemented, uncemented, or half {sentence} ")


def test_in_practice_the_right_category_is_half_a_mark_beside_it(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.0", "R33.X", "I10.X"], PROCEDURES))
    assert "With half a mark for the right category: 4½ of 5." in page.main


def test_in_a_mock_there_is_no_half_mark(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.begun(world, amira)
    for slot, item in enumerate(world.items(attempt_id), start=1):
        diagnoses, procedures = right(item.split("/")[0])
        wrong = [f"{one[:-1]}{(int(one[-1]) + 1) % 10}" if one[-1] != "X" else one for one in diagnoses]
        coded.enter(world, amira, attempt_id, wrong, procedures, slot=slot)
    coded.hand_in(world, amira, attempt_id)
    pages = [feedback(desk, attempt_id, number) for number in range(1, 5)]
    assert not any("half a mark" in page.main for page in pages)


def test_a_right_line_shows_both_codes_and_folds_its_reason(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP, *right(HIP)))
    assert said(page, "diagnoses-1").startswith(
        "Primary diagnosis Correct You, line 1 M16.1 Other primary coxarthrosis"
        " Reference, line 1 M16.1 Other primary coxarthrosis "
    )
    assert not is_open(page, "diagnoses-1")


def test_a_wrong_line_says_how_and_its_reason_is_open(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.0"]))
    assert said(page, "diagnoses-1").startswith(
        "Primary diagnosis Wrong fourth character Key PD4 You, line 1"
    )
    assert is_open(page, "diagnoses-1")


def test_a_reason_names_its_standards_and_quotes_the_record(
    desk: Browser, world: World, amira: Known
) -> None:
    told = said(feedback(desk, practised(world, amira, HIP, ["M16.0"])), "diagnoses-1")
    assert "The condition operated on:" in told
    assert "Rests on: DGCS.1, DChS.XIII." in told
    assert "R hip: space kept, no pain, Pre-operative clinic" in told


def test_what_was_typed_is_shown_with_what_was_understood(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.1", "r33", "high blood pressure"]))
    assert "You, line 2 r33 understood as R33.X: Retention of urine" in said(page, "diagnoses-2")
    assert "high blood pressure not understood as a code" in said(page, "diagnoses-extra-3")


def test_lines_stand_in_the_reference_s_order_and_what_is_not_required_after(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["E11.9", "I10.X", "M16.1"], ["Z94.3", "W94.1"]))
    assert cards(page) == [
        *("diagnoses-1", "diagnoses-2", "diagnoses-3", "diagnoses-extra-1"),
        *(f"procedures-{number}" for number in range(1, 5)),
    ]


def test_a_missed_primary_says_what_was_put_in_its_place(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["H26.9", "R33.X"]))
    assert "Not entered. You put H26.9 first, see below" in said(page, "diagnoses-1")


def test_a_missed_line_stands_in_its_place(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.1", "I10.X"]))
    assert said(page, "diagnoses-2").startswith(
        "Secondary diagnosis Missed Key SDO You Not entered Reference, line 2 R33.X Retention of urine"
    )


def test_a_line_that_is_not_required_says_so(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.1", "R33.X", "I10.X", "E11.9"]))
    assert said(page, "diagnoses-extra-4").startswith("Secondary diagnosis Not required Key SDNR You, line 4")


def test_an_optional_line_costs_nothing_and_says_so(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, *right(HIP)))
    assert said(page, "procedures-3").startswith("Secondary procedure Optional You Not entered")
    assert not is_open(page, "procedures-3")


def test_every_key_on_the_page_is_spelt_out_once(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.0"]))
    assert page.main.count("PD4: Primary diagnosis: right category, wrong fourth character") == 1
    assert page.main.count("SDO: Secondary diagnoses: left out") == 1


def test_nothing_entered_shows_the_whole_reference_without_reproach(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP))
    assert "0 of 5, 0 %. Nothing was entered. Here is the whole reference with its reasons." in page.main
    assert page.main.count(" Missed ") == 5
    assert "Do differently" not in page.main


def test_a_list_with_nothing_in_it_says_so(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, "tablets-in-the-kitchen"))
    (section,) = page.elements("section", aria_labelledby="procedures")
    assert words(section) == "Procedures None in this case."


def test_an_accuracy_with_nothing_in_it_says_so(desk: Browser, world: World, amira: Known) -> None:
    rows = feedback(desk, practised(world, amira, "tablets-in-the-kitchen")).rows("Accuracies and targets")
    assert rows[2][:2] == ["Codes Primary procedure", "Correct None in this case"]


def test_the_four_accuracies_stand_against_their_targets(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.0", "R33.X", "E11.9"], PROCEDURES))
    assert [row[1:] for row in page.rows("Accuracies and targets")] == [
        ["Correct 0 of 1", "Per cent 0 %", "Target 90 %, not reached", "Right category 1 of 1"],
        ["Correct 1 of 3", "Per cent 33 %", "Target 80 %, not reached", "Right category 1 of 3"],
        ["Correct 1 of 1", "Per cent 100 %", "Target 90 %, reached", "Right category 1 of 1"],
        ["Correct 1 of 1", "Per cent 100 %", "Target 80 %, reached", "Right category 1 of 1"],
    ]


def test_the_picture_holds_the_figures_of_its_table(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.0", "R33.X", "E11.9"], PROCEDURES))
    (picture,) = page.elements("div", role="img")
    drawn = [words(one) for one in picture.iter("span") if one.get("class") == "cr-bars__figure"]
    assert drawn == ["0 of 1, 0 %", "1 of 3, 33 %", "1 of 1, 100 %", "1 of 1, 100 %"]


def test_the_denominator_is_said_in_words(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, *right(HIP)))
    assert (
        "Divided by the codes of the reference and, one each, the codes that are not required." in page.main
    )


def test_a_note_stands_on_the_line_it_explains_with_its_standard(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP, ["M16.1", "R33"], ["Z94.3", "W94.1"]))
    assert "Note: Understood as R33.X. Write the filler X, too." in said(page, "diagnoses-2")
    assert "never stand first. (PRule 7)" in said(page, "procedures-2")
    assert "Note:" not in said(page, "diagnoses-1")


def test_evidence_is_marked_mine_and_the_reference_s_apart(desk: Browser, world: World, amira: Known) -> None:
    mine = evidence("M16.1", "preop", "Night pain, walks 100 yards")
    page = feedback(desk, practised(world, amira, HIP, [mine]))
    assert marks(page, data_mine="diagnoses-1") == ["Night pain, walks 100 yards"]
    assert marks(page, data_reference="diagnoses-1") == [
        "Primary osteoarthritis of the left hip",
        "R hip: space kept, no pain",
    ]


def test_words_that_both_rest_on_are_marked_for_both(desk: Browser, world: World, amira: Known) -> None:
    mine = evidence("M16.1", "preop", "osteoarthritis of the left hip. Night pain")
    page = feedback(desk, practised(world, amira, HIP, [mine]))
    assert marks(page, class_="cr-words--both") == ["osteoarthritis of the left hip"]


def test_what_i_linked_is_quoted_with_the_document_s_name(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, [evidence("M16.1", "preop", "Night pain")]))
    assert "You linked: Night pain, Pre-operative clinic" in said(page, "diagnoses-1")


def test_words_that_stand_nowhere_are_quoted_and_not_marked(
    desk: Browser, world: World, amira: Known
) -> None:
    page = feedback(desk, practised(world, amira, HIP, [evidence("M16.1", "gone", "</li><b>Night")]))
    assert "You linked: </li><b>Night, Elsewhere" in said(page, "diagnoses-1")
    assert marks(page, data_mine="diagnoses-1") == []


def test_the_editions_and_that_nobody_reviewed_it_are_told(desk: Browser, world: World, amira: Known) -> None:
    page = feedback(desk, practised(world, amira, HIP, *right(HIP)))
    assert "Coded to ICD-10 5th Edition and OPCS-4.11." in page.main
    assert "Not yet reviewed by a qualified coder. Case which-cement." in page.main


def test_a_line_with_linked_words_and_no_code_is_no_line(desk: Browser, world: World, amira: Known) -> None:
    lines = [evidence("", "preop", "NKDA"), "M16.1", evidence("R33", "ward", "Dip neg")]
    page = feedback(desk, practised(world, amira, HIP, lines))
    assert "You, line 2 R33 understood as R33.X" in said(page, "diagnoses-2")
    assert "Note: Understood as R33.X." in said(page, "diagnoses-2")
    assert marks(page, data_mine="diagnoses-2") == ["Dip neg"]
