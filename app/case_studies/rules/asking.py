"""What a query may be about. Every kind may be asked in every case, so that the list gives nothing away."""

from __future__ import annotations

from app.outcomes import BadInput

KINDS = {
    "side": "Which side, or which level",
    "diagnosis": "What the diagnosis is",
    "type": "The type or stage of a condition",
    "cause": "Whether one condition is due to another",
    "complication": "Whether something is a complication of treatment",
    "history": "Whether a condition is present or past",
    "procedure": "What exactly was done or put in",
    "drug": "Which drug, and how it came to be taken",
    "histology": "A histology report",
    "microbiology": "A microbiology report",
    "imaging": "An imaging report",
    "document": "A page that is missing",
}
SHORTEST, LONGEST = 10, 600


def check_query(about: object, text: object) -> tuple[str, str]:
    """A kind and the words of a query.

    Raises:
        BadInput: the kind is not one of these, or the words are too few or too many; the field is named.
    """
    if not isinstance(about, str) or about not in KINDS:
        raise BadInput("Choose what your query is about.", field="about")
    if not isinstance(text, str) or len(text.split()) < 2 or len(text.strip()) < SHORTEST:
        raise BadInput("Write what you would ask, in a sentence.", field="text")
    if len(text) > LONGEST:
        raise BadInput(f"Keep the query under {LONGEST} characters.", field="text")
    return about, " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
