"""How two lists differ in their codes."""

from __future__ import annotations

from app.classifications.rules.comparing import Difference, compared
from app.classifications.rules.entries import Entry, Kind


def lines(text: str) -> list[Entry]:
    """Entries from keys; one with a question mark is retired."""
    found = []
    for word in text.split():
        key = word.rstrip("?")
        kind = Kind.HEADING if len(key) == 3 else Kind.RETIRED if word.endswith("?") else Kind.ASSIGNABLE
        found.append(Entry(key, "", kind, "", ""))
    return found


THEIRS = lines("A01 A011 A012 A013? B01 B011")


def test_a_part_that_is_whole_in_itself_does_not_differ() -> None:
    assert not compared(lines("A01 A011 A012"), THEIRS, partial=True)


def test_a_list_that_should_be_whole_lacks_what_is_missing() -> None:
    assert compared(lines("A01 A011 A012"), THEIRS, partial=False).lacking == ("B01.1",)


def test_a_category_of_a_part_lacks_what_is_missing_in_it() -> None:
    assert compared(lines("A01 A011"), THEIRS, partial=True) == Difference((), (), ("A01.2",))


def test_a_code_that_is_live_here_and_retired_there_is_told() -> None:
    assert compared(lines("A01 A011 A012 A013"), THEIRS, partial=True) == Difference((), ("A01.3",), ())


def test_a_code_that_is_retired_in_both_does_not_differ() -> None:
    assert not compared(lines("A01 A011 A012 A013?"), THEIRS, partial=True)


def test_a_code_that_the_other_does_not_know_is_told() -> None:
    assert compared(lines("C01 C011"), THEIRS, partial=True) == Difference(("C01", "C01.1"), (), ())
