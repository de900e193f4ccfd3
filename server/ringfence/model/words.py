"""The nearest right word for one that is mistyped."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str:
    """The one of `words` that `word` was most likely meant to be; empty when none is close."""
    import difflib  # only mistakes need it, and most runs have none

    by_folded = {known.casefold(): known for known in sorted(words, reverse=True)}
    folded = word.casefold()
    found = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    if found:
        return by_folded[found[0]]
    # `orchestrator` for `orchestration.api` is too far for a ratio, but one begins with the other.
    longer = [known for known in by_folded if len(folded) > 2 and known.startswith(folded)]
    return by_folded[longer[0]] if len(longer) == 1 else ""


def did_you_mean(word: str) -> str:
    """The sentence that offers `word`, with a space before it; empty when there is no word to offer."""
    return f" Did you mean '{word}'?" if word else ""
