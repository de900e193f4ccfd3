"""Where every key and value of `boundaries.yaml` stands, by the way to it."""

from __future__ import annotations

import re

from ringfence.adapters import yaml_nodes as yaml
from ringfence.model.config import Key
from ringfence.model.ranges import Range
from ringfence.refactor.config_entries import AGAIN

_SIBLING = re.compile(r"[^|\s](?:[^|]*[^|\s])?")


class Ranges:
    """The ranges of the `values` and of the `keys` of a file.

    A position in a list is the one in the `Config`: items that could not be used come after the others. A key
    that is written again stands under its name with `AGAIN` behind it.
    """

    def __init__(self, root: yaml.Mapping, dropped: set[int], single: set[int]) -> None:
        """Record all that lies in `root`; for `dropped` and `single`, see `Decoder`."""
        self.values: dict[Key, Range] = {}
        self.keys: dict[Key, Range] = {}
        self._dropped = dropped
        self._single = single
        self._record(root, ())

    def _record(self, node: yaml.Node, key: Key) -> None:
        self.values[key] = node.range
        if isinstance(node, yaml.Mapping):
            for entry in node.entries:
                self._record_entry(entry, (*key, entry.key.text))
            for entry in node.repeated:
                self._record_entry(entry, (*key, entry.key.text + AGAIN))
        elif isinstance(node, yaml.Sequence):
            for index, item in enumerate(sorted(node.items, key=self._is_dropped)):
                self._record(item, (*key, index))
                if len(key) == 1 and key[0] == "layers" and isinstance(item, yaml.Scalar):
                    self._record_siblings(item, (*key, index))
        elif id(node) in self._single:
            self.values[*key, 0] = node.range

    def _record_entry(self, entry: yaml.Entry, key: Key) -> None:
        self.keys[key] = entry.key.range
        self._record(entry.value, key)

    def _is_dropped(self, node: yaml.Node) -> bool:
        return id(node) in self._dropped

    def _record_siblings(self, node: yaml.Scalar, key: Key) -> None:
        where = node.range
        for index, found in enumerate(_SIBLING.finditer(node.text)):
            start = where.column + node.raw.find(node.text) + found.start()
            end = start + len(found[0])
            # Of text that escapes or folds lines, only the whole has a place.
            exact = node.text in node.raw
            self.values[*key, index] = Range(where.line, start, where.line, end) if exact else where


def sibling_names(text: str) -> tuple[str, ...]:
    """The modules of one layer: `a | b` are two."""
    return tuple(found[0] for found in _SIBLING.finditer(text))
