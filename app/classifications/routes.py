"""Pages of the tabular view, the search, and the same as JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.classifications.queries.catalogue import Catalogue, catalogue_in_use
from app.classifications.queries.look_up import require_search, require_tabular
from app.classifications.queries.searching.search import LONGEST_QUERY, search
from app.classifications.queries.tabular import entry_page, key_typed, section_page
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Entry
from app.classifications.rules.look_up import LookUp
from app.clock import request_time, uk_date
from app.outcomes import BadInput, NotThere

blueprint = Blueprint("codes", __name__, template_folder="templates", url_prefix="/codes")

RESULTS, MOST_RESULTS = 20, 50


@blueprint.get("")
@access.allow()
def overview() -> ResponseReturnValue:
    """Both classifications, with their chapters."""
    allowed = require_tabular(db.session(), access.viewer())
    lists = [_catalogue(system) for system in System]
    return render_template("classifications/overview.html", lists=lists, **_searching(allowed))


@blueprint.get("/find")
@access.allow()
def find() -> ResponseReturnValue:
    """Results of the search box."""
    require_search(db.session(), access.viewer())
    catalogue = _catalogue(_system(request.args.get("system", System.ICD10.value)))
    text = request.args.get("q", "").strip()
    return render_template(
        "classifications/found.html",
        catalogue=catalogue,
        results=search(catalogue, text, RESULTS),
        most=RESULTS,
        **_searching(LookUp.SEARCH, catalogue.edition.system, text[:LONGEST_QUERY]),
    )


@blueprint.get("/search")
@access.allow()
def found() -> ResponseReturnValue:
    """The same for scripts: ?system=icd10&q=words&limit=10."""
    require_search(db.session(), access.viewer())
    catalogue = _catalogue(_system(request.args.get("system", "")))
    text = request.args.get("q", "")
    results = search(catalogue, text, _limit(request.args.get("limit", "10")))
    return jsonify(
        query=text,
        system=catalogue.edition.system,
        edition=catalogue.edition.name,
        results=[_as_json(catalogue, entry) for entry in results],
    )


@blueprint.get("/<system>/<place>")
@access.allow()
def look(system: str, place: str) -> ResponseReturnValue:
    """A chapter, a block, a category or a code; a code written another way is sent on to its own address."""
    allowed = require_tabular(db.session(), access.viewer())
    if system not in {one.value for one in System}:
        raise NotThere
    catalogue = _catalogue(System(system))
    told: dict[str, Any] = {"catalogue": catalogue, **_searching(allowed, catalogue.edition.system)}
    section = section_page(catalogue, place)
    if section is not None:
        return render_template("classifications/section.html", page=section, **told)
    key = key_typed(catalogue, place)
    if key and key != place:
        return redirect(url_for(".look", system=system, place=key))
    entry = entry_page(catalogue, key)
    if entry is None:
        raise NotThere
    return render_template("classifications/entry.html", page=entry, **told)


def _catalogue(system: System) -> Catalogue:
    return catalogue_in_use(db.session(), system, on=uk_date(request_time()))


def _system(text: str) -> System:
    try:
        return System(text)
    except ValueError:
        raise BadInput("Choose ICD-10 or OPCS-4.", field="system") from None


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= MOST_RESULTS:
        raise BadInput(f"Ask for 1 to {MOST_RESULTS} results.", field="limit")
    return int(text[:4])


def _searching(allowed: LookUp, system: System = System.ICD10, text: str = "") -> dict[str, object]:
    """What the search box needs."""
    return {
        "may_search": allowed is LookUp.SEARCH,
        "systems": list(System),
        "system": system,
        "text": text,
        "longest": LONGEST_QUERY,
    }


def _as_json(catalogue: Catalogue, entry: Entry) -> dict[str, str]:
    return {
        "code": entry.code,
        "key": entry.key,
        "title": entry.title,
        "kind": entry.kind,
        "mark": entry.mark,
        "url": url_for(".look", system=catalogue.edition.system.value, place=entry.key),
    }
