"""Words marked in the record: nothing is lost, nothing breaks, and all that is quoted can be found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case_studies.content.written import WrittenCase
from app.case_studies.rules.highlighting import Highlight, can_be_found, highlighted
from app.textfiles import rendered
from tests.case_studies.coding import shipped
from tests.page_parsing import parsed

MARK = re.compile(r"</?mark[^>]*>")
markdown = st.text(st.sampled_from("ab 1.\n*_`|<>&-#~\\\"'é"), max_size=120)


def marked(text: str, words: str, whose: str = "reference") -> str:
    """The HTML of a Markdown text with some words marked for one line, attributes left out."""
    found = highlighted(rendered(text), [Highlight(words, "diagnoses-1", whose)])
    return re.sub(r"<mark [^>]*>", "<mark>", found).strip()


def test_words_are_marked_where_they_stand() -> None:
    assert marked("Frail, AF on apixaban.", "AF on apixaban") == "<p>Frail, <mark>AF on apixaban</mark>.</p>"


def test_words_across_bold_are_marked_in_pieces() -> None:
    found = marked("Has **type 2** diabetes.", "type 2 diabetes")
    assert found == "<p>Has <strong><mark>type 2</mark></strong> <mark>diabetes</mark>.</p>"


def test_words_across_two_paragraphs_are_marked_in_both() -> None:
    assert (
        marked("Fell.\n\nAt home.", "Fell. At home")
        == "<p><mark>Fell.</mark></p>\n<p><mark>At home</mark>.</p>"
    )


def test_words_across_a_line_end_are_one_mark() -> None:
    assert marked("left\nhip", "left hip") == "<p><mark>left\nhip</mark></p>"


def test_a_gap_leaves_out_what_stands_between() -> None:
    assert (
        marked("K+ 2.9 and falling", "K+ 2.9 … falling")
        == "<p><mark>K+ 2.9</mark> and <mark>falling</mark></p>"
    )


def test_signs_that_html_writes_otherwise_are_found() -> None:
    assert marked("Sats <90 & falling", "<90 & falling") == "<p>Sats <mark>&lt;90 &amp; falling</mark></p>"


def test_words_that_do_not_stand_there_mark_nothing() -> None:
    assert marked("Frail.", "Robust") == "<p>Frail.</p>"


def test_the_ends_of_cells_are_no_part_of_a_mark() -> None:
    found = marked("| a | b |\n| - | - |\n| K | 2.9 |", "K 2.9")
    assert found.count("<mark>") == 2
    assert parsed(f"<!DOCTYPE html><title>x</title>{found}")[1] == []


def test_a_mark_says_whose_it_is_and_of_which_lines() -> None:
    wanted = [
        Highlight("left hip", "diagnoses-1", "mine"),
        Highlight("hip", "diagnoses-1", "reference"),
        Highlight("hip", "procedures-2", "reference"),
    ]
    assert highlighted("<p>left hip</p>", wanted) == (
        '<p><mark class="cr-words cr-words--mine" data-mine="diagnoses-1">left</mark> '
        '<mark class="cr-words cr-words--both" data-mine="diagnoses-1"'
        ' data-reference="diagnoses-1 procedures-2">hip</mark></p>'
    )


@given(text=markdown, data=st.data())
def test_taking_the_marks_out_gives_back_the_same_page(text: str, data: st.DataObject) -> None:
    html = rendered(text)
    wanted = data.draw(st.lists(_pieces(text), max_size=4))
    assert MARK.sub("", highlighted(html, wanted)) == html


@given(text=markdown, data=st.data())
def test_marking_never_breaks_the_page(text: str, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(_pieces(text), max_size=4))
    page = f"<!DOCTYPE html><html lang='en'><title>x</title>{highlighted(rendered(text), wanted)}</html>"
    assert parsed(page)[1] == []


def _pieces(text: str) -> st.SearchStrategy[Highlight]:
    """Some of the text's own words, or some that are not in it."""
    place = st.integers(0, len(text))
    inside = st.tuples(place, place).map(lambda ends: text[min(ends) : max(ends)])
    words = st.one_of(inside, st.text("ab 1…", max_size=6))
    return st.builds(
        Highlight,
        words,
        st.sampled_from(["diagnoses-1", "procedures-2"]),
        st.sampled_from(["mine", "reference"]),
    )


@pytest.mark.parametrize("case", shipped(), ids=lambda one: one.id)
def test_all_evidence_of_a_shipped_case_can_be_marked(case: WrittenCase) -> None:
    pages = {name: rendered(text) for name, text in case.texts.items()}
    lines = [
        line
        for code_set in case.code_sets
        for line in (*code_set.diagnoses, *(one for group in code_set.procedures for one in group.lines))
    ]
    missing = [
        f"{line.code}: {one.words!r} in {one.document}"
        for line in lines
        for one in line.evidence
        if not can_be_found(pages[one.document], one.words)
    ]
    assert missing == []
