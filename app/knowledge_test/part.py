"""Part 1 as `sittings` knows it."""

from __future__ import annotations

from app.knowledge_test.actions.papers import accept, compose, describe, mark_attempt
from app.knowledge_test.queries.results import PART_NAME
from app.sittings.parts import Part

PART = Part(name=PART_NAME, compose=compose, accept=accept, mark=mark_attempt, describe=describe)
