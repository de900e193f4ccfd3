"""The findings of the last check on disk: while nothing at all has changed, neither have they.

The same promises as for the facts: no code in the format, written to one side, ignored when it does not fit.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

import ringfence
from ringfence.adapters.fact_cache import DAMAGED, FactRecord, code_stamp, read_file, write_file
from ringfence.model.diagnostic import Diagnostic

_NAME = "findings.msgpack"


class _CacheFile(NamedTuple):
    key: bytes
    diagnostics: tuple[Diagnostic, ...]


def finding_key(config: bytes, records: Mapping[str, FactRecord], others: object, today: date) -> bytes:
    """What findings depend on, as one digest: the code of all rules, the config's bytes, every text, and the day.

    `others` is what else there is, as plain values in a fixed order: `.sql` files, paths that could not be opened.
    """
    digest = hashlib.blake2b(digest_size=16)
    package = Path(ringfence.__path__[0])
    folders = sorted({path.parent for path in package.rglob("*.py")})
    digest.update(code_stamp(tuple(folders)).encode())
    digest.update(config + b"\0" + today.isoformat().encode())
    for path in sorted(records):
        digest.update(path.encode("utf-8", "surrogatepass") + b"\0" + records[path].digest)
        digest.update(records[path].unreadable.encode())
    digest.update(repr(others).encode("utf-8", "surrogatepass"))
    return digest.digest()


def read_findings(root: Path, key: bytes) -> tuple[Diagnostic, ...] | None:
    """The findings of a check with the same key; None when there is none."""
    try:
        stored = msgspec.msgpack.decode(read_file(root, _NAME), type=_CacheFile)
    except DAMAGED:
        return None
    return stored.diagnostics if stored.key == key else None


def write_findings(root: Path, key: bytes, diagnostics: tuple[Diagnostic, ...]) -> None:
    """Store the findings. A folder that cannot be written to costs the cache, nothing else."""
    # Findings in a file whose name is no text cannot be stored, and some of them alone must not be.
    with contextlib.suppress(UnicodeEncodeError):
        write_file(root, _NAME, msgspec.msgpack.encode(_CacheFile(key, diagnostics)))
