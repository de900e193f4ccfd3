"""The last check before anything goes to a client."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from aicmo.analytics.api import publish_score  # expect: layer-violation
from aicmo.domain.base import AicmoBaseModel  # expect: god-module-import
# ringfence: ignore[god-module-import] -- the form still sends the old class
from aicmo.domain.intake import ClientIntake
from aicmo.logging import get_logger

log = get_logger(__name__)


class Finding(AicmoBaseModel):
    """One thing that is wrong with a text."""

    word: str
    reason: str
    status: str = "open"


@dataclass
class WordCache:
    """Words that were looked up before. `delete` and `save` are no database's."""

    words: dict[str, bool] = field(default_factory=dict)

    def delete(self, word: str) -> None:
        """Forget one word."""
        self.words.pop(word, None)

    def save(self, words: Iterable[str], bad: bool) -> None:
        """Remember words."""
        self.words.update(dict.fromkeys(words, bad))


def check_text(text: str, intake: ClientIntake, cache: WordCache) -> list[Finding]:
    """What a client would not want to read."""
    words = {word.strip(".,!?").lower() for word in text.split()}
    forbidden = words & {word.lower() for word in intake.forbidden_words}
    cache.save(forbidden, bad=True)
    findings = [Finding(word=word, reason="the client forbids it") for word in sorted(forbidden)]
    for finding in findings:
        finding.status = "reported"
    publish_score(f"text:{intake.client_id}", 1.0 - len(forbidden) / max(len(words), 1))
    log.info("text checked", extra={"client": intake.client_id, "findings": len(findings)})
    return findings


def forget(cache: WordCache, words: Iterable[str]) -> None:
    """Look these words up again next time."""
    for word in words:
        cache.delete(word)
