"""Patterns in .gitignore syntax, as git reads them: https://git-scm.com/docs/gitignore."""

from __future__ import annotations

import re

import pathspec

_GROUP_NAME = re.compile(r"\(\?P<\w+>")


class PathPatterns:
    """A list of patterns. Without a `!` among them, which is usual, one search answers for all."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        """Compile the patterns."""
        self._spec = pathspec.GitIgnoreSpec.from_lines(patterns)
        used = [pattern for pattern in self._spec.patterns if pattern.include is not None]
        regexes = [str(pattern.regex.pattern) for pattern in used if pattern.include and pattern.regex is not None]
        self._empty = not used
        self._joined = None
        if len(regexes) == len(used):
            # A later pattern can take back an earlier one only with a `!`, so the order does not matter here.
            self._joined = re.compile("|".join(_GROUP_NAME.sub("(?:", regex) for regex in regexes))

    def match(self, path: str) -> bool:
        """Whether the patterns name a POSIX path, or a folder around it. A folder's own path ends with a slash."""
        if self._empty:
            return False
        if self._joined is not None:
            return self._joined.match(path) is not None
        return self._spec.match_file(path)
