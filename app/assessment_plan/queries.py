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
