"""Storing checked cases as versions that never change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.case_studies.content.reading import Written
from app.case_studies.content.written import WrittenAsk, WrittenDocument
from app.case_studies.models import CaseStudy, CaseVersion
from app.textfiles import rendered
from app.versions import Loaded, store_versions


def load_cases(db: Session, written: Sequence[Written], *, now: datetime) -> Loaded:
    """Store what changed, see `store_versions`."""
    versions: dict[str, list[CaseVersion]] = {}
    for stored in db.scalars(select(CaseVersion).order_by(CaseVersion.number)):
        versions.setdefault(stored.case_id, []).append(stored)
    return store_versions(
        db,
        [(one.case.id, one.case.checksum(), partial(_version, one, now=now)) for one in written],
        {head.id: head for head in db.scalars(select(CaseStudy))},
        versions,
        lambda name, item: CaseStudy(id=name, current_item=item),
    )


def _version(one: Written, number: int, *, now: datetime) -> CaseVersion:
    case = one.case
    return CaseVersion(
        item=f"{case.id}/{number}",
        case_id=case.id,
        number=number,
        checksum=case.checksum(),
        loaded_at=now,
        title=case.title,
        level=case.level,
        chapter=case.chapter,
        ksbs=list(case.ksbs),
        editions=list(case.editions),
        notice=case.notice,
        record={
            "patient": case.patient.model_dump(mode="json"),
            "episode": case.episode.model_dump(mode="json"),
            "documents": [_page(document) for document in case.documents],
        },
        asks=[_page(ask) for ask in case.asks],
        code_sets=[code_set.model_dump(mode="json") for code_set in case.code_sets],
        reviewed_by=case.reviewed_by,
        reviewed_on=case.reviewed_on,
    )


def _page(page: WrittenDocument | WrittenAsk) -> dict[str, Any]:
    """A document or reply with its text as safe HTML beside the author's Markdown."""
    return {**page.model_dump(mode="json"), "html": rendered(page.text)}
