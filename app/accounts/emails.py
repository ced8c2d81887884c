"""E-mail addresses: the one spelling in which they are stored and looked up."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from app.outcomes import BadInput


def stored_email(text: str) -> str:
    """The address as it is stored.

    Raises:
        BadInput: it is not an e-mail address. Whether anybody answers there is not asked.
    """
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as problem:
        raise BadInput("Enter an e-mail address in the correct format, like name@example.org") from problem


def looked_up_email(text: str) -> str:
    """The address to look for: as it would be stored, or as typed where it cannot be one."""
    try:
        return stored_email(text)
    except BadInput:
        return text.strip().lower()
