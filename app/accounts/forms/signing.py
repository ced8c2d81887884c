"""Signing in, and choosing a password."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from app.accounts.forms.fields import words
from app.accounts.rules.passwords import LEAST, MOST, About, problem_with

LONGEST_EMAIL = 254
TOO_LONG = Length(max=MOST, message=f"Your password has {MOST} characters or fewer")


class SignInForm(FlaskForm):  # type: ignore[misc]
    """E-mail and password."""

    email = EmailField("E-mail address", words("Enter your e-mail address", LONGEST_EMAIL))
    password = PasswordField("Password", [InputRequired("Enter your password"), TOO_LONG])


class ForgottenForm(FlaskForm):  # type: ignore[misc]
    """Whose password was forgotten."""

    email = EmailField("E-mail address", words("Enter your e-mail address", LONGEST_EMAIL))


def _new_password() -> PasswordField:
    return PasswordField(
        "New password",
        [InputRequired("Enter a new password")],
        description=(
            f"At least {LEAST} characters. Four words that do not belong together are easy to remember "
            "and hard to guess."
        ),
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A password to be chosen."""

    password = _new_password()

    def is_taken(self, about: About) -> bool:
        """Whether the password is one we take; if not, the field says why."""
        problem = problem_with(self.password.data or "", about)
        if problem:
            self.password.errors = [problem]
        return problem is None


class ChangePasswordForm(NewPasswordForm):
    """A new password, by somebody who is signed in."""

    present_password = PasswordField(
        "Present password", [InputRequired("Enter your present password"), TOO_LONG]
    )
    password = _new_password()  # again, so that errors are listed in the order of the page
