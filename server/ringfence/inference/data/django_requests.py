"""Django: requests, and what the code of a project puts on them: the user, and whatever a middleware finds.

See https://docs.djangoproject.com/en/stable/ref/request-response/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.joins import one
from ringfence.inference.data.operations import Pass
from ringfence.inference.data.results import leaving
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Instance,
    Manager,
    Object,
    Origin,
    Query,
    Value,
)
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_CLASSES = frozenset(("HttpRequest", "Request", "WSGIRequest", "ASGIRequest", "AuthenticatedHttpRequest"))
_NAMES = frozenset(("request", "req", "http_request"))
_REQUEST = "<request>"
"""Stands for the function whose parameters are the attributes of a request: every assignment is like a call of it."""
_OF_DJANGO = frozenset(
    (
        *("GET", "POST", "FILES", "META", "COOKIES", "session", "method", "path", "path_info", "body", "headers"),
        *("data", "query_params", "resolver_match", "content_type", "encoding", "auth", "accepted_renderer"),
        *("get_host", "build_absolute_uri", "is_secure", "get_full_path", "is_ajax", "scheme", "urlconf"),
    )
)


def is_request(atom: Atom) -> bool:
    """Whether this is called, or known to be, a request."""
    if isinstance(atom, Argument):
        return (atom.path[-1] if atom.path else atom.parameter) in _NAMES
    return isinstance(atom, Object) and last(atom.class_name) in _CLASSES


def request_attribute(flow: Flow, atom: Argument | Object, name: str) -> Value:
    """`request.user`, and what the project assigns to a request; nothing for anything else, and without Django."""
    if not is_request(atom) or not flow.analysis.user_model() or name in _OF_DJANGO:
        return UNKNOWN
    if name == "user":
        return one(Instance(flow.analysis.user_model(), Origin.PARAMETER, likely=True))
    return flow.known(one(Argument(_REQUEST, name)))


def note_on_request(flow: Flow, atom: Argument | Object, name: str, value: Value) -> None:
    """Remember what is assigned to an attribute of a request."""
    kept = frozenset([item for item in value if isinstance(item, Instance | Query | Manager | Object | Argument)])
    if kept and name not in _OF_DJANGO and name != "user":
        flow.recorder.passes[Pass(_REQUEST, name, leaving(flow, kept))] = None
