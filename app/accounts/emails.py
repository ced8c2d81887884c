"""E-mail addresses: the one spelling in which they are stored and looked up."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from app.accounts.rules.wording import without_unseen
from app.outcomes import BadInput

LONGEST = 254  # as long as the column that holds it
NO_ADDRESS = "Enter an e-mail address in the correct format, like name@example.org"


def stored_email(text: str) -> str:
    """The address as it is stored.

    Raises:
        BadInput: it is not an e-mail address. Whether anybody answers there is not asked.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as problem:
        raise BadInput(NO_ADDRESS, field="email") from problem
    if len(found) > LONGEST:  # some capital letters are two small ones
        raise BadInput(NO_ADDRESS, field="email")
    return found


def looked_up_email(text: str) -> str:
    """The address to look for: as it would be stored, or as typed where it cannot be one.

    Without signs that cannot be seen: a database may not take those even to look for.
    """
    try:
        return stored_email(text)
    except BadInput:
        return without_unseen(text).lower()
