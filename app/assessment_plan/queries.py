"""The plan in force."""

from __future__ import annotations

from flask import current_app

from app.assessment_plan.content import Plan, PlanUnusable


def current_plan() -> Plan:
    """The plan this service runs on; new attempts take their values from it.

    Raises:
        PlanUnusable: a command runs that was let in without one.
    """
    plan: Plan | PlanUnusable = current_app.extensions["plan"]
    if isinstance(plan, PlanUnusable):
        raise plan
    return plan


def place_in_plan(ksb: str) -> int:
    """Where a KSB stands in the plan; one that it does not know comes last."""
    known = list(current_plan().ksb_titles)
    return known.index(ksb) if ksb in known else len(known)
