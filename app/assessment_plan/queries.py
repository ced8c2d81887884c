"""The plan in force."""

from __future__ import annotations

from flask import current_app

from app.assessment_plan.content import Plan


def current_plan() -> Plan:
    """The plan this service runs on; new attempts take their values from it."""
    plan: Plan = current_app.extensions["plan"]
    return plan
