"""The word index of a catalogue: which entries hold a word, and which words a typed one may mean."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from app.classifications.rules.entries import Entry, Kind
from app.classifications.rules.vocabulary import Stems, Vocabulary, joined
from app.classifications.rules.wording import stem_of, weight_of, words_of

ALIKE, BEGUN, MISTYPED, BROADER = 0.92, 0.8, 0.88, 0.55  # what a word is worth that stands for the typed one
FEWEST_LETTERS = 3  # of a beginning that is completed
MOST_ENDINGS = 40  # of the words that begin as typed
MOST_MISTYPED = 4


@dataclass
class WordIndex:
    """Which texts hold which stem. A text is something an entry is found by: its title or another name.

    places, sizes: by number of the text, the place of its entry and the weight of all its words. own:
    stem -> numbers of the texts that hold it. around: stem -> texts whose category holds it. known, forms:
    every word of the texts, and the same in order, by which what is mistyped or only begun is found.
    weights: how much a stem tells. keys: the key of each entry with its place, in order of the keys.
    headings: the place of each category.
    """

    entries: Sequence[Entry]
    vocabulary: Vocabulary
    places: list[int] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    own: dict[str, dict[int, None]] = field(default_factory=dict)
    around: dict[str, dict[int, None]] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    weights: dict[str, float] = field(default_factory=dict)
    keys: list[tuple[str, int]] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)

    def begins(self, prefix: str) -> list[int]:
        """The places of the entries whose key begins so, in tabular order."""
        start = bisect_left(self.keys, (prefix, -1))
        found: list[int] = []
        for key, place in self.keys[start:]:
            if not key.startswith(prefix):
                break
            found.append(place)
        return sorted(found)

    def weight(self, stem: str) -> float:
        """How much a stem tells; one that is not here tells as much as a rare one."""
        return self.weights.get(stem, 6.0 * weight_of(stem))

    def meant(self, form: str, *, is_last: bool) -> dict[str, float]:
        """The stems that a typed word may stand for, and what each is worth (0 to 1), best first."""
        stem = stem_of(form)
        found = self.meant_exactly(form)
        if (not found or is_last) and len(form) >= FEWEST_LETTERS:
            for begun in self._beginning(form):
                found.setdefault(stem_of(begun), BEGUN * (0.6 + 0.4 * len(form) / len(begun)))
        inflected = stem in self.own and stem != form
        if form not in self.known and not inflected and not self.vocabulary.knows(stem):
            for near, slips in self._near(form) or self._near(f"{form}s"):
                for other, worth in self.meant_exactly(near).items():
                    found.setdefault(other, worth * (MISTYPED - 0.1 * (slips - 1)))
        return found

    def meant_exactly(self, form: str) -> dict[str, float]:
        """The stems that a word written right may stand for."""
        stem = stem_of(form)
        wide = dict.fromkeys(self.vocabulary.broader.get(stem, ()), BROADER)
        alike = dict.fromkeys(self.vocabulary.alike.get(stem, ()), ALIKE)
        found = {other: worth for other, worth in (wide | alike | {stem: 1.0}).items() if other in self.own}
        return dict(sorted(found.items(), key=lambda one: -one[1]))

    def says(self, stems: Stems) -> bool:
        """Whether a text holds all of these."""
        if any(stem not in self.own for stem in stems):
            return False
        rarest, *others = sorted((self.own[stem] for stem in stems), key=len)
        return any(all(number in one for one in others) for number in rarest)

    def holding(self, stem: str, among: Mapping[int, float] | None) -> Iterable[int]:
        """The texts that hold a stem, of all or only of some."""
        return _both(self.own[stem], among)

    def around_holding(self, stem: str, among: Mapping[int, float]) -> Iterable[int]:
        """Those of some texts whose category holds a stem."""
        return _both(self.around.get(stem, {}), among)

    def _beginning(self, form: str) -> list[str]:
        start = bisect_left(self.forms, form)
        found: list[str] = []
        for other in self.forms[start : start + MOST_ENDINGS]:
            if not other.startswith(form):
                break
            found.append(other)
        return found

    def _near(self, form: str) -> list[tuple[str, int]]:
        """Words that differ by a slip of the finger: one letter, two in longer words."""
        slips = 0 if len(form) < 4 or form.isdigit() else 1 if len(form) < 7 else 2
        if not slips:
            return []
        near = extract(form, self.forms, scorer=OSA.distance, score_cutoff=slips, limit=12, processor=None)
        best = sorted(near, key=lambda one: (one[1], one[0][0] != form[0], one[0]))
        return [(word, distance) for word, distance, _ in best if distance == best[0][1]][:MOST_MISTYPED]

    def split(self, form: str) -> Stems:
        """Two words written as one ("heartattack"); empty where no place to cut is found."""
        if len(form) < 7:
            return ()
        for cut in range(3, len(form) - 2):
            first, second = stem_of(form[:cut]), stem_of(form[cut:])
            if first in self.own and second in self.own:
                return first, second
        return ()

    def together(self, forms: Stems) -> list[str]:
        """Neighbours that are one word here ("hay fever" -> "hayfever"); "" for those that are not."""
        return [one if stem_of(one) in self.own else "" for one in joined(forms)]


def _both(all_of: dict[int, None], among: Mapping[int, float] | None) -> Iterable[int]:
    if among is None:
        return all_of
    small, large = (all_of, among) if len(all_of) < len(among) else (among, all_of)
    return [number for number in small if number in large]


def build(entries: Sequence[Entry], vocabulary: Vocabulary) -> WordIndex:
    """Index the titles and other names of entries, given in tabular order."""
    index = WordIndex(entries, vocabulary)
    names = list(_names(entries, vocabulary))
    index.headings = {entry.key: place for place, entry in enumerate(entries) if len(entry.key) == 3}
    index.weights = _weights(entries, names)
    for place, forms in names:
        number = len(index.places)
        stems = dict.fromkeys(stem_of(form) for form in forms)
        index.places.append(place)
        index.sizes.append(sum(index.weights[stem] for stem in stems) or 1.0)
        for stem in stems:
            index.own.setdefault(stem, {})[number] = None
        if len(entries[place].key) > 3:
            around = _around(entries, index.headings, vocabulary, entries[place].key)
            for stem in around.difference(stems):
                index.around.setdefault(stem, {})[number] = None
    index.known = {form for _, forms in names for form in forms}
    index.forms = sorted(index.known)
    index.vocabulary = vocabulary.only(index.says)
    index.keys = sorted((entry.key, place) for place, entry in enumerate(entries))
    return index


def _names(entries: Sequence[Entry], vocabulary: Vocabulary) -> Iterable[tuple[int, list[str]]]:
    for place, entry in enumerate(entries):
        yield place, words_of(entry.title)
        for name in vocabulary.known_as.get(entry.key.removesuffix("X"), ()):
            yield place, words_of(name)


def _around(entries: Sequence[Entry], headings: dict[str, int], vocabulary: Vocabulary, key: str) -> set[str]:
    """The stems of the category's title and other names."""
    place = headings.get(key[:3])
    title = entries[place].title if place is not None else ""
    names = (title, *vocabulary.known_as.get(key[:3], ()))
    return {stem_of(form) for name in names for form in words_of(name)}


def _weights(entries: Sequence[Entry], names: list[tuple[int, list[str]]]) -> dict[str, float]:
    """The fewer categories hold a word, the more it tells."""
    held: dict[str, set[str]] = {}
    for place, forms in names:
        category = entries[place].key[:3]
        for form in forms:
            held.setdefault(stem_of(form), set()).add(category)
    categories = len({entry.key[:3] for entry in entries})
    return {stem: weight_of(stem) * math.log(2 + categories / len(where)) for stem, where in held.items()}


def is_retired(entry: Entry) -> bool:
    """Whether it may no longer be given."""
    return entry.kind is Kind.RETIRED
