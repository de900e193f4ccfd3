"""Patterns in .gitignore syntax, as git reads them: https://git-scm.com/docs/gitignore."""

from __future__ import annotations

import re

import pathspec
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_ANY = r"\[\^/\]\*"
_ANY_AGAIN = re.compile(rf"(?:{_ANY}){{2,}}")
_TO_THE_NEXT = re.compile(
    rf"{_ANY}"  # a wildcard,
    r"((?:\\[^/]|\[(?:\\.|[^\]\\])+\]|[^\\\[\]()?*+|/.^$])+)"  # what follows it in the same part of the path,
    rf"(?={_ANY})"  # and the next one
)


class PathPatterns:
    """A list of patterns. Without a `!` among them, which is usual, one search answers for all."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        """Compile the patterns."""
        read = pathspec.GitIgnoreSpec.from_lines(patterns).patterns
        regexes = [
            (_without_retries(str(pattern.regex.pattern)), pattern.include)
            for pattern in read
            if pattern.include is not None and pattern.regex is not None
        ]
        self._spec = pathspec.GitIgnoreSpec(GitIgnoreSpecPattern(re.compile(regex), has) for regex, has in regexes)
        self._empty = not regexes
        self._joined = None
        if all(include for _, include in regexes):
            # A later pattern can take back an earlier one only with a `!`, so the order does not matter here.
            self._joined = re.compile("|".join(_GROUP_NAME.sub("(?:", regex) for regex, _ in regexes))

    def match(self, path: str) -> bool:
        """Whether the patterns name a POSIX path, or a folder around it. A folder's own path ends with a slash."""
        if self._empty:
            return False
        if self._joined is not None:
            return self._joined.match(path) is not None
        return self._spec.match_file(path)


def _without_retries(regex: str) -> str:
    """The same language, for a regular expression of `pathspec`, without trying one wildcard again for the next.

    What stands between two wildcards may as well stand where it first fits. Without this, a dozen `*` in one part of a
    pattern would take longer than anybody lives.
    """
    # One that may begin anywhere is meant for a search; all others begin where the path does.
    anchored = regex if regex.startswith("^") else f"^.*{regex}"
    return _TO_THE_NEXT.sub(r"(?>[^/]*?\1)", _ANY_AGAIN.sub("[^/]*", anchored))
