"""Forms of a page, as a browser without script fills them in and sends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from werkzeug.datastructures import MultiDict

from tests.page_text import words

NOT_SENT_BY_THEMSELVES = {"submit", "button", "image", "reset", "file"}


@dataclass(frozen=True)
class Button:
    """A button that submits."""

    text: str
    name: str | None
    value: str
    action: str | None


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it. choices: the values a field may take, where they are limited."""

    action: str
    method: str
    values: tuple[tuple[str, str], ...]
    choices: Mapping[str, frozenset[str]]
    names: frozenset[str]
    buttons: tuple[Button, ...]
    in_main: bool

    def filled(self, fields: Mapping[str, Any]) -> MultiDict[str, Any]:
        """What is sent once `fields` are filled in; None leaves a field out, a list ticks several boxes."""
        sent = [(name, value) for name, value in self.values if name not in fields]
        for name, given in fields.items():
            assert name in self.names, f"The form has no field {name!r}; it has {sorted(self.names)}"
            chosen = given if isinstance(given, list) else [] if given is None else [given]
            for value in chosen:
                limited = self.choices.get(name)
                assert limited is None or value in limited, f"{name!r} offers {limited}, not {value!r}"
                sent.append((name, value))
        return MultiDict(sent)


def read_form(form: Element, address: str, *, in_main: bool, rest: Sequence[Element]) -> Form:
    """A form as it stands in a page; `rest`: all buttons of the page, of which some may belong to it."""
    values: list[tuple[str, str]] = []
    choices: dict[str, set[str]] = {}
    names: set[str] = set()
    for one in form.iter():
        name = one.get("name") if isinstance(one.tag, str) else None
        if not name or one.get("disabled") is not None or one.tag not in ("input", "textarea", "select"):
            continue
        names.add(name)
        values += _values(one, name, choices)
    own = [button for button in rest if button.get("form") and button.get("form") == form.get("id")]
    buttons = [
        Button(words(one), one.get("name"), one.get("value", ""), one.get("formaction"))
        for one in [*form.iter("button"), *own]
        if one.get("type", "submit") == "submit" and one.get("disabled") is None
    ]
    return Form(
        action=form.get("action") or address,
        method=form.get("method", "get").lower(),
        values=tuple(values),
        choices={name: frozenset(offered) for name, offered in choices.items()},
        names=frozenset(names),
        buttons=tuple(buttons),
        in_main=in_main,
    )


def _values(one: Element, name: str, choices: dict[str, set[str]]) -> list[tuple[str, str]]:
    kind = one.get("type", "text")
    if one.tag == "textarea":
        return [(name, one.text or "")]
    if one.tag == "select":
        options = list(one.iter("option"))
        offered = [option.get("value", words(option)) for option in options]
        choices.setdefault(name, set()).update(offered)
        chosen = [
            value
            for option, value in zip(options, offered, strict=True)
            if option.get("selected") is not None
        ]
        return [
            (name, value) for value in (chosen or ([] if one.get("multiple") is not None else offered[:1]))
        ]
    if kind in ("radio", "checkbox"):
        value = one.get("value", "on")
        choices.setdefault(name, set()).add(value)
        return [(name, value)] if one.get("checked") is not None else []
    return [] if kind in NOT_SENT_BY_THEMSELVES else [(name, one.get("value", ""))]


def chosen_form(
    forms: Sequence[Form], here: str, fields: Mapping[str, Any], button: str | None, form: str | int | None
) -> tuple[Form, Button | None]:
    fitting = [
        one
        for place, one in enumerate(forms)
        if (form is None and (one.in_main or button))
        or (isinstance(form, int) and form == place)
        or (isinstance(form, str) and form in one.action)
    ]
    fitting = [one for one in fitting if set(fields) <= one.names] or fitting
    if button is not None:
        fitting = [one for one in fitting if any(b.text == button for b in one.buttons)]
    addresses = [one.action for one in forms]
    assert len(fitting) == 1, f"{len(fitting)} forms fit on {here}; there are {addresses}"
    pressed = [b for b in fitting[0].buttons if button is None or b.text == button]
    assert len(pressed) == 1 or (button is None and len({(b.name, b.value) for b in pressed}) <= 1), (
        f"Say which button to press: {[b.text for b in fitting[0].buttons]}"
    )
    return fitting[0], pressed[0] if pressed else None
