"""Whether a text can have to do with models and tables at all, told by a few words in it before it costs anything.

The words stand for what the text does itself. A function that only sets attributes of what it is given has none of
them: what it does counts where it is called. And that a text uses a model from elsewhere is said by its imports.
"""

from __future__ import annotations

import re

from ringfence.model.facts import BY_NAME, DEFINES, TOUCHES

_DEFINING = (
    *("__tablename__", "__mapper_args__", "SQLModel", "db.Column(", "db_table", "proxy = True"),
    # What an app is called, and which model the user is.
    *("AppConfig", "AUTH_USER_MODEL"),
)
_DEFINING_WITH_SQLALCHEMY = (
    *("mapped_column", "Mapped[", "Column(", "Table(", "relationship(", "__abstract__"),
    *("eclarative", "imperatively", "registry", "automap"),
)
_DEFINING_WITH_DJANGO = ("django.db", "contrib.gis.db", "contrib.auth.models")
_BASE = re.compile(r"\.Model\b(?!\.)")
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


_EXECUTING = (".execute", " text(", "(text(", ".text(", ".raw(", "RunSQL", "exec_driver_sql")
_SQL = re.compile(
    r"\b(?i:insert\s+(?:\w+\s+)?into|delete\s+from|update\s+\S+\s+set|truncate\s+table|merge\s+into|replace\s+into)\b"
    # `select` and `from` are words of Python's own, too.
    r"|\bSELECT\s[^;]{1,400}?\bFROM\b|[\"']\s*select\s[^;]{1,400}?\bfrom\b|\bTRUNCATE\s",
)
_NAMING = ("get_model(", "get_user_model", "request.user", "AUTH_USER_MODEL")

_WORDS = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted(
            {
                *_DEFINING,
                *_DEFINING_WITH_SQLALCHEMY,
                *_DEFINING_WITH_DJANGO,
                *_TOUCHING,
                *_STORES,
                *_EXECUTING,
                *_NAMING,
            }
        )
    )
    + "|(?i:insert|delete|update|truncate|merge|select|replace)"
    + f"|{_BASE.pattern}|{_TOUCHING_CALL.pattern}|{_STORING.pattern}"
)


def data_marks(text: str) -> int:
    """What a text can have to do with models and tables: the sum of its marks (see `facts`), or 0.

    Rather too much than too little: a yes costs time only. Whatever defines touches too.
    """
    by_name = BY_NAME if _names(text) else 0
    if _defines(text):
        return DEFINES | TOUCHES | by_name
    return TOUCHES | by_name if by_name or _touches(text) else 0


def may_change_marks(before: str, after: str) -> bool:
    """Whether the marks of a text can change when, in whole lines, `before` becomes `after` in it."""
    return _WORDS.search(before) is not None or _WORDS.search(after) is not None


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


def _names(text: str) -> bool:
    return any(mark in text for mark in _NAMING) or (
        any(mark in text for mark in _EXECUTING) and _SQL.search(text) is not None
    )
