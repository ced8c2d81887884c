"""Who is in the demonstration. All are invented; their addresses end in a domain nobody can own."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "practice-makes-ready"  # noqa: S105 - printed for everybody who tries the demonstration

NORTHSHIRE, SOUTHMERE = "Northshire Coding Academy", "Southmere Health Skills"
FIRST, SECOND = "first", "second"


@dataclass(frozen=True)
class Mock:
    """A mock somebody sat. days_ago: when; right: how many of 100 answers come out right; answered: how
    many of 100 are answered at all; state: handed-in, ran-out or running. added: minutes given while it ran,
    for the reason; late: how many more answers the device sent when time was over."""

    days_ago: int
    right: int
    answered: int = 100
    state: str = "handed-in"
    added: int = 0
    reason: str = ""
    late: int = 0


@dataclass(frozen=True)
class Practice:
    """Practice of an afternoon. checked: how many answers; fewer than `number` leaves it waiting."""

    days_ago: int
    topics: tuple[str, ...]
    right: int
    number: int = 10
    checked: int = 10
    timed: bool = False


@dataclass(frozen=True)
class CaseMock:
    """A mock of part 2. right: how many lines of 100 are right; look_up: books, tabular or search."""

    days_ago: int
    right: int
    look_up: str = "books"
    handed_in: bool = True


@dataclass(frozen=True)
class CasePractice:
    """A case practised in an afternoon, by its id."""

    days_ago: int
    case: str
    right: int
    handed_in: bool = True


@dataclass(frozen=True)
class Cohort:
    """A cohort is called after the month it started in. months_ago: how long ago that was."""

    provider: str
    months_ago: int


@dataclass(frozen=True)
class Apprentice:
    """One apprentice. assessment_in: days until the assessment date, if one is set."""

    name: str
    email: str
    cohort: str
    mocks: tuple[Mock, ...] = ()
    practice: tuple[Practice, ...] = ()
    extra_percent: int = 0
    assessment_in: int | None = None
    assessed: bool = True
    state: str = "active"  # or invited, disabled
    cases: tuple[CaseMock | CasePractice, ...] = ()

    @property
    def work(self) -> tuple[Mock | Practice | CaseMock | CasePractice, ...]:
        """Mocks and practice of both parts."""
        return (*self.mocks, *self.practice, *self.cases)


@dataclass(frozen=True)
class Staff:
    """Somebody with another role; `provider` for tutors only."""

    name: str
    email: str
    provider: str | None = None


COHORTS = {FIRST: Cohort(NORTHSHIRE, 14), SECOND: Cohort(SOUTHMERE, 8)}

ADMINISTRATOR = Staff("Grace Okafor", "grace@coderready.example")
ASSESSOR = Staff("Helen Marsh", "helen@assess.example")
TUTORS = (
    Staff("Tom Whitfield", "tom@northshire.example", NORTHSHIRE),
    Staff("Priya Nair", "priya@southmere.example", SOUTHMERE),
)

APPRENTICES = (
    # getting better, mock by mock
    Apprentice(
        "Amina Khan",
        "amina@northshire.example",
        FIRST,
        (Mock(40, 48), Mock(19, 63), Mock(4, 74)),
        (Practice(31, ("WK3", "WK4"), 60), Practice(12, ("WK4",), 80, timed=True)),
        assessment_in=38,
        cases=(
            CasePractice(33, "groin-lump-day-case", 70),
            CaseMock(24, 64),
            CasePractice(10, "last-three-steps", 85),
            CaseMock(6, 80),
        ),
    ),
    # extra time, and a mock running now
    Apprentice(
        "Ben Carter",
        "ben@northshire.example",
        FIRST,
        (Mock(26, 58), Mock(0, 70, 35, "running")),
        extra_percent=25,
        assessment_in=38,
    ),
    # ready
    Apprentice(
        "Chloe Davies",
        "chloe@northshire.example",
        FIRST,
        (Mock(30, 78), Mock(9, 88)),
        (Practice(2, ("WK9", "WK10"), 85, checked=6),),  # stopped in the middle
        assessment_in=17,
        cases=(CaseMock(11, 93), CaseMock(5, 96, "search")),
    ),
    # ran out of time, although some was added; the line was down at the end
    Apprentice(
        "Daniel Osei",
        "daniel@northshire.example",
        FIRST,
        (Mock(12, 66, 70, "ran-out", added=10, reason="Fire alarm in the library", late=2),),
        assessment_in=38,
    ),
    # behind: one weak mock long ago
    Apprentice("Ewa Nowak", "ewa@northshire.example", FIRST, (Mock(75, 35),), assessment_in=38),
    # silent: never sat anything
    Apprentice("Farid Rahman", "farid@northshire.example", FIRST, assessment_in=38),
    # first visit
    Apprentice("Gemma Lloyd", "gemma@southmere.example", SECOND),
    Apprentice(
        "Harry Boateng",
        "harry@southmere.example",
        SECOND,
        (Mock(14, 61),),
        (Practice(8, ("WK3",), 70),),
        cases=(
            CasePractice(7, "clouded-left-lens", 60),
            CasePractice(1, "black-stools", 75, handed_in=False),
        ),
    ),
    Apprentice(
        "Isla Fraser", "isla@southmere.example", SECOND, (Mock(21, 52), Mock(6, 55)), extra_percent=50
    ),
    Apprentice("Jacob Stein", "jacob@southmere.example", SECOND, (Mock(3, 82),)),
    # invited, not yet come
    Apprentice("Kemi Adeyemi", "kemi@southmere.example", SECOND, assessed=False, state="invited"),
    # left the course
    Apprentice(
        "Liam Walsh", "liam@southmere.example", SECOND, (Mock(60, 44),), assessed=False, state="disabled"
    ),
)
