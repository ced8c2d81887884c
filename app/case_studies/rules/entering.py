"""What somebody entered for a case, as text to store: two lists of lines, each with words to justify it.

The text is JSON in one fixed form, so that two equal answers are equal texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.outcomes import BadInput

MOST_LINES = 40
LONGEST_CODE = 60
MOST_EVIDENCE = 5
LONGEST_WORDS = 200
ODD = "The codes could not be read. Load the page again."


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the record linked to a line. document: its id."""

    document: str
    words: str


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line as typed."""

    code: str
    evidence: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """Everything entered for a case, in order."""

    diagnoses: tuple[CodeLine, ...] = ()
    procedures: tuple[CodeLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not self.diagnoses and not self.procedures

    def text(self) -> str:
        """The form that is stored; "" for nothing."""
        if self.is_empty:
            return ""
        both = {"diagnoses": self.diagnoses, "procedures": self.procedures}
        plain = {name: [_plain(line) for line in lines] for name, lines in both.items()}
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _plain(line: CodeLine) -> dict[str, object]:
    evidence = [{"document": one.document, "words": one.words} for one in line.evidence]
    return {"code": line.code} | ({"evidence": evidence} if evidence else {})


def coding_of(stored: str) -> Coding:
    """A stored text as a coding.

    Raises:
        BadInput: it is not such a text.
    """
    if not stored:
        return Coding()
    try:
        sent = json.loads(stored)
    except (ValueError, RecursionError):  # brackets within brackets, far deeper than anything of ours
        raise BadInput(ODD) from None
    return checked(sent)


def checked(sent: object) -> Coding:
    """A coding from what a page sent. Lines with nothing in them are left out.

    Raises:
        BadInput: it has another shape, or there is too much of it.
    """
    if not isinstance(sent, Mapping) or not set(sent) <= {"diagnoses", "procedures"}:
        raise BadInput(ODD)
    return Coding(_lines(sent.get("diagnoses", [])), _lines(sent.get("procedures", [])))


def _lines(sent: object) -> tuple[CodeLine, ...]:
    if not isinstance(sent, list):
        raise BadInput(ODD)
    if len(sent) > MOST_LINES:
        raise BadInput(f"A list takes {MOST_LINES} lines. Remove those that are not needed.")
    return tuple(line for line in map(_line, sent) if line.code or line.evidence)


def _line(sent: object) -> CodeLine:
    if not isinstance(sent, Mapping):
        raise BadInput(ODD)
    code, evidence = sent.get("code", ""), sent.get("evidence", [])
    if not isinstance(code, str) or not isinstance(evidence, list):
        raise BadInput(ODD)
    if len(code) > LONGEST_CODE:
        raise BadInput(f"A code has at most {LONGEST_CODE} characters here. Shorten {code[:20]!r}.")
    if len(evidence) > MOST_EVIDENCE:
        raise BadInput(f"A line takes {MOST_EVIDENCE} links to the record. Remove one.")
    return CodeLine(_readable(code), tuple(map(_words, evidence)))


def _words(sent: object) -> Words:
    if not isinstance(sent, Mapping):
        raise BadInput(ODD)
    document, words = sent.get("document"), sent.get("words")
    if not isinstance(document, str) or not isinstance(words, str) or len(document) > LONGEST_CODE:
        raise BadInput(ODD)
    if len(words) > LONGEST_WORDS:
        raise BadInput(f"Link at most {LONGEST_WORDS} characters: the words that justify the code.")
    return Words(_readable(document), _readable(words))


def _readable(text: str) -> str:
    """Without control characters, which no page shows and not every database takes."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
