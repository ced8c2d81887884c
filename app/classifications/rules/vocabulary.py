"""What clinicians write, and the plain words that it stands for. Pure: the files are read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.classifications.rules.wording import stems_of

Stems = tuple[str, ...]

MOST_VARIANTS = 8
LONGEST_PHRASE = 5  # words


@dataclass(frozen=True)
class Vocabulary:
    """Words of one classification, as stems.

    alike: single words by a single word that means the same. broader: words by a narrower one that they
    include, such as foot by toe. phrases: what else a word or phrase may say, each meaning as stems; for
    words with several meanings, all of them; the stems it is found by are in alphabetical order. known_as:
    what an entry is called besides its title, by key. roots, endings: pieces of Greek and Latin compounds
    and their plain words.
    """

    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[Stems, tuple[Stems, ...]] = field(default_factory=dict)
    known_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roots: Mapping[str, Stems] = field(default_factory=dict)
    endings: Mapping[str, Stems] = field(default_factory=dict)

    def knows(self, stem: str) -> bool:
        """Whether a word by itself has another meaning here."""
        return stem in self.alike or (stem,) in self.phrases

    def variants(self, stems: Stems, forms: Stems) -> list[Stems]:
        """A phrase, and the same with what its words and word groups stand for; the phrase itself first.

        forms: the same words before they were stemmed, for taking compounds apart.
        """
        partial: dict[int, list[Stems]] = {0: [()]}
        for place in range(len(stems)):
            said = self._said_by(stems, forms, place)
            for begun in partial.get(place, []):
                _add(partial, place + 1, (*begun, stems[place]))
                for length, meaning in said:
                    _add(partial, place + length, (*begun, *meaning))
        return list(dict.fromkeys([stems, *partial.get(len(stems), [])]))[:MOST_VARIANTS]

    def only(self, is_said: Callable[[Stems], bool]) -> Vocabulary:
        """The same without meanings that no entry says; reading a phrase in them would find nothing."""
        kept = {
            words: tuple(one for one in meanings if is_said(one)) for words, meanings in self.phrases.items()
        }
        return replace(self, phrases={words: meanings for words, meanings in kept.items() if meanings})

    def _said_by(self, stems: Stems, forms: Stems, place: int) -> list[tuple[int, Stems]]:
        """What a group of words that begins here stands for: how many words, and the meaning."""
        found = [
            (length, meaning)
            for length in range(min(LONGEST_PHRASE, len(stems) - place), 0, -1)
            for meaning in self.phrases.get(_key(stems[place : place + length]), ())
        ]
        taken_apart = self.taken_apart(forms[place])
        return [*found, (1, taken_apart)] if taken_apart else found

    def taken_apart(self, form: str) -> Stems:
        """A compound in plain words: "nephrectomy" is "excision kidney". Empty where it is none."""
        for ending, meaning in self.endings.items():
            if form.endswith(ending) and len(form) > len(ending) + 2:
                organs = self._organs(form[: -len(ending)])
                if organs:
                    return (*meaning, *organs)
        return ()

    def _organs(self, rest: str) -> Stems:
        if not rest or rest in ("o", "i"):
            return ()
        for length in range(len(rest), 1, -1):
            meaning = self.roots.get(rest[:length])
            if meaning is None:
                continue
            left = rest[length:]
            further = self._organs(left)
            if further or left in ("", "o", "i"):
                return (*meaning, *further)
        return self._organs(rest[1:]) if rest[0] in "oi" else ()


def _add(partial: dict[int, list[Stems]], place: int, begun: Stems) -> None:
    held = partial.setdefault(place, [])
    if len(held) < MOST_VARIANTS:
        held.append(begun)


def vocabulary(
    *,
    groups: Iterable[Iterable[str]],
    short: Mapping[str, Iterable[str]],
    known_as: Mapping[str, Iterable[str]],
    roots: Mapping[str, str],
    endings: Mapping[str, str],
    broader: Mapping[str, Iterable[str]],
) -> Vocabulary:
    """Put together what the files say.

    groups: words and phrases that mean the same. short: abbreviation -> what it may say. The rest as in
    Vocabulary, in plain words.
    """
    alike: dict[str, list[str]] = {}
    phrases: dict[Stems, list[Stems]] = {}
    for group in groups:
        members = list(dict.fromkeys(tuple(stems_of(member)) for member in group))
        for one, other in ((one, other) for one in members for other in members if one != other):
            if len(one) == len(other) == 1:
                alike.setdefault(one[0], []).append(other[0])
            else:
                phrases.setdefault(_key(one), []).append(other)
    for word, meanings in short.items():
        said = [tuple(stems_of(meaning)) for meaning in meanings]
        phrases.setdefault(_key(stems_of(word)), []).extend(said)
    return Vocabulary(
        {stem: tuple(dict.fromkeys(others)) for stem, others in alike.items()},
        {stems_of(word)[0]: tuple(stems_of(" ".join(others))) for word, others in broader.items()},
        {words: tuple(dict.fromkeys(others)) for words, others in phrases.items()},
        {key: tuple(names) for key, names in known_as.items()},
        {root: tuple(stems_of(words)) for root, words in roots.items()},
        {ending: tuple(stems_of(words)) for ending, words in endings.items()},
    )


def _key(stems: Sequence[str]) -> Stems:
    """A group of words whatever their order."""
    return tuple(sorted(stems))


def joined(forms: Stems) -> list[str]:
    """Neighbouring words written as one: "hay fever" -> "hayfever"."""
    return [one + other for one, other in pairwise(forms)]
