"""Static files: which of them a browser may keep, and for how long.

After an upgrade a page must never meet an older script or style. A stylesheet's address changes with what it
holds, so it may be kept. Scripts import each other, and stylesheets name icons, by plain addresses: a browser
keeps those too, but asks each time whether they still hold.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from app import headers

# No longer: while several hosts are brought up one by one, an old host may answer for a new address.
KEPT = f"public, max-age={24 * 60 * 60}"
ASKED_FOR = "no-cache"


def init_app(app: Flask, *, https: bool) -> None:
    """Serve what is in the static folder at start, and put a version into the addresses of stylesheets."""
    folder = Path(str(app.static_folder))
    versions = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.rglob("*.css")
    }

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values.get("filename") in versions:
            values.setdefault("v", versions[values["filename"]])

    def add_headers(found: Any, _path: str, url: str) -> None:
        found["Cache-Control"] = KEPT if url.endswith(".css") else ASKED_FOR
        headers.add_headers(found, https=https)

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        allow_all_origins=False,
        add_headers_function=add_headers,
    )
