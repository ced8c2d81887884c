"""Shape of what people enter about accounts, and the wording of its errors."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]
    """E-mail and password."""

    email = EmailField("E-mail address", [InputRequired("Enter your e-mail address"), Length(max=254)])
    password = PasswordField("Password", [InputRequired("Enter your password"), Length(max=200)])
