"""One identity for a finding in the editor, the command line, the baseline and elsewhere.

It is made of the rule, the importing symbol, the target symbol and the kind of use, without lines, and counted: it
survives reformatting and moves within a file, and a second use in the same function is a new finding.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ringfence.model.diagnostic import Diagnostic

_LENGTH = 16


def with_fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The same diagnostics, in order, each with its fingerprint. All of one file must be given together."""
    counts: Counter[tuple[str, ...]] = Counter()
    for diagnostic in diagnostics:
        identity = _identity(diagnostic)
        counts[identity] += 1
        text = "\0".join((*identity, str(counts[identity])))
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield replace(diagnostic, fingerprint=digest[:_LENGTH])


def _identity(diagnostic: Diagnostic) -> tuple[str, ...]:
    target = diagnostic.symbol or diagnostic.imported or ""
    source = diagnostic.source or diagnostic.path
    # A finding without a target is told apart by what it says.
    return diagnostic.rule, source, target or diagnostic.message, diagnostic.kind
