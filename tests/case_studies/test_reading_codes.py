"""What somebody who typed a code meant: forgiving in its form, never in what it says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.classifications.rules.codes import System, Understood, understood, whole, written

ICD10, OPCS4 = System.ICD10, System.OPCS4
systems = some.sampled_from(System)
nearly_codes = some.text("AIOSXYZ0159.-–†*‡ dax", max_size=9)

READ_AS = [
    (ICD10, "S72.00", "S7200"),
    (ICD10, "S7200", "S7200"),
    (ICD10, "s72.00", "S7200"),
    (ICD10, " S72 00 ", "S7200"),
    (ICD10, "S72\t.00\n", "S7200"),
    (ICD10, "S72.0-", "S720"),
    (ICD10, "K26.-", "K26"),
    (ICD10, "K26.–", "K26"),
    (ICD10, "I10.X", "I10X"),
    (ICD10, "I10X", "I10X"),
    (ICD10, "i10x", "I10X"),
    (ICD10, "I10", "I10"),
    (ICD10, "I10.", "I10"),
    (ICD10, "I10X-", "I10X"),
    (ICD10, "M45.X0", "M45X0"),
    (ICD10, "M45X0", "M45X0"),
    (ICD10, "M32.1†", "M321"),
    (ICD10, "M32.1D", "M321"),
    (ICD10, "N08.5*", "N085"),
    (ICD10, "N08.5 a", "N085"),
    (ICD10, "M0690D", "M0690"),
    (OPCS4, "A65.1", "A651"),
    (OPCS4, "a651", "A651"),
    (OPCS4, " A 65 . 1 ", "A651"),
    (OPCS4, "A65", "A65"),
    (OPCS4, "A65.12", "A651"),
    (OPCS4, "O29.1", "O291"),
]


@pytest.mark.parametrize(("system", "text", "key"), READ_AS)
def test_a_code_is_read_however_it_is_written(system: System, text: str, key: str) -> None:
    assert understood(system, text) == Understood(key)


NO_CODE = [
    (ICD10, ""),
    (ICD10, "   "),
    (ICD10, "I1"),
    (ICD10, "hypertension"),
    (ICD10, "S72.000"),
    (ICD10, "S72..0"),
    (ICD10, "S72.Y0"),
    (ICD10, "S7,2"),
    (ICD10, "S72.0 S72.1"),
    (ICD10, "72.00"),
    (ICD10, "💥"),
    (ICD10, "١٠٠"),
    (OPCS4, "A65.X"),
    (OPCS4, "A65.1*"),
    (OPCS4, "I22.1"),
    (OPCS4, "A65.123"),
]


@pytest.mark.parametrize(("system", "text"), NO_CODE)
def test_what_is_not_shaped_like_a_code_has_no_key(system: System, text: str) -> None:
    assert understood(system, text).key is None


HINTS = [
    (ICD10, "I1O", "I10"),
    (ICD10, "I1O.X", "I10X"),
    (ICD10, "lO9", "L09"),
    (ICD10, "1lo", "I10"),
    (ICD10, "S72.OO", "S7200"),
    (ICD10, "072.00", "O7200"),
    (OPCS4, "A65.l", "A651"),
    (OPCS4, "029.1", "O291"),
    (ICD10, "nonsense", None),
]


@pytest.mark.parametrize(("system", "text", "meant"), HINTS)
def test_a_look_alike_is_a_hint_and_no_repair(system: System, text: str, meant: str | None) -> None:
    assert understood(system, text) == Understood(None, meant)


def test_a_right_code_that_could_also_be_misread_is_left_as_it_is() -> None:
    assert understood(ICD10, "O10.0") == Understood("O100")


@pytest.mark.parametrize(
    ("key", "code"),
    [("S7200", "S72.00"), ("I10X", "I10.X"), ("A651", "A65.1"), ("M45X0", "M45.X0"), ("S72", "S72")],
)
def test_a_key_is_written_as_coders_write_it(key: str, code: str) -> None:
    assert written(key) == code


@pytest.mark.parametrize(("key", "filled"), [("I10", "I10X"), ("I10X", "I10X"), ("S720", "S720")])
def test_a_bare_category_is_filled_and_nothing_else(key: str, filled: str) -> None:
    assert whole(key) == filled


@given(systems, some.text(max_size=30) | nearly_codes)
def test_no_text_breaks_the_reading(system: System, text: str) -> None:
    found = understood(system, text)
    assert found.key is None or found.meant is None
    for key in (found.key, found.meant):
        assert key is None or re.fullmatch(r"[A-Z][0-9]{2}([0-9X][0-9]?)?", key)


@given(systems, nearly_codes)
def test_what_was_read_reads_the_same_again(system: System, text: str) -> None:
    key = understood(system, text).readable
    if key is not None:
        assert understood(system, key).key == understood(system, written(key)).key == key
        assert whole(whole(key)) == whole(key)


@given(systems, nearly_codes)
def test_spaces_dots_and_small_letters_never_matter(system: System, text: str) -> None:
    assert understood(system, f"  {text.lower()} ") == understood(system, text)
