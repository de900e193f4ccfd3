"""From a suggestion to the `CompletionItem` of the protocol, as plain JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.lsp.config.suggestion import Sort, Suggestion
from ringfence.lsp.hover_texts import plain
from ringfence.refactor.yaml_layout import write_scalar

if TYPE_CHECKING:
    from ringfence.lsp.client_support import ClientSupport
    from ringfence.lsp.config.completion import Completion
    from ringfence.lsp.to_lsp import Json

_AS_IT_IS = re.compile(r"[\d-]+")
_AS_THE_LINE = 2
"""`InsertTextMode.adjustIndentation`: further lines are indented as the first one."""
_SNIPPET = 2
"""`InsertTextFormat.Snippet`."""


def item(number: int, suggestion: Suggestion, completion: Completion, support: ClientSupport, where: Json) -> Json:
    """One item: the `number` keeps the order, `where` is the range that it replaces."""
    written: Json = {
        "label": suggestion.word,
        "kind": suggestion.sort.value,
        "sortText": f"{number:05}",
        "filterText": suggestion.word,
        "textEdit": {"range": where, "newText": _text(suggestion, completion)},
    }
    if suggestion.detail:
        written["detail"] = suggestion.detail
    if suggestion.about:
        kind = "markdown" if support.markdown_completion else "plaintext"
        about = suggestion.about if support.markdown_completion else plain(suggestion.about)
        written["documentation"] = {"kind": kind, "value": about}
    if suggestion.snippet and support.snippets and not (completion.is_key and not completion.is_new):
        written["textEdit"]["newText"] = completion.before + suggestion.snippet + completion.behind
        written["insertTextFormat"] = _SNIPPET
        written["insertTextMode"] = _AS_THE_LINE
    return written


def _text(suggestion: Suggestion, completion: Completion) -> str:
    word = suggestion.word
    if completion.quote:
        # What ends the quote is put in where nobody has done so yet.
        return word if completion.is_closed else word + completion.quote
    if suggestion.sort not in (Sort.ENUM, Sort.PROPERTY) and not _AS_IT_IS.fullmatch(word):
        word = write_scalar(word)
    if completion.is_key:
        # Between brackets, a colon without a blank behind it is a part of the key.
        after = ": " if completion.in_flow and suggestion.after else suggestion.after
        return word + (after if completion.is_new else "")
    return f"{completion.before}{word}{completion.behind}"
