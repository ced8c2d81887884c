"""Which days can be meant: a slip of the finger in a year is caught. Pure."""

from __future__ import annotations

from datetime import date

from app.outcomes import BadInput

YEARS_TO_ASSESSMENT = 5
COHORT_YEARS = (10, 5)  # back and ahead
YEARS_OF_EXTRA_TIME = 10


def years_from(day: date, years: int) -> date:
    """The same day so many years later, or earlier; of a 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def check_assessment_day(day: date | None, *, today: date) -> None:
    """Refuse a day that is over or too far off; none at all is no fault."""
    if day is not None and not today <= day <= years_from(today, YEARS_TO_ASSESSMENT):
        raise BadInput(
            f"The assessment date must be today or later, and at most {YEARS_TO_ASSESSMENT} years ahead",
            field="assessment_on",
        )


def check_first_day(day: date, *, today: date) -> None:
    """Refuse a first day of a cohort that cannot be meant."""
    back, ahead = COHORT_YEARS
    if not years_from(today, -back) <= day <= years_from(today, ahead):
        raise BadInput(
            f"The first day must be at most {back} years back and at most {ahead} years ahead",
            field="starts_on",
        )


def check_last_day(day: date, *, today: date) -> None:
    """Refuse a last day of extra time that is too far off."""
    if day > years_from(today, YEARS_OF_EXTRA_TIME):
        raise BadInput(f"The last day must be at most {YEARS_OF_EXTRA_TIME} years ahead", field="until")
