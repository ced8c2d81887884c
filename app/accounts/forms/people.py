"""What administrators and providers enter about people and organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, Field, Form, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.accounts.forms.fields import DayField, NumberField, is_address, options, words
from app.accounts.rules.extra_time import MOST_PERCENT
from app.accounts.rules.roles import check_grant
from app.accounts.rules.wording import without_unseen
from app.http import LARGEST_NUMBER
from app.outcomes import BadInput
from app.people import Grant, Role

ROLES = [(role.value, role.label.capitalize()) for role in Role]

Choices = Sequence[tuple[Any, str]]


def _number(text: Any) -> int | None:
    if not text:
        return None
    if not 0 <= (found := int(text)) <= LARGEST_NUMBER:
        raise ValueError("no database holds this number")
    return found


class FilterForm(Form):  # type: ignore[misc]
    """Which people to list. Sent by GET, so it carries no form token."""

    q = StringField("Name or e-mail address", filters=[lambda typed: without_unseen(typed or "")])
    role = SelectField("Role", choices=options(("", "Any role"), then=ROLES), validate_choice=False)
    organisation = SelectField("Organisation", coerce=_number, validate_choice=False)
    cohort = SelectField("Cohort", coerce=_number, validate_choice=False)

    def offer(self, organisations: Choices, cohorts: Choices) -> None:
        """Offer these organisations and cohorts."""
        self.organisation.choices = options(("", "Any organisation"), then=organisations)
        self.cohort.choices = options(("", "Any cohort"), then=cohorts)


def _role_field() -> SelectField:
    return SelectField("Role", choices=options(then=ROLES))


def _place_field() -> SelectField:
    return SelectField(
        "Organisation",
        coerce=_number,
        description="For apprentices and tutors. Choose None for assessors and administrators.",
    )


class RoleForm(FlaskForm):  # type: ignore[misc]
    """A role, and where it is held."""

    role = _role_field()
    organisation = _place_field()

    def validate_organisation(self, _field: Field) -> None:
        """Refuse a role without the organisation it needs, or with one it cannot have."""
        if self.role.data not in [*Role]:
            return  # the role itself is said to be wrong
        try:
            check_grant(self.grant)
        except BadInput as refusal:
            raise ValidationError(str(refusal)) from refusal

    def offer(self, organisations: Choices) -> None:
        """Offer these organisations."""
        self.organisation.choices = options(("", "None"), then=organisations)

    @property
    def grant(self) -> Grant:
        """What was chosen."""
        return Grant(Role(self.role.data), self.organisation.data)


class PersonForm(RoleForm):
    """Somebody new, with their first role."""

    name = StringField("Full name", words("Enter the person's name"))
    email = EmailField("E-mail address", [*words("Enter the person's e-mail address", 254), is_address])
    role = _role_field()  # again, so that errors are listed in the order of the page
    organisation = _place_field()


class AssessorForm(FlaskForm):  # type: ignore[misc]
    """Who assesses."""

    assessor = SelectField("Assessor", coerce=_number, validators=[InputRequired("Choose an assessor")])

    def offer(self, assessors: Choices) -> None:
        """Offer these assessors."""
        self.assessor.choices = options(("", "Choose"), then=assessors)


class EnrolForm(FlaskForm):  # type: ignore[misc]
    """A place in a cohort."""

    cohort = SelectField("Cohort", coerce=_number, validators=[InputRequired("Choose a cohort")])
    assessment_on = DayField("Assessment date, if known", [Optional()], description="For example 31/12/2026")

    def offer(self, cohorts: Choices) -> None:
        """Offer these cohorts."""
        self.cohort.choices = options(("", "Choose"), then=cohorts)


class AssessmentDateForm(FlaskForm):  # type: ignore[misc]
    """When the assessment is."""

    assessment_on = DayField(
        "Assessment date",
        [Optional()],
        description="For example 31/12/2026. Leave it empty to take the date away.",
    )


class ExtraTimeForm(FlaskForm):  # type: ignore[misc]
    """Extra time as it was approved."""

    percent = NumberField(
        "Extra time in per cent",
        [
            InputRequired("Enter the extra time in per cent, or 0 to end it"),
            NumberRange(0, MOST_PERCENT, f"Enter a whole number between 0 and {MOST_PERCENT}"),
        ],
    )
    approved_by = StringField(
        "Who approved it",
        words("Enter who approved it"),
        description="A name or an office. Do not write why: the reason is not kept here.",
    )
    until = DayField(
        "Last day on which it is given",
        [InputRequired("Enter the last day on which it is given")],
        description="For example 31/12/2026",
    )


class OrganisationForm(FlaskForm):  # type: ignore[misc]
    """A training provider."""

    name = StringField("Name of the training provider", words("Enter the name of the training provider"))


class CohortForm(FlaskForm):  # type: ignore[misc]
    """A cohort."""

    name = StringField(
        "Name of the cohort", words("Enter the name of the cohort"), description="For example Autumn 2026"
    )
    starts_on = DayField(
        "First day", [InputRequired("Enter the first day")], description="For example 07/09/2026"
    )
