"""Our ICD-10 has exactly the codes of the UK 5th Edition, and refuses to be made of anything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.classifications.content.icd10 import icd10_practice_list, library_lines, library_sections
from app.classifications.content.overlay import read_overlay
from app.classifications.rules.arranging import compose, headings_of, pairs_both_ways
from app.classifications.rules.composing import CannotCompose, Line, digits_taken, steps
from app.classifications.rules.entries import Entry, Kind, Mark
from app.classifications.rules.overlay import Overlay, keys_in, partners_in
from app.classifications.rules.sections import checksum, marked_checksum

FACTS = read_overlay().as_facts()
LINES = library_lines()
ENTRIES = icd10_practice_list().entries
BY_KEY = {entry.key: entry for entry in ENTRIES}
CODES = {key: entry for key, entry in BY_KEY.items() if entry.kind is Kind.ASSIGNABLE}


def test_there_are_as_many_codes_after_each_step_as_there_must_be() -> None:
    assert [(step.name, len(step.codes)) for step in steps(LINES, FACTS)] == [
        ("leaves", 10_658),
        ("edition", 10_631),
        ("places", 12_563),
        ("filler", 12_563),
        ("fifth", 15_641),
    ]


def test_254_codes_end_in_the_filler_before_fifth_characters_are_added() -> None:
    filled = next(step for step in steps(LINES, FACTS) if step.name == "filler")
    assert sum(key.endswith("X") for key in filled.codes) == 254


def test_the_codes_are_those_of_the_uk_edition() -> None:
    assert checksum(ENTRIES) == "3c2c29187a88c98743f2695e3741ae7ec65ea0888a0a65a1f2a626a6c9f0ca62"


def test_the_marks_are_those_of_the_uk_edition() -> None:
    assert marked_checksum(ENTRIES) == "97204525d4f833cf437673399e4c8edec8c327053ab0dbb2a6fe89d14dbd1d6f"


def test_so_many_codes_have_each_mark() -> None:
    assert Counter(entry.mark for entry in CODES.values()) == {
        Mark.PLAIN: 14_835,
        Mark.ASTERISK: 700,
        Mark.DAGGER: 106,
    }


def test_so_many_codes_have_a_fifth_character_in_each_chapter() -> None:
    fives = Counter(key[0] for key in CODES if len(key) == 5)
    assert fives == {"M": 3_273, "S": 256, "T": 28, "I": 10, "J": 9}


def test_71_dagger_codes_have_115_fixed_partners() -> None:
    daggers = [entry for entry in CODES.values() if entry.mark is Mark.DAGGER and entry.partners]
    assert (len(daggers), sum(len(entry.partners) for entry in daggers)) == (71, 115)


def test_each_half_of_a_pair_knows_the_other() -> None:
    one_way = [
        (entry.key, partner)
        for entry in CODES.values()
        for partner in entry.partners
        if entry.key not in CODES[partner].partners
    ]
    assert one_way == []


def test_a_pair_joins_a_dagger_with_an_asterisk() -> None:
    halves = {(entry.mark, CODES[one].mark) for entry in CODES.values() for one in entry.partners}
    assert halves == {(Mark.DAGGER, Mark.ASTERISK), (Mark.ASTERISK, Mark.DAGGER)}


def test_every_code_but_an_undivided_category_stands_under_a_heading() -> None:
    places = {entry.key: place for place, entry in enumerate(ENTRIES)}
    late = [key for key in CODES for above in headings_of([key]) if not places[above] < places[key]]
    assert late == []


def test_codes_come_in_tabular_order_with_chapter_xxii_last() -> None:
    chapters = list(dict.fromkeys(entry.chapter for entry in ENTRIES))
    assert (len(chapters), chapters[0], chapters[-1]) == (22, "I", "XXII")


@pytest.mark.parametrize("key", ["U08", "U080", "T76", "T76X", "A925", "J987", "R170", "B1800", "W2600"])
def test_what_who_2019_has_alone_is_not_there(key: str) -> None:
    assert key not in BY_KEY


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("S7200", "Fracture of neck of femur: closed"),
        ("M45X0", "Ankylosing spondylitis: several levels"),
        ("W109", "Fall on and from stairs and steps: place not stated"),
        ("J9601", "Acute respiratory failure: raised carbon dioxide (type II)"),
    ],
)
def test_a_divided_code_shows_its_parent_and_then_what_the_character_says(key: str, title: str) -> None:
    assert BY_KEY[key].title == title


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("B59X", "Pneumocystis infection"),
        ("R17X", "Jaundice, cause not given"),
        ("U069", "Zika virus disease"),
        ("U074", "Condition following COVID-19"),
        ("I620", "Acute bleeding under the dura, not from injury"),
    ],
)
def test_what_means_something_else_in_the_uk_has_our_words(key: str, title: str) -> None:
    assert BY_KEY[key].title == title


def test_the_ten_places_of_a_category_that_who_divided_otherwise_have_the_words_of_places() -> None:
    assert BY_KEY["X590"].title.endswith(": home, with its garden and drive")


def test_every_line_has_a_title_a_chapter_and_a_block() -> None:
    assert [entry for entry in ENTRIES if not (entry.title.strip() and entry.chapter and entry.block)] == []


def test_no_code_is_bounded_by_sex_or_age() -> None:
    assert {(entry.sex, entry.min_age, entry.max_age) for entry in ENTRIES} == {("", None, None)}


def composed(lines: Sequence[Line] = LINES, **changed: Any) -> tuple[Entry, ...]:
    facts: Overlay = replace(FACTS, **changed)
    return compose(lines, library_sections(), facts)


WITH_EIGHT = [replace(one, digits={"8": "something", **one.digits}) for one in FACTS.words]
BAD: list[tuple[str, dict[str, Any]]] = [
    ("of what to remove names A99.9", {"remove": (*FACTS.remove, "A999")}),
    ("is there already: A00.0", {"add": (*FACTS.add, "A000")}),
    ("10,632 codes, not 10,631", {"remove": FACTS.remove[1:]}),
    ("of titles names A00.2", {"titles": {**FACTS.titles, "A002": "Words"}}),
    ("of places names W47", {"place_categories": FACTS.place_categories + " W47"}),
    ("one of list and facts only: A33", {"filler": FACTS.filler - {"A33"}}),
    ("fifth characters names M04", {"every_digit": (*FACTS.every_digit, "M04")}),
    ("name S72.5", {"some": {**FACTS.some, "S72": {"5": "01", "rest": "01"}}}),
    ("say nothing of J96.9", {"some": {**FACTS.some, "J96": {"0 1": "019"}}}),
    ("15,640 codes, not 15,641", {"some": {**FACTS.some, "J96": {"0": "01", "rest": "019"}}}),
    ("what 0 after S02.0 means", {"words": [one for one in FACTS.words if "S72" not in one.categories]}),
    ("but not the same ones", {"some": {**FACTS.some, "J96": {"rest": "018"}}, "words": WITH_EIGHT}),
    ("lacks its dagger or asterisk", {"asterisk": FACTS.asterisk - {"D63"}}),
    ("pairs name A99.9, which is not there", {"dagger_free_partner": ("A999",)}),
    ("A06.4 and A06.5 cannot be a pair", {"partners": {"A064": ("A065",)}}),
]


@pytest.mark.parametrize(("words", "changed"), BAD, ids=[words for words, _ in BAD])
def test_a_fact_that_does_not_fit_is_refused(words: str, changed: dict[str, Any]) -> None:
    with pytest.raises(CannotCompose, match=words):
        composed(**changed)


def test_a_library_of_another_edition_is_refused() -> None:
    with pytest.raises(CannotCompose, match="10,657 codes, not 10,658"):
        composed([line for line in LINES if line.key != "A000"])


def test_a_run_of_last_digits_is_every_one_of_them() -> None:
    assert keys_in("M05.30-2 M32.1") == ("M0530", "M0531", "M0532", "M321")


def test_every_dagger_of_a_line_has_every_asterisk_of_it() -> None:
    assert partners_in(("A06.5 B42.0 -> J99.8 J17.X",)) == {
        "A065": ("J998", "J17X"),
        "B420": ("J998", "J17X"),
    }


def test_a_subcategory_without_digits_stays_as_it_is() -> None:
    assert digits_taken(["M650", "M653"], {"3": "", "rest": "01"}) == {"M650": "01", "M653": ""}


def test_pairs_are_in_the_order_of_their_keys() -> None:
    assert pairs_both_ways(CODES, FACTS)["B570"] == ("I412", "I981")
