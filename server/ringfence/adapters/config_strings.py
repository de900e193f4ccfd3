"""The texts that `boundaries.yaml` holds, as types: each with its pattern, and a noun for messages."""

from typing import Annotated

from msgspec import Meta

NAME = "a dotted name such as aicmo.cam"
PATTERN = "a dotted name such as aicmo.cam, in which * stands for one part and ** (at most four) for any number"
MODULE_NAME = "the name of a module such as cam"
MODULE_WORD = "the name of a module, a kind of module, or a dotted name, in which * stands for any part"
PUBLIC_NAME = "a name below the module such as api, or * for all"
PATH = "a path below the folder of this file, with / between its parts"
SOURCE_ROOT = "a folder below that of this file, with / between its parts and ** at most once"
GIT_PATTERN = "a pattern as in .gitignore, with ** at most four times"

# No escape that is not needed: a JSON Schema pattern is read by strict engines too.
_STOP = "\\s,;:'\"()\\[\\]{}?!#\\\\"
# Neither an empty part nor a leading dot, but `./api` is a path.
_DOTS = r"(?!.*\.\.)(?!\.[^/])"
# Each `**` multiplies the ways in which a name can be read: a few are enough for everyone, and many would hang us.
_FEW = r"(?=(?:[^*]|\*(?!\*))*(?:\*\*(?:[^*]|\*(?!\*))*){0,%d}$)"
_INSIDE = r"(?![/\\])(?!(?:[^/]*/)*\.\.(?:/|$))"
DottedName = Annotated[str, Meta(pattern=rf"^{_DOTS}[^*{_STOP}]+$", extra={"noun": NAME})]
DottedPattern = Annotated[str, Meta(pattern=rf"^{_FEW % 4}{_DOTS}[^{_STOP}]+$", extra={"noun": PATTERN})]
ModuleName = Annotated[str, Meta(pattern=rf"^{_DOTS}[^*/{_STOP}]+$", extra={"noun": MODULE_NAME})]
ModuleWord = Annotated[str, Meta(pattern=rf"^{_FEW % 4}{_DOTS}[^{_STOP}]+$", extra={"noun": MODULE_WORD})]
PublicName = Annotated[str, Meta(pattern=rf"^(\*\*?|{_DOTS}[^*{_STOP}]+)$", extra={"noun": PUBLIC_NAME})]
RelativePath = Annotated[str, Meta(pattern=rf"^{_INSIDE}[^\\:]*$", min_length=1, extra={"noun": PATH})]
SourceRoot = Annotated[str, Meta(pattern=rf"^{_FEW % 1}{_INSIDE}[^\\:]*$", min_length=1, extra={"noun": SOURCE_ROOT})]
GitPattern = Annotated[str, Meta(pattern=rf"^{_FEW % 4}.", extra={"noun": GIT_PATTERN})]
Text = Annotated[str, Meta(min_length=1)]
