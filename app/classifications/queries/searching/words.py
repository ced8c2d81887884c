"""Finding entries by words: each reading of the query is scored against the index, the best one counts."""

from __future__ import annotations

from heapq import nlargest

from app.classifications.queries.searching.index import BROADER, WordIndex, is_retired
from app.classifications.rules.ranking import Hit, fit, ordered
from app.classifications.rules.vocabulary import Stems
from app.classifications.rules.wording import stem_of, words_of

MOST_WORDS = 12  # of a query that are looked at
AROUND = 0.7  # what a word is worth that only the category says
COMMON = 600  # texts: a word that is in more of them finds none by itself where there are rarer words
MOST_HITS = 120
TOO_POOR = 0.3  # of the best score: what fits worse is not even put in order
TOO_LITTLE = 0.5  # of what the best text says of the query: what says less cannot be shown anyway
READ_OTHERWISE = 0.98  # what a reading is worth in which words were replaced by what they stand for
RETIRED = 0.6
CURATED = 1.03  # somebody gave it everyday names, so it is an everyday entry

Meanings = list[tuple[float, dict[str, float]]]  # by word of the query: its weight, and stems it may mean


def places_by_words(index: WordIndex, text: str, limit: int) -> list[int]:
    """The places of the entries that say what was typed, best first."""
    forms = tuple(words_of(text)[:MOST_WORDS])
    if not forms:
        return []
    stems = tuple(stem_of(form) for form in forms)
    best: dict[int, float] = {}
    for number, (reading, spelt) in enumerate(_readings(index, stems, forms)):
        worth = READ_OTHERWISE if number else 1.0
        for place, score in _scores(index, _meanings(index, reading, spelt)).items():
            if score * worth > best.get(place, 0.0):
                best[place] = score * worth
    return ordered(_hits(index, best, limit), limit)


def _readings(index: WordIndex, stems: Stems, forms: Stems) -> list[tuple[Stems, dict[str, str]]]:
    """The query as typed, then otherwise; each with the typed form of those stems that were typed."""
    spelt = dict(zip(stems, forms, strict=True))
    found = [(reading, spelt) for reading in index.vocabulary.variants(stems, forms)]
    for place, one in enumerate(index.together(forms)):
        if one:
            found.append(((*stems[:place], stem_of(one), *stems[place + 2 :]), spelt))
    for place, form in enumerate(forms):
        if stems[place] not in index.own and not index.vocabulary.knows(stems[place]):
            pieces = index.split(form)
            if pieces:
                found.append(((*stems[:place], *pieces, *stems[place + 1 :]), spelt))
    return found


def _meanings(index: WordIndex, reading: Stems, spelt: dict[str, str]) -> Meanings:
    last = next(reversed(spelt))
    found: Meanings = []
    for stem in dict.fromkeys(reading):
        typed = spelt.get(stem)
        stems = index.meant(typed, is_last=stem == last) if typed else index.meant_exactly(stem)
        weight = max((index.weight(one) * worth for one, worth in stems.items()), default=index.weight(stem))
        found.append((weight, stems))
    return sorted(found, key=lambda one: -one[0])


def _scores(index: WordIndex, meanings: Meanings) -> dict[int, float]:
    """By place: how well its best text fits."""
    cover, dense = _shares(index, meanings)
    whole = sum(weight for weight, _ in meanings) or 1.0
    least = max(cover.values(), default=0.0) * TOO_LITTLE
    found: dict[int, float] = {}
    for number, covered in cover.items():
        if covered < least:
            continue
        place = index.places[number]
        score = fit(covered / whole, dense.get(number, 0.0) / index.sizes[number])
        if score > found.get(place, 0.0):
            found[place] = score
    return found


def _shares(index: WordIndex, meanings: Meanings) -> tuple[dict[int, float], dict[int, float]]:
    """By text: the weight of the query's words that it says, and of its own words that were asked for.

    Words that only include the typed one ("limb" for "toe") find nothing by themselves, unless nothing
    else does.
    """
    cover: dict[int, float] = {}
    dense: dict[int, float] = {}
    held: list[set[int]] = []
    for weight, stems in meanings:
        close = {stem: worth for stem, worth in stems.items() if worth > BROADER}
        held.append(_add(index, weight, close, set(), (cover, dense)))
    for (weight, stems), already in zip(meanings, held, strict=True):
        wide = {stem: worth for stem, worth in stems.items() if worth <= BROADER}
        if wide:
            _add(index, weight, wide, already, (cover, dense))
    return cover, dense


def _add(
    index: WordIndex,
    weight: float,
    stems: dict[str, float],
    already: set[int],
    shares: tuple[dict[int, float], dict[int, float]],
) -> set[int]:
    """Add what a word of the query gives to each text that holds it, or whose category does; these texts."""
    cover, dense = shares
    size = sum(len(index.own[stem]) for stem in stems)
    only_known = bool(cover) and (size > COMMON or max(stems.values(), default=1.0) <= BROADER)
    got: dict[int, float] = {}
    for stem, worth in stems.items():
        gain = index.weight(stem)
        for number in index.holding(stem, cover if only_known else None):
            if number not in got and number not in already:
                got[number] = worth
                dense[number] = dense.get(number, 0.0) + gain * worth
    for stem, worth in stems.items():
        for number in index.around_holding(stem, cover):
            if number not in got and number not in already:
                got[number] = worth * AROUND
    for number, worth in got.items():
        cover[number] = cover.get(number, 0.0) + weight * worth
    return set(got)


def _hits(index: WordIndex, scores: dict[int, float], limit: int) -> list[Hit]:
    """The best places, and the heading of every category that one of them belongs to."""
    found: dict[int, Hit] = {}
    least = max(scores.values(), default=0.0) * TOO_POOR
    near = [(place, score) for place, score in scores.items() if score >= least]
    for place, score in nlargest(max(limit, MOST_HITS), near, key=lambda one: (one[1], -one[0])):
        hit = found[place] = _hit(index, place, score)
        above = index.headings.get(hit.category)
        if above is not None and above not in found:
            found[above] = _hit(index, above, scores.get(above, 0.0))
    return list(found.values())


def _hit(index: WordIndex, place: int, score: float) -> Hit:
    entry = index.entries[place]
    category = entry.key[:3]
    worth = RETIRED if is_retired(entry) else 1.0
    if category in index.vocabulary.known_as:
        worth *= CURATED
    return Hit(place, category, entry.key in (category, f"{category}X"), score * worth)
