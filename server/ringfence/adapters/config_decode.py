"""From YAML nodes to typed values, driven by the types alone: every mistake is reported where it stands.

What cannot be used falls back to the default of its key, and the rest is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from ringfence.adapters import yaml_nodes as yaml
from ringfence.adapters.config_text import Problems
from ringfence.adapters.config_words import Notes, example_of, listed, noun_of, place, short, subject, type_for
from ringfence.model.config import Key
from ringfence.model.ranges import Range
from ringfence.model.words import did_you_mean, nearest

_MANY_PROBLEMS = 200
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_BOOLEAN = re.compile(r"true\Z|false\Z", re.IGNORECASE)

Struct = TypeVar("Struct", bound=msgspec.Struct)
_Read = Callable[[str], object]


class _Missing:
    """Stands for a value that could not be used."""


_MISSING = _Missing()


class Decoder:
    """Turns nodes into values of a type.

    `dropped` holds the ids of the list items that were left out, and `single` those of the scalars that were
    taken for a list of one.
    """

    def __init__(self, problems: Problems) -> None:
        """Report to `problems`."""
        self._problems = problems
        self.dropped: set[int] = set()
        self.single: set[int] = set()

    def decode(self, node: yaml.Node, struct: type[Struct]) -> Struct | None:
        """The value of `node`; None when it is no mapping at all."""
        value = self._value(node, inspect.type_info(struct), ())
        return value if isinstance(value, struct) else None

    def _value(self, node: yaml.Node, type_: inspect.Type, key: Key) -> Any:
        if isinstance(node, yaml.Unreadable):
            return _MISSING
        core, notes = type_for(node, type_)
        if isinstance(node, yaml.Scalar) and node.is_null:
            self._add(node.range, key, f"{subject(key)} is empty. Give it a value{example_of(notes)}.")
            return _MISSING
        return _READERS[type(core)](self, node, core, key, notes)

    def _struct(self, node: yaml.Node, type_: inspect.StructType, key: Key, notes: Notes) -> Any:
        if not isinstance(node, yaml.Mapping):
            return self._wrong(node, key, "a mapping of keys to values", notes)
        fields = {field.encode_name: field for field in type_.fields}
        said = {entry.key.text for entry in node.entries}
        values: dict[str, Any] = {}
        for entry in node.entries:
            field = fields.get(entry.key.text)
            if field is None:
                self._unknown_key(entry.key, key, fields, said)
                continue
            value = self._entry(entry, field.type, key)
            if value is not _MISSING:
                values[field.name] = value
        return type_.cls(**values) if self._is_complete(node, type_, key, values) else _MISSING

    def _is_complete(self, node: yaml.Mapping, type_: inspect.StructType, key: Key, values: dict[str, Any]) -> bool:
        """Whether all required keys are in `values`, after the fallbacks have been put in."""
        said = {entry.key.text for entry in node.entries}
        complete = True
        for field in type_.fields:
            if not field.required or field.name in values:
                continue
            _, notes = type_for(node, field.type)
            if field.encode_name not in said:
                message = f"{subject(key)} needs the key '{field.encode_name}'{example_of(notes, field.encode_name)}."
                self._add(_head(node), key, message, kind="entry")
            if "fallback" in notes:
                values[field.name] = notes["fallback"]
            else:
                complete = False
        return complete

    def _entry(self, entry: yaml.Entry, type_: inspect.Type, parent: Key) -> Any:
        key = (*parent, entry.key.text)
        if isinstance(entry.value, yaml.Scalar) and entry.value.is_null:
            _, notes = type_for(entry.value, type_)
            message = f"{place(key)} has no value. Give it one{example_of(notes)}, or remove the key."
            self._add(entry.key.range, key, message, kind="key", written=entry.key.text)
            return _MISSING
        return self._value(entry.value, type_, key)

    def _dict(self, node: yaml.Node, type_: inspect.DictType, key: Key, notes: Notes) -> Any:
        if not isinstance(node, yaml.Mapping):
            return self._wrong(node, key, "a mapping of names to values", notes)
        values: dict[str, Any] = {}
        for entry in node.entries:
            key_type, key_notes = type_for(entry.key, type_.key_type)
            if not self._fits(entry.key, key_type, key, key_notes):
                continue
            value = self._entry(entry, type_.value_type, key)
            if value is _MISSING:
                value = _default_of(type_for(entry.value, type_.value_type)[0])
            if value is not _MISSING:
                values[entry.key.text] = value
        return values

    def _list(self, node: yaml.Node, type_: inspect.VarTupleType, key: Key, notes: Notes) -> Any:
        if isinstance(node, yaml.Sequence):
            found = [self._item(item, type_, (*key, index)) for index, item in enumerate(node.items)]
            return tuple(value for value in found if value is not _MISSING)
        if not isinstance(node, yaml.Scalar):
            return self._wrong(node, key, "a list", notes)
        value = self._value(node, type_.item_type, (*key, 0))
        if value is _MISSING:
            return _MISSING
        self.single.add(id(node))
        symbol = f"[{node.raw}]"
        message = f"{place(key)} must be a list. Write it as a list: {symbol}."
        self._add(node.range, key, message, written=node.raw, symbol=symbol)
        return (value,)

    def _item(self, item: yaml.Node, type_: inspect.VarTupleType, key: Key) -> Any:
        value = self._value(item, type_.item_type, key)
        if value is _MISSING:
            self.dropped.add(id(item))
        return value

    def _text(self, node: yaml.Node, type_: inspect.StrType, key: Key, notes: Notes) -> Any:
        if not isinstance(node, yaml.Scalar):
            return self._wrong(node, key, "text", notes)
        if node.plain and (_FLOAT.match(node.text) or _BOOLEAN.match(node.text)):
            quoted = f'"{node.text}"'
            message = f"{subject(key)} must be text. Put it in quotes: {quoted}."
            self._add(node.range, key, message, written=node.text, symbol=quoted)
            return _MISSING
        return node.text if self._fits(node, type_, key, notes) else _MISSING

    def _fits(self, node: yaml.Scalar, type_: inspect.Type, key: Key, notes: Notes) -> bool:
        if not node.text.strip():
            self._add(node.range, key, f"{subject(key)} is empty. Give it a value, or remove it.")
            return False
        pattern = type_.pattern if isinstance(type_, inspect.StrType) else None
        if pattern is None or re.search(pattern, node.text):
            return True
        message = f"'{short(node.text)}' in {place(key)} is not {notes['noun']}."
        self._add(node.range, key, message, written=node.text)
        return False

    def _word(self, node: yaml.Node, choices: Iterable[Any], key: Key, notes: Notes) -> Any:
        """One of a few words."""
        by_text = {str(choice): choice for choice in choices}
        if not isinstance(node, yaml.Scalar):
            return self._wrong(node, key, f"one of {listed(by_text)}", notes)
        if node.text in by_text:
            return by_text[node.text]
        suggestion = self._nearest(node.text, by_text)
        hint = did_you_mean(suggestion) or f" Known: {listed(by_text)}."
        message = f"Unknown {noun_of(key)} '{short(node.text)}' in {place(key[:-1])}.{hint}"
        self._add(node.range, key, message, written=node.text, symbol=suggestion)
        return _MISSING

    def _enum(self, node: yaml.Node, type_: inspect.EnumType, key: Key, notes: Notes) -> Any:
        return self._word(node, type_.cls, key, notes)

    def _literal(self, node: yaml.Node, type_: inspect.LiteralType, key: Key, notes: Notes) -> Any:
        return self._word(node, type_.values, key, notes)

    def _integer(self, node: yaml.Node, type_: inspect.IntType, key: Key, notes: Notes) -> Any:
        return self._plain(node, _INTEGER, int, "a whole number", key, notes)

    def _float(self, node: yaml.Node, type_: inspect.FloatType, key: Key, notes: Notes) -> Any:
        return self._plain(node, _FLOAT, float, "a number", key, notes)

    def _boolean(self, node: yaml.Node, type_: inspect.BoolType, key: Key, notes: Notes) -> Any:
        return self._plain(node, _BOOLEAN, _is_true, "true or false", key, notes)

    def _plain(self, node: yaml.Node, form: re.Pattern[str], read: _Read, wanted: str, key: Key, notes: Notes) -> Any:
        """A value that must stand without quotes."""
        if not isinstance(node, yaml.Scalar) or not form.match(node.text):
            return self._wrong(node, key, wanted, notes)
        if not node.plain:
            message = f"{subject(key)} must be {wanted}. Write it without quotes: {node.text}."
            self._add(node.range, key, message, written=node.raw, symbol=node.text)
        return read(node.text)

    def _date(self, node: yaml.Node, type_: inspect.DateType, key: Key, notes: Notes) -> Any:
        found = _DATE.match(node.text) if isinstance(node, yaml.Scalar) else None
        if found is None:
            return self._wrong(node, key, "a date, year-month-day", notes)
        year, month, day = map(int, found.groups())
        padded = f"{year:04}-{month:02}-{day:02}"
        try:
            value = date(year, month, day)
        except ValueError:
            message = f"{place(key)}: there is no {found[0]} in the calendar. Write year-month-day."
            self._add(node.range, key, message, written=found[0])
            return _MISSING
        if padded != found[0]:
            message = f"{place(key)} needs two digits for month and day. Write {padded}."
            self._add(node.range, key, message, written=found[0], symbol=padded)
        return value

    def _unknown_key(self, node: yaml.Scalar, parent: Key, known: Mapping[str, inspect.Field], said: set[str]) -> None:
        suggestion = self._nearest(node.text, known)
        noun = "rule" if parent == ("rules",) else "option" if parent[:1] == ("rules",) else "key"
        inside = f" in {place(parent)}" if parent else ""
        hint = did_you_mean(suggestion) or f" Known: {listed(known)}."
        if suggestion in said:
            hint, suggestion = f"{hint} It is there already.", ""
        message = f"Unknown {noun} '{short(node.text)}'{inside}.{hint}"
        key = (*parent, node.text)
        self._add(node.range, key, message, kind="key", written=node.text, symbol=suggestion)

    def _nearest(self, word: str, words: Iterable[str]) -> str:
        # A file with hundreds of mistakes is no file of ours, and a search for each of them would take long.
        return nearest(word, words) if len(self._problems.diagnostics) < _MANY_PROBLEMS else ""

    def _wrong(self, node: yaml.Node, key: Key, wanted: str, notes: Notes) -> _Missing:
        raw = node.raw if isinstance(node, yaml.Scalar) else ""
        message = f"{subject(key)} must be {wanted}{example_of(notes)}."
        self._add(_head(node), key, message, written=raw)
        return _MISSING

    def _add(
        self, at: Range, key: Key, message: str, *, kind: str = "value", written: str = "", symbol: str = ""
    ) -> None:
        source = place(key)
        self._problems.add(at, message, kind=kind, written=written, symbol=symbol, source=source)


_Reader = Callable[[Decoder, yaml.Node, Any, Key, Notes], Any]
_READERS: dict[type[inspect.Type], _Reader] = {
    inspect.StructType: Decoder._struct,
    inspect.DictType: Decoder._dict,
    inspect.VarTupleType: Decoder._list,
    inspect.StrType: Decoder._text,
    inspect.EnumType: Decoder._enum,
    inspect.LiteralType: Decoder._literal,
    inspect.IntType: Decoder._integer,
    inspect.FloatType: Decoder._float,
    inspect.BoolType: Decoder._boolean,
    inspect.DateType: Decoder._date,
}


def _is_true(text: str) -> bool:
    return text.lower() == "true"


def _head(node: yaml.Node) -> Range:
    """The range of a node that stands in one line; of another, only its first entry."""
    if node.range.line == node.range.end_line:
        return node.range
    if isinstance(node, yaml.Mapping) and node.entries:
        return node.entries[0].key.range
    if isinstance(node, yaml.Sequence) and node.items:
        return _head(node.items[0])
    return node.range


def _default_of(type_: inspect.Type) -> Any:
    """What stands in for an entry whose value is of no use: the entry still says that the name exists."""
    if isinstance(type_, inspect.StructType) and not any(field.required for field in type_.fields):
        return type_.cls()
    return _MISSING
