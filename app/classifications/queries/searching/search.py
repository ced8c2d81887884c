"""Finding entries of a catalogue: by the beginning of a code, by words, or by both."""

from __future__ import annotations

from functools import cache

from app.classifications.content.words import read_vocabulary
from app.classifications.queries.catalogue import Catalogue
from app.classifications.queries.searching.index import WordIndex, build
from app.classifications.queries.searching.words import places_by_words
from app.classifications.rules.beginnings import code_and_words, code_begun, code_meant
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Edition, Entry
from app.classifications.rules.vocabulary import Vocabulary

LONGEST_QUERY = 200  # signs; what is beyond is not looked at
MOST_KEPT = 4  # indexes ready in a process; each takes some fifteen megabytes
AMONG = 400  # results by words that are looked through for those of one code

_kept: dict[Edition, WordIndex] = {}


def search(catalogue: Catalogue, text: str, limit: int) -> list[Entry]:
    """The entries that a text may mean, best first, at most `limit` of them; none for an empty text.

    A code, whole or begun, gives what begins so in tabular order; anything else is looked up by its words.
    """
    index = index_of(catalogue)
    system = catalogue.edition.system
    text = text[:LONGEST_QUERY].strip()
    places = _by_code(index, code_begun(system, text)) or _by_both(index, system, text)
    places = places or places_by_words(index, text, limit)
    places = places or _by_code(index, code_meant(system, text))
    return [catalogue.entries[place] for place in places[:limit]]


def index_of(catalogue: Catalogue) -> WordIndex:
    """The word index of a catalogue; made when it is first asked for, in about a second."""
    found = _kept.get(catalogue.edition)
    if found is None:
        found = build(catalogue.entries, _vocabulary(catalogue.edition.system))
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[catalogue.edition] = found
    return found


@cache
def _vocabulary(system: System) -> Vocabulary:
    return read_vocabulary(system)


def _by_code(index: WordIndex, begun: str) -> list[int]:
    """What begins with a code. Of a letter and a digit the categories are shown first: there are hundreds."""
    found = index.begins(begun) if begun else []
    if len(begun) > 2:
        return found
    return sorted(found, key=lambda place: (len(index.entries[place].key.removesuffix("X")) > 3, place))


def _by_both(index: WordIndex, system: System, text: str) -> list[int]:
    """The family of a code, and in front what the words after it pick from it."""
    begun, words = code_and_words(system, text)
    family = index.begins(begun) if begun else []
    if not family:
        return []
    picked = set(family)
    fitting = [place for place in places_by_words(index, words, AMONG) if place in picked]
    return list(dict.fromkeys([*fitting, *family]))
