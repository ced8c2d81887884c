"""Part 2 as `sittings` knows it."""

from __future__ import annotations

from app.case_studies.actions.papers import accept, compose, describe, mark_attempt
from app.case_studies.queries.papers import PART_NAME
from app.sittings.parts import Part

PART = Part(name=PART_NAME, compose=compose, accept=accept, mark=mark_attempt, describe=describe)
