"""Whether a text can have to do with models and tables at all, told by a few words in it before it costs anything.

The words stand for what the text does itself. A function that only sets attributes of what it is given has none of
them: what it does counts where it is called. And that a text uses a model from elsewhere is said by its imports.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DEFINING = ("__tablename__", "__mapper_args__", "SQLModel", "db.Column(", "db_table", "proxy = True")
_DEFINING_WITH_SQLALCHEMY = (
    *("mapped_column", "Mapped[", "Column(", "Table(", "relationship(", "__abstract__"),
    *("eclarative", "imperatively", "registry", "automap"),
)
_DEFINING_WITH_DJANGO = ("django.db", "contrib.gis.db", "contrib.auth.models")
_BASE = re.compile(r"\.Model\s*[),]")
"""`models.Model` and `db.Model` among the bases of a class."""

_TOUCHING = ("alchemy", "sqlmodel", "django", "ession.", "db.", "_set.", "get_model(")
# All begin with one character, which is why one search for many words takes no longer than a search for one.
_TOUCHING_CALL = re.compile(
    r"\.(?:objects\b|query\b|execute|commit\(|flush\(|add_all\(|merge\(|bulk_|a?save\(|a?delete\(|raw\("
    r"|a?get_or_create\(|a?update_or_create\()"
)
_STORES = (".models", "models.", "uow", "epository", "db")
_STORING = re.compile(r"\.(?:add|create|update|set|remove|clear)\(")
"""What writes rows when it is called on what one of `_STORES` is about, and anything else otherwise."""


class DataMarks(NamedTuple):
    """What a text can have to do with models and tables."""

    defines: bool
    """It can define a model, a base of models or a table, or change one."""
    touches: bool
    """It can write or read rows, hold a session or run SQL; whatever defines does too."""


def data_marks(text: str) -> DataMarks:
    """What a text can have to do with models and tables. Rather too much than too little: a yes costs time only."""
    defines = _defines(text)
    return DataMarks(defines, defines or _touches(text))


def mentions_data(text: str) -> bool:
    """Whether a text can have to do with models and tables at all."""
    return _touches(text) or _defines(text)


def _defines(text: str) -> bool:
    return (
        any(mark in text for mark in _DEFINING)
        or _BASE.search(text) is not None
        or ("alchemy" in text and any(mark in text for mark in _DEFINING_WITH_SQLALCHEMY))
        or ("alembic" in text and "op." in text)
        or ("django" in text and any(mark in text for mark in _DEFINING_WITH_DJANGO))
    )


def _touches(text: str) -> bool:
    return (
        any(mark in text for mark in _TOUCHING)
        or _TOUCHING_CALL.search(text) is not None
        or (any(mark in text for mark in _STORES) and _STORING.search(text) is not None)
    )
