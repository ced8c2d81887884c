"""The menu: which links each role is offered, in order."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from app.people import Role, Viewer


@dataclass(frozen=True)
class MenuLink:
    """One link of the menu. `current` marks the part of the site one is in."""

    text: str
    href: str
    current: bool


MENU: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.APPRENTICE: (
        ("Home", "progress.apprentice_home"),
        ("Multiple choice", "knowledge_test.overview"),
        ("Case studies", "case_studies.overview"),
    ),
    Role.ASSESSOR: (("My apprentices", "progress.assessor_home"),),
    Role.PROVIDER: (("Cohorts", "progress.provider_home"),),
    Role.ADMINISTRATOR: (
        ("Administration", "progress.administrator_home"),
        ("People", "people.everybody"),
        ("Training providers", "organisations.everything"),
        ("Outbox", "notices.outbox"),
    ),
}

EVERYBODY = (("Codes", "codes.overview"),)  # after what a role has of its own


def menu(viewer: Viewer | None) -> list[MenuLink]:
    """The links for everything the viewer's roles may open, and for what everybody may."""
    if viewer is None:
        return []
    links = [*(link for role in viewer.roles for link in MENU[role]), *EVERYBODY]
    return [MenuLink(text, url_for(endpoint), request.endpoint == endpoint) for text, endpoint in links]
