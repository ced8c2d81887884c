"""What every page of the site must be. Each rule gives the faults it finds, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from tests.page_text import words

# Parse errors that are no mistakes. html5lib 1.1 stands still since 2020; give a reason with each.
ALLOWED_PARSE_ERRORS: frozenset[str] = frozenset()

UNLABELLED_KINDS = {"hidden", "submit", "button", "image", "reset"}
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for")


def faults_of(tree: Element, parse_errors: Sequence[object], app: Flask, address: str) -> list[str]:
    """Everything wrong with a page, all at once."""
    page = _Tree(tree)
    return [
        *_parsing(parse_errors),
        *_frame(page),
        *_ids(page),
        *_labels(page),
        *_groups(page),
        *_errors(page),
        *_inline(page),
        *_addresses(page, app, address),
    ]


class _Tree:
    """A parsed page with what the rules look up again and again."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.all = [one for one in root.iter() if isinstance(one.tag, str)]
        self.parent = {child: one for one in self.all for child in one}
        self.by_id = {one.get("id"): one for one in self.all if one.get("id")}

    def tags(self, *names: str) -> list[Element]:
        return [one for one in self.all if one.tag in names]

    def with_class(self, name: str) -> list[Element]:
        """Elements with a class, but not those in a part that is hidden to everybody."""
        return [one for one in self.all if name in one.get("class", "").split() and not self.is_hidden(one)]

    def is_hidden(self, one: Element) -> bool:
        return any(above.get("hidden") is not None or above.tag == "template" for above in self.up(one))

    def up(self, one: Element | None) -> Iterator[Element]:
        while one is not None:
            yield one
            one = self.parent.get(one)


def _name(one: Element) -> str:
    told = " ".join(f'{key}="{value}"' for key, value in one.items() if key in ("id", "name", "type", "href"))
    return f"<{one.tag.rsplit('}', maxsplit=1)[-1]}{' ' if told else ''}{told}>"


def _parsing(errors: Sequence[object]) -> Iterator[str]:
    for error in errors:
        place, code, facts = error  # type: ignore[misc]
        if code not in ALLOWED_PARSE_ERRORS:
            yield f"invalid HTML at line {place[0]}, column {place[1]}: {code} {facts or ''}"


def _frame(page: _Tree) -> Iterator[str]:
    if not page.root.get("lang"):
        yield "the page does not say its language"
    headings = page.tags("h1")
    titles = [one for one in page.tags("title") if page.parent[one].tag == "head"]
    if len(headings) != 1:
        yield f"there are {len(headings)} h1: {[words(one) for one in headings]}"
    if len(titles) != 1 or not words(titles[0]):
        yield "there is no title"
    elif headings and not words(titles[0]).removeprefix("Error: ").startswith(words(headings[0])):
        yield f"the title {words(titles[0])!r} does not start with the heading {words(headings[0])!r}"
    if headings and not words(headings[0]):
        yield "the h1 is empty"
    if len(page.tags("main")) != 1:
        yield "there is not exactly one main"
    for image in page.tags("img"):
        if image.get("alt") is None:
            yield f"an image has no alt: {_name(image)}"


def _ids(page: _Tree) -> Iterator[str]:
    for name, times in Counter(one.get("id") for one in page.all if one.get("id") is not None).items():
        if times > 1:
            yield f"the id {name!r} stands {times} times"
        if not name or name.split() != [name]:
            yield f"the id {name!r} is empty or has a space in it"
    for one in page.all:
        for pointer in POINTERS:
            for name in one.get(pointer, "").split():
                if name not in page.by_id:
                    yield f"{pointer} of {_name(one)} points to {name!r}, which is not there"
        href = one.get("href", "") if one.tag == "a" else ""
        if href.startswith("#") and href != "#" and href[1:] not in page.by_id:
            yield f"a link points to {href}, which is not there"
        if href == "#":
            yield f"a link leads nowhere: {_name(one)}"


def _labels(page: _Tree) -> Iterator[str]:
    labelled = {one.get("for") for one in page.tags("label") if words(one)}
    for one in page.tags("input", "select", "textarea"):
        if one.get("type") in UNLABELLED_KINDS:
            continue
        named = one.get("aria-label") or one.get("aria-labelledby") or one.get("id") in labelled
        if not named and not any(above.tag == "label" and words(above) for above in page.up(one)):
            yield f"{_name(one)} has no label"
    for one in page.tags("button", "a"):
        drawn = any(inner.tag.endswith("}title") or inner.tag == "title" for inner in one.iter())
        if not words(one) and not one.get("aria-label") and not one.get("aria-labelledby") and not drawn:
            yield f"{_name(one)} has no words"


def _groups(page: _Tree) -> Iterator[str]:
    """Several radios or boxes of one name are one question: it must stand in a legend."""
    for form in page.tags("form") or [page.root]:
        inputs = [one for one in form.iter("input") if one.get("type") in ("radio", "checkbox")]
        for name, times in Counter(one.get("name") for one in inputs).items():
            members = [one for one in inputs if one.get("name") == name]
            if times > 1 and not all(_is_grouped(page, one) for one in members):
                yield f"the {times} inputs named {name!r} stand in no fieldset with a legend"
    for one in page.tags("fieldset"):
        if not any(inner.tag == "legend" and words(inner) for inner in one):
            yield f"{_name(one)} has no legend"


def _is_grouped(page: _Tree, one: Element) -> bool:
    for above in page.up(one):
        if above.tag == "fieldset" and any(inner.tag == "legend" and words(inner) for inner in above):
            return True
        named = above.get("aria-labelledby") or above.get("aria-label")
        if above.get("role") in ("group", "radiogroup") and named:
            return True
    return False


def _errors(page: _Tree) -> Iterator[str]:
    messages, summaries = page.with_class("nhsuk-error-message"), page.with_class("nhsuk-error-summary")
    marked = page.with_class("nhsuk-input--error") + page.with_class("nhsuk-textarea--error")
    title = words(page.tags("title")[0]) if page.tags("title") else ""
    if (messages or summaries) and not title.startswith("Error: "):
        yield f"there are errors, but the title is {title!r}"
    if title.startswith("Error: ") and not summaries:
        yield "the title says 'Error:', but there is no error summary"
    if messages and not summaries:
        yield "there are error messages, but no error summary"
    links = {link.get("href", "").removeprefix("#") for summary in summaries for link in summary.iter("a")}
    for message in messages:
        yield from _error_message(page, message, links)
    known = {message.get("id") for message in messages}
    for one in marked + page.with_class("nhsuk-select--error"):
        if not known & set(one.get("aria-describedby", "").split()):
            yield f"{_name(one)} is marked as wrong, but no error describes it"


def _error_message(page: _Tree, message: Element, links: set[str]) -> Iterator[str]:
    name = message.get("id", "")
    described = [one for one in page.all if name and name in one.get("aria-describedby", "").split()]
    if not described:
        yield f"no field is described by the error {words(message)!r}"
    controls = {inner.get("id") for one in described for inner in one.iter() if isinstance(inner.tag, str)}
    if described and not controls & links:
        yield f"the error summary does not lead to the error {words(message)!r}"


def _inline(page: _Tree) -> Iterator[str]:
    """The security policy refuses all of this, so it would silently do nothing."""
    for one in page.all:
        if one.get("style") is not None:
            yield f"{_name(one)} has a style attribute"
        for attribute in one.keys():  # noqa: SIM118 - an Element's own iteration gives its children
            if attribute.startswith("on"):
                yield f"{_name(one)} has the attribute {attribute}"
    if page.tags("style"):
        yield "there is a style element"
    for one in page.tags("script"):
        if not one.get("src") and one.get("type") != "application/json":
            yield "there is a script in the page"


def _addresses(page: _Tree, app: Flask, address: str) -> Iterator[str]:
    for one in page.all:
        if one.tag in ("a", "link"):
            yield from _address(app, address, one.get("href"), "GET")
        elif one.tag in ("script", "img"):
            yield from _address(app, address, one.get("src"), "GET")
        elif one.tag == "form":
            yield from _address(app, address, one.get("action") or address, one.get("method", "get").upper())
        elif one.tag == "button" and one.get("formaction"):
            yield from _address(app, address, one.get("formaction"), "POST")


def _address(app: Flask, here: str, there: str | None, method: str) -> Iterator[str]:
    if there is None or there.startswith(("#", "data:", "mailto:", "tel:")):
        return
    parts = urlsplit(urljoin(f"http://localhost{here}", there))
    if parts.scheme not in ("http", "https"):
        yield f"an address is refused: {there!r}"
    if parts.netloc != "localhost":
        return
    try:
        endpoint, values = app.url_map.bind("localhost").match(parts.path, method=method)
    except RequestRedirect as elsewhere:
        yield f"{method} {there} is sent on to {elsewhere.new_url}: link to that"
    except (NotFound, MethodNotAllowed):
        yield f"{method} {there} is no address of this site"
    else:
        if endpoint == "static":
            yield from _static(app, str(values["filename"]))


def _static(app: Flask, name: str) -> Iterator[str]:
    folder = Path(str(app.static_folder))
    prepared = (folder / "vendor").is_dir()  # made by `make setup`, not kept in the repository
    if not (folder / name).is_file() and (prepared or not name.startswith("vendor/")):
        yield f"the file static/{name} is not there"
