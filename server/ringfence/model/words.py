"""The nearest right word for one that is mistyped."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str], *, closeness: float = 0.6) -> str:
    """The one of `words` that `word` was most likely meant to be; empty when none is close.

    `closeness` lies between 0 (anything will do) and 1 (only the same word).
    """
    import difflib  # only mistakes need it, and most runs have none

    known = sorted(words, reverse=True)
    found = difflib.get_close_matches(word, known, n=1, cutoff=closeness)
    if found:
        return found[0]
    by_folded = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=closeness)
    return by_folded[found[0]] if found else ""


def did_you_mean(word: str) -> str:
    """The sentence that offers `word`, with a space before it; empty when there is no word to offer."""
    return f" Did you mean '{word}'?" if word else ""
