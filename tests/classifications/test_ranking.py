"""Which of the entries that were found come first."""

from __future__ import annotations

from app.classifications.rules.ranking import Hit, fit, ordered


def heading(place: int, category: str, score: float) -> Hit:
    return Hit(place, category, True, score)


def code(place: int, category: str, score: float) -> Hit:
    return Hit(place, category, False, score)


def test_what_says_more_of_the_query_fits_better() -> None:
    assert fit(1.0, 0.2) > fit(0.7, 1.0)


def test_of_two_that_say_all_the_shorter_fits_better() -> None:
    assert fit(1.0, 1.0) > fit(1.0, 0.5)


def test_the_best_category_comes_first() -> None:
    assert ordered([heading(1, "A01", 0.7), heading(2, "A02", 0.9)], 10) == [2, 1]


def test_a_category_comes_before_its_codes_even_where_a_code_fits_better() -> None:
    assert ordered([code(2, "A01", 0.9), heading(1, "A01", 0.5)], 10) == [1, 2]


def test_a_code_that_fits_clearly_better_follows_its_category_at_once() -> None:
    hits = [heading(1, "A01", 0.5), code(2, "A01", 0.9), heading(3, "A02", 0.8)]
    assert ordered(hits, 10) == [1, 2, 3]


def test_a_code_that_fits_no_better_waits_for_the_other_good_categories() -> None:
    hits = [heading(1, "A01", 0.9), code(2, "A01", 0.9), heading(3, "A02", 0.8)]
    assert ordered(hits, 10) == [1, 3, 2]


def test_categories_that_fit_much_worse_wait_for_the_codes_of_the_best() -> None:
    hits = [heading(1, "A01", 0.9), code(2, "A01", 0.9), heading(3, "A02", 0.4)]
    assert ordered(hits, 10) == [1, 2, 3]


def test_what_hardly_fits_is_left_out() -> None:
    assert ordered([heading(1, "A01", 0.9), heading(2, "A02", 0.1)], 10) == [1]


def test_what_fits_equally_well_stays_in_tabular_order() -> None:
    hits = [heading(place, f"A{place:02}", 0.8) for place in (4, 2, 3, 1)]
    assert ordered(hits, 10) == [1, 2, 3, 4]


def test_nothing_stands_twice() -> None:
    hits = [heading(1, "A01", 0.5), code(2, "A01", 0.9), code(3, "A01", 0.8)]
    assert sorted(ordered(hits, 10)) == [1, 2, 3]


def test_no_more_are_given_than_are_asked_for() -> None:
    assert ordered([heading(place, f"A{place:02}", 0.8) for place in range(30)], 7) == [0, 1, 2, 3, 4, 5, 6]


def test_of_nothing_comes_nothing() -> None:
    assert ordered([], 10) == []
