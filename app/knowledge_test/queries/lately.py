"""How somebody did lately, question by question: what is weak, and what was got wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessment_plan.queries import current_plan
from app.knowledge_test.models import QuestionVersion
from app.knowledge_test.queries.results import PART_NAME
from app.knowledge_test.rules.marking import Verdict
from app.people import Viewer
from app.results.queries import judged_items
from app.results.rules.judging import TOPIC, ScoreLine

RECENT_ANSWERS = 12  # so many of the newest answers in a topic are "lately"


@dataclass(frozen=True)
class Lately:
    """topics: the newest answers of each topic that was asked, in the plan's order.

    wrong: ids of the questions that were wrong or left out the last time they were met.
    """

    topics: tuple[ScoreLine, ...]
    wrong: frozenset[str]


def lately(db: Session, viewer: Viewer, *, now: datetime) -> Lately:
    """From mocks and practice alike, as far as results are released to the viewer."""
    judged = judged_items(db, viewer, PART_NAME, now=now)
    items = {one.item for one in judged}
    versions = db.execute(
        select(QuestionVersion.item, QuestionVersion.question_id, QuestionVersion.topic).where(
            QuestionVersion.item.in_(items)
        )
    )
    known = {row.item: row for row in versions}
    newest: dict[str, list[int]] = {}
    last: dict[str, bool] = {}
    for one in judged:
        version = known[one.item]
        answers = newest.setdefault(version.topic, [])
        if len(answers) < RECENT_ANSWERS:
            answers.append(one.correct)
        last.setdefault(version.question_id, one.verdict == Verdict.RIGHT)
    return Lately(
        topics=tuple(
            ScoreLine(TOPIC, topic, title, sum(newest[topic]), len(newest[topic]))
            for topic, title in current_plan().ksb_titles.items()
            if topic in newest
        ),
        wrong=frozenset(question for question, was_right in last.items() if not was_right),
    )
