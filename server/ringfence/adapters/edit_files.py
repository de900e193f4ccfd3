"""Write new texts to disk: all of a file or nothing, its encoding, line breaks and permissions kept.

What cannot be done safely is refused with a reason, and costs only that one file.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ringfence.adapters.disk_texts import Original

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"
# The mark is put back by itself; a codec that adds one too would make it two.
_WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf_8_sig": "utf-8"}


class RefusedError(Exception):
    """A file that is left as it is. The text says why, in words that follow "it"'s name."""


@dataclass(frozen=True, slots=True)
class EditedFile:
    """The new content of one file, worked out but not written."""

    path: str
    """POSIX, relative to the root."""
    before: str | None
    """The text as it was; None for a new file."""
    after: str
    old_data: bytes | None
    new_data: bytes


class Writer:
    """Writes below some folders of a repository, and nowhere else."""

    def __init__(self, root: Path, folders: Iterable[str], config_path: str) -> None:
        """Allow the POSIX `folders` (source roots, relative to `root`; empty for `root`) and the file `config_path`."""
        self._root = root
        self._folders = tuple(Path(os.path.realpath(root / folder)) for folder in folders)
        self._config = Path(os.path.realpath(root / config_path))

    def write(self, file: EditedFile) -> None:
        """Put an edited file in its place. Raises `RefusedError` and leaves the file alone when that is not safe."""
        target = self.target(file.path)
        try:
            if file.old_data is None:
                _create(target, file.new_data)
            else:
                _replace(target, file.old_data, file.new_data)
        except OSError as error:
            raise RefusedError(f"it cannot be written ({error.strerror or error})") from error

    def target(self, path: str) -> Path:
        """The file behind all links that POSIX `path` leads to. Raises `RefusedError` when it is out of bounds."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\0" in path:
            raise RefusedError("it lies outside the source roots")
        target = Path(os.path.realpath(self._root / path))
        if target != self._config and not any(target.is_relative_to(folder) for folder in self._folders):
            raise RefusedError(f"it lies outside the source roots ({target})")
        return target


def edited_file(path: str, text: str, original: Original | None, analysed: bytes | None = None) -> EditedFile:
    """The file at POSIX `path` with a new `text`, where it was read as `original` (None: there was none).

    The line breaks in `text` do not count: see `with_line_breaks_of`. `analysed` is the digest of the bytes that the
    new text was worked out from, when it is known. Raises `RefusedError` when the file is another one by now, or could
    not be written back as it was.
    """
    if original is None:
        return EditedFile(path, None, text, None, _encoded(text, "utf-8"))
    if analysed is not None and analysed != original.digest:
        raise RefusedError("it has changed since it was analysed")
    before, encoding, bom, problem = original.decoded
    if problem:
        raise RefusedError(problem)
    encoding = _WITHOUT_MARK.get(encoding.lower(), encoding)
    mark = _BOM if bom else b""
    if mark + _encoded(before, encoding) != original.data:
        raise RefusedError(f"its encoding {encoding} cannot be written back without changing more than it should")
    after = with_line_breaks_of(before, text)
    return EditedFile(path, before, after, original.data, mark + _encoded(after, encoding))


def with_line_breaks_of(before: str, after: str) -> str:
    """`after` with the line breaks of `before`: each line that stays keeps its own, new ones get the most frequent."""
    kinds = Counter(_LINE_BREAK.findall(before))
    usual = max(kinds, key=lambda kind: (kinds[kind], kind == "\n")) if kinds else "\n"
    lines = _LINE_BREAK.split(after)
    if len(kinds) < 2:
        return usual.join(lines)
    from difflib import SequenceMatcher  # only files with mixed line breaks need it

    old_lines, old_breaks = _LINE_BREAK.split(before), [*_LINE_BREAK.findall(before), usual]
    breaks = [usual] * len(lines)
    for tag, old, old_end, new, new_end in SequenceMatcher(None, old_lines, lines, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            count = min(old_end - old, new_end - new)
            breaks[new : new + count] = old_breaks[old : old + count]
    breaks[-1] = ""
    return "".join(line + line_break for line, line_break in zip(lines, breaks, strict=True))


def unified_diff(file: EditedFile) -> str:
    """The change as a unified diff that `git apply` and `patch -p1` take."""
    import difflib  # only `--diff` needs it

    # The headers are git's: a new file without a line is nothing that `---` and `+++` could show.
    header = f"diff --git a/{file.path} b/{file.path}\n"
    if file.before is None:
        header += "new file mode 100644\n" + ("" if file.after else "index 0000000..e69de29\n")
    source = f"a/{file.path}" if file.before is not None else "/dev/null"
    before, after = _diff_lines(file.before or ""), _diff_lines(file.after)
    lines = difflib.unified_diff(before, after, source, f"b/{file.path}")
    return header + "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _diff_lines(text: str) -> list[str]:
    # A lone carriage return ends no line for `patch`.
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except (UnicodeError, LookupError):
        raise RefusedError(f"the new text has characters that its encoding {encoding} cannot hold") from None


def _create(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(target, data)
    try:
        # A link, unlike a rename, never takes the place of a file that has come into being meanwhile.
        os.link(temporary, target)
    except FileExistsError:
        raise RefusedError("it exists already") from None
    except (OSError, NotImplementedError):
        if target.exists():
            raise RefusedError("it exists already") from None
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _replace(target: Path, old_data: bytes, new_data: bytes) -> None:
    if _is_written(target, old_data, new_data):
        return
    status = target.stat()
    if not os.access(target, os.W_OK):
        raise RefusedError("it is read-only")
    temporary = _temporary(target, new_data)
    try:
        _copy_owner_and_mode(temporary, status)
        _is_written(target, old_data, new_data)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _is_written(target: Path, old_data: bytes, new_data: bytes) -> bool:
    """Whether the file is already as it should be, as when two names lead to it."""
    data = target.read_bytes()
    if data not in (old_data, new_data):
        raise RefusedError("it has changed since it was read")
    return data == new_data


def _temporary(target: Path, data: bytes) -> Path:
    """A new file beside `target` with `data`, safely on disk."""
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")
    binary = getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | binary, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _copy_owner_and_mode(temporary: Path, status: os.stat_result) -> None:
    with contextlib.suppress(OSError, AttributeError):
        os.chown(temporary, status.st_uid, status.st_gid)
    # After the owner: changing the owner can take permissions away.
    temporary.chmod(stat.S_IMODE(status.st_mode))
