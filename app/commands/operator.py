"""Who acts at the shell: queries ask, and the operator may see what administrators see."""

from __future__ import annotations

from app.people import Grant, Role, Viewer

OPERATOR = Viewer(0, "operator", (Grant(Role.ADMINISTRATOR, None),))
