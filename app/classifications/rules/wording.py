"""How words are made comparable: one spelling for British and American, one form for many endings.

Whatever is indexed and whatever is typed goes through the same functions, so a rule here need not be right
about language: it must only bring together what belongs together, and rarely what does not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _several(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that say nothing about which entry is meant.
STOP = _several(
    "a an and as at be by for from has have he her his i in is it its my of off on onto or she than that the "
    "their then this to was were which who with within into pt patient patients s"
)
# Words that most entries could hold: they count a little, and find something only where nothing else is said.
LIGHT = _several(
    "other unspecified specified nec nos noc elsewhere classified site sites part parts organism kind said "
    "not without due use using left right lt rt side sided another new recent suspected possible probable "
    "query confirmed known presenting admitted diagnosed elective routine operation operations procedure "
    "procedures surgery surgical condition problem problems closed"
)
# Words that tell entries apart, but seldom are the point.
HALF = _several(
    "acute chronic severe mild moderate old long term emergency disorder disorders disease diseases syndrome "
    "type bilateral unilateral simple open generalised localised extensive painful bad persistent"
)
_KEPT = {"testis", "partial", "organic", "gastric", "cystic", "plastic", "colic", "mole", "axis", "series"}
_IRREGULAR = {
    "vertebrae": "vertebra", "testes": "testis", "feet": "foot", "teeth": "tooth", "children": "child",
    "women": "woman", "men": "man", "calculi": "calculus", "emboli": "embolus", "thrombi": "thrombus",
    "bronchi": "bronchus", "diverticula": "diverticulum", "bursae": "bursa", "fistulae": "fistula",
    "lice": "louse", "mice": "mouse", "ova": "ovum", "septa": "septum", "menisci": "meniscus",
    "nevi": "naevus", "naevi": "naevus", "fungi": "fungus", "bacilli": "bacillus", "foci": "focus",
    "caesarian": "caesarean", "cesarian": "caesarean", "biopsies": "biopsy", "polypi": "polyp",
    "axillae": "axilla", "maxillae": "maxilla", "scapulae": "scapula", "conjunctivae": "conjunctiva",
}  # fmt: skip
_SPELLING = (
    ("mour", "mor"), ("lour", "lor"), ("bour", "bor"), ("iour", "ior"), ("iz", "is"), ("yz", "ys"),
    ("sulph", "sulf"), ("leuco", "leuko"),
)  # fmt: skip
_TURNED = {"tre": "ter", "bre": "ber"}  # centre, fibre, goitre
_STEADY = ("ss", "us", "is", "as")  # a last s that is no plural
_SUFFIXES: tuple[tuple[str, int], ...] = (
    ("isation", 4), ("ically", 4), ("ations", 4), ("ative", 4), ("ation", 4), ("ating", 4), ("ated", 4),
    ("ical", 4), ("ious", 4), ("ate", 5), ("ial", 5), ("ion", 4), ("ive", 4), ("ing", 4), ("ous", 5),
    ("ed", 4), ("al", 5), ("ar", 6), ("ic", 4), ("ia", 4), ("is", 4), ("um", 5), ("us", 5), ("a", 5),
    ("e", 4), ("y", 4),
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_PAIR = re.compile(r"\b([a-z])\s*(?:&|\+|\band\b)\s*([a-z])\b")  # D&C, D and C
_SIGNS = (("#", " fracture "), ("&", " and "), ("+", " and "), ("@", " at "), ("?", " "))


def folded(text: str) -> str:
    """Small letters without accents; the signs that clinicians write put into words."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"['’`]s?\b", "", plain)  # Crohn's, Crohns' and Crohn are the same
    plain = _PAIR.sub(r"\1n\2", plain)
    for sign, words in _SIGNS:
        plain = plain.replace(sign, words)
    return plain


def words_of(text: str) -> list[str]:
    """The words of a text in one spelling and in the singular, in order; stop words are left out."""
    return [form for word in _WORD.findall(folded(text)) if (form := form_of(word)) not in STOP]


@lru_cache(maxsize=50_000)
def form_of(word: str) -> str:
    """One spelling and the singular: "haemorrhoids" and "hemorrhoids" are both "hemorrhoid"."""
    word = _IRREGULAR.get(word, word)
    if len(word) > 4:
        word = word.replace("ae", "e").replace("oe", "e")
        for british, american in _SPELLING:
            word = word.replace(british, american)
    word = _singular(word)
    return word[:-3] + _TURNED[word[-3:]] if len(word) > 4 and word[-3:] in _TURNED else word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(_STEADY):
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith(("ases", "oses", "eses", "yses")) and len(word) > 8:
        return word[:-2] + "is"  # metastases, diagnoses
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=50_000)
def stem_of(form: str) -> str:
    """What a word shares with its relatives: "fractured" and "fracture", "infective" and "infection"."""
    if form in _KEPT or form.isdigit():
        return form
    for suffix, least in _SUFFIXES:
        if form.endswith(suffix) and len(form) - len(suffix) >= least:
            rest = form[: -len(suffix)]
            doubled = suffix in ("ed", "ing") and rest[-1] == rest[-2] and rest[-1] not in "lsz"
            return rest[:-1] if doubled else rest
    return form


_WEIGHTS = {stem_of(form_of(word)): 0.45 for word in HALF} | {stem_of(form_of(word)): 0.12 for word in LIGHT}


def weight_of(stem: str) -> float:
    """How much a word is the point of a phrase: 1 for most, little for words that any entry could hold."""
    return _WEIGHTS.get(stem, 1.0)


def stems_of(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [stem_of(form) for form in words_of(text)]
