"""A page that is one form: the same frame for each of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app import db
from app.outcomes import Refusal


@dataclass(frozen=True)
class OneForm:
    """The words around a form. back: address and name of the page to go back to; order: the fields shown."""

    heading: str
    button: str
    back: tuple[str, str]
    order: tuple[str, ...]
    caption: str = ""
    intro: str = ""

    def render(self, form: FlaskForm) -> str:
        """The page."""
        return render_template(
            "accounts/one_form.html",
            form=form,
            heading=self.heading,
            caption=self.caption,
            button=self.button,
            back=self.back,
            intro=self.intro,
            fields=[form[name] for name in self.order],
        )


def refused(page: OneForm, form: FlaskForm, refusal: Refusal) -> ResponseReturnValue:
    """The page again, everything typed kept, with the reason on top and at its field. Nothing was changed."""
    db.let_go()
    at = page.order[0] if len(page.order) == 1 else refusal.field
    if at in page.order:
        form[at].errors = [*form[at].errors, str(refusal)]
    else:
        form.form_errors.append(str(refusal))
    return page.render(form), 422
