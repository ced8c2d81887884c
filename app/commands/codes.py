"""`flask codes …`: the lists of ICD-10 and OPCS-4."""

from __future__ import annotations

from flask.cli import AppGroup

group = AppGroup("codes", help="The lists of ICD-10 and OPCS-4: editions, import, search.")
