"""Every convention keeps quiet where it is kept and speaks where it is broken, and none cries wolf."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.case_studies.actions.checking import codes_of
from app.case_studies.content.conventions import WrittenConvention, WrittenExample, written_conventions
from app.case_studies.content.written import WrittenCase
from app.case_studies.queries.codes import entered
from app.case_studies.rules.conventions import Kind, breaches
from app.case_studies.rules.patterns import is_pattern, matches
from app.case_studies.rules.reference import Entered
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Kind as EntryKind
from tests.case_studies.coding import answer, lists, shipped

WRITTEN = written_conventions()
CHECKED = [(name, one) for name, one in WRITTEN if one.kind != Kind.KEY.value]
ALL = [one.convention(name) for name, one in WRITTEN]
# What these show is a code that lacks something or has too much: it is in no list.
WRONG_AS_CODES = {
    "four-characters",
    "fifth-of-vessels-and-breathing",
    "fifth-of-injuries",
    "fifth-of-joints-and-muscles",
    "place-of-occurrence",
    "no-activity-digit",
}
each_checked = pytest.mark.parametrize(("name", "written"), CHECKED, ids=[one.id for _, one in CHECKED])


def broken(example: WrittenExample, name: str) -> dict[str, list[int]]:
    """The lines that break each convention in one list of an example, by the convention's id."""
    lines = getattr(answer(example.diagnoses, example.procedures), name)
    found: dict[str, list[int]] = {}
    for breach in breaches(ALL, name, lines):
        found.setdefault(breach.convention.id, []).append(breach.number)
    return found


def line(system: System, text: str) -> Entered:
    return entered(system, text, lists())


def test_no_two_conventions_have_the_same_id() -> None:
    ids = [one.id for _, one in WRITTEN]
    assert sorted(set(ids)) == sorted(ids)


@each_checked
def test_its_example_of_keeping_it_breaks_nothing_at_all(name: str, written: WrittenConvention) -> None:
    assert getattr(written.keeps, name)
    assert not broken(written.keeps, name)


@each_checked
def test_its_example_of_breaking_it_breaks_it(name: str, written: WrittenConvention) -> None:
    assert written.id in broken(written.breaks, name)


@each_checked
def test_the_codes_of_its_examples_are_codes_of_the_list(name: str, written: WrittenConvention) -> None:
    """Our extract of OPCS-4 holds only some: of what it lacks nothing can be said."""
    system = System.ICD10 if name == "diagnoses" else System.OPCS4
    catalogue, wrong = lists().of(system), []
    examples = [written.keeps] if written.id in WRONG_AS_CODES else [written.keeps, written.breaks]
    for text in (text for example in examples for text in getattr(example, name)):
        entry = catalogue.find(line(system, text).readable or "")
        if entry.kind is not EntryKind.ASSIGNABLE if entry else not catalogue.edition.partial:
            wrong.append(text)
    assert not wrong


def test_every_kind_of_check_is_used() -> None:
    assert {one.kind for _, one in WRITTEN} == {kind.value for kind in Kind}


@pytest.mark.parametrize("case", shipped(), ids=lambda case: case.id)
def test_no_right_coding_of_a_shipped_case_breaks_any_even_of_those_that_only_warn(case: WrittenCase) -> None:
    told = []
    for code_set in case.code_sets:
        diagnoses, procedures = codes_of(code_set)
        example = WrittenExample(diagnoses=tuple(diagnoses), procedures=tuple(procedures))
        told += [broken(example, "diagnoses"), broken(example, "procedures")]
    assert not any(told), told


def test_none_that_asks_for_a_character_more_speaks_against_a_whole_code() -> None:
    """Of all codes of ICD-10, each alone."""
    asking = [one for one in ALL if one.kind in (Kind.NEEDS_CHARACTER, Kind.NO_CHARACTER)]
    wrong = [
        entry.code
        for entry in lists().icd10.entries
        if entry.kind is EntryKind.ASSIGNABLE
        and breaches(asking, "diagnoses", [line(System.ICD10, entry.code)])
    ]
    assert not wrong


def test_whatever_lacks_a_character_is_told_so() -> None:
    """Every heading of ICD-10, once as a category and once as a subcategory."""
    asking = [one for one in ALL if one.kind is Kind.NEEDS_CHARACTER]
    silent = [
        entry.code
        for entry in lists().icd10.entries
        if entry.kind is EntryKind.HEADING
        and not breaches(asking, "diagnoses", [line(System.ICD10, entry.code)])
    ]
    assert not silent


# What could be taken for a breach and is none: id, and a coding that is right.
QUIET = [
    ("one-type-of-diabetes", ["E11.2", "N08.3", "E11.3", "H36.0"]),
    ("diabetes-with-or-without", ["E11.9", "I10.X"]),
    ("complication-needs-cause", ["T81.4", "B95.6", "Y83.6"]),
    ("complication-followed-by-cause", ["T81.0", "T81.4", "Y83.6"]),
    ("external-cause-after-injury", ["T39.1", "X60.0", "T51.0", "X65.0"]),
    ("external-cause-after-injury", ["S52.50", "S80.0", "W10.5", "I10.X"]),
    ("injury-needs-cause", ["S06.50", "S02.00", "W19.0"]),
    ("severe-sepsis-after-sepsis", ["T81.4", "R65.1", "Y83.6"]),
    ("sepsis-names-its-agent", ["A41.5", "R65.1", "N39.0", "B96.2"]),
    ("misadventure-or-reaction", ["T81.2", "Y60.0", "T81.4", "Y83.6"]),
    ("asterisk-beside-dagger", ["N08.5", "M32.1"]),
    ("asterisk-beside-dagger", ["E11.3", "H36.0", "I10.X"]),
    ("fixed-pairs", ["G05.1", "B01.1"]),
    ("one-stage-of-kidney-disease", ["N18.3", "N17.9"]),
    ("both-sides-once", ["W90.3", "Z84.6", "Z94.2", "W90.3", "Z84.3", "Z94.3"]),
    ("both-sides-once", ["A65.1", "Z94.2", "C75.1", "C71.2", "Z94.3"]),
    ("side-closes-the-group", ["H20.1", "Z94.2", "Y20.9", "Z28.3"]),
    ("method-before-site", ["W90.3", "Y53.2", "Z84.6", "Z94.2"]),
    ("valve-through-catheter", ["K26.2"]),
    ("valve-through-catheter", ["K75.1", "Y79.5"]),
    ("methods-and-sites-not-first", ["O29.1"]),
]


@pytest.mark.parametrize(("rule", "codes"), QUIET)
def test_a_right_coding_is_not_taken_for_a_breach(rule: str, codes: list[str]) -> None:
    name = next(name for name, one in WRITTEN if one.id == rule)
    assert rule not in broken(WrittenExample.model_validate({name: tuple(codes)}), name)


# What a judge of the conventions would try beyond their own examples: id, coding, lines that break it.
LOUD = [
    ("external-cause-after-injury", ["S52.50", "I10.X", "X99.0"], [2]),
    ("one-type-of-diabetes", ["E11.2", "N08.3", "E13.9"], [2]),
    ("head-injury-order", ["S02.00", "I10.X", "S06.50"], [2]),
    ("agent-not-first", ["B96.2"], [0]),
    ("four-characters", ["E11", "e11.x"], [0, 1]),
    ("methods-and-sites-not-first", ["O11.1"], [0]),
    ("birth-first-or-second", ["P59.9", "P07.3", "Z38.0"], [2]),
    ("one-delivery-of-a-kind", ["R24.9", "R21.9", "R24.9"], [2]),
    ("both-sides-once", ["W90.3", "Z84.6", "Z94.3", "W90.3", "Z84.6", "Z94.2"], [5]),
]


@pytest.mark.parametrize(("rule", "codes", "lines"), LOUD)
def test_the_lines_at_fault_are_named(rule: str, codes: list[str], lines: list[int]) -> None:
    name = next(name for name, one in WRITTEN if one.id == rule)
    assert broken(WrittenExample.model_validate({name: tuple(codes)}), name).get(rule, []) == lines


MATCHES = [
    ("K35", "K35.8", True),
    ("K35", "K36.X", False),
    ("E11.9", "E11.9", True),
    ("E11.9", "E11.8", False),
    ("M10.9", "M10.97", True),
    ("I10.X", "I10", True),
    ("S00-T98", "S00.0", True),
    ("S00-T98", "T98.3", True),
    ("S00-T98", "V01.0", False),
    ("E11.0-E11.8", "E11.8", True),
    ("E11.0-E11.8", "E11.9", False),
    ("E11.0-E11.8", "E11", False),
    ("B95", "b95.6", True),
    ("I10", "I1O.X", True),
    ("I10", "high blood pressure", False),
    ("@asterisk", "N08.5", True),
    ("@asterisk", "M32.1", False),
    ("@dagger", "M32.1", True),
    ("@not-asterisk", "I10.X", True),
    ("@not-asterisk", "N08.5", False),
    ("@divided-category", "E11", True),
    ("@divided-category", "E11.9", False),
    ("@divided-category", "I10", False),
    ("@divided-category", "K99", False),
    ("@divided-subcategory", "S72.0", True),
    ("@divided-subcategory", "S72", False),
    ("@divided-subcategory", "S72.00", False),
]


@pytest.mark.parametrize(("pattern", "code", "is_meant"), MATCHES)
def test_a_pattern_of_diagnoses_means_what_it_says(pattern: str, code: str, is_meant: bool) -> None:
    assert is_pattern(pattern)
    assert matches([pattern], line(System.ICD10, code)) is is_meant


@pytest.mark.parametrize(
    ("pattern", "code", "is_meant"),
    [
        ("@block Z", "Z94.2", True),
        ("@block Z", "O11.1", True),
        ("@block Z", "O29.1", False),
        ("@block Y", "Y20.9", True),
        ("@block Y", "Z94.2", False),
        ("V22-V70", "V33.7", True),
    ],
)
def test_a_pattern_of_procedures_means_what_it_says(pattern: str, code: str, is_meant: bool) -> None:
    assert is_pattern(pattern)
    assert matches([pattern], line(System.OPCS4, code)) is is_meant


@pytest.mark.parametrize("text", ["", "E1", "e11", "E11.", "E11-E12.9", "@", "@star", "@block", "E11, E12"])
def test_what_is_no_pattern_is_told_from_one(text: str) -> None:
    assert not is_pattern(text)


@pytest.mark.parametrize("wrong", [{"codes": ("E1",)}, {"kind": "sometimes"}, {"source": "hearsay"}])
def test_a_convention_that_is_written_wrongly_is_refused(wrong: dict[str, object]) -> None:
    right = {"id": "x", "kind": "never coded", "text": "x", "standard": "", "source": "D2", "codes": ("T29",)}
    WrittenConvention.model_validate(right)
    with pytest.raises(ValidationError):
        WrittenConvention.model_validate(right | wrong)
