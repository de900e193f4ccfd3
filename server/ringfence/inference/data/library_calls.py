"""Functions of the standard library and of frameworks through which rows, functions and sessions pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Passed, Site
from ringfence.inference.data.attributes import named
from ringfence.inference.data.containers import text_in
from ringfence.inference.data.django_calls import django_function
from ringfence.inference.data.joins import both, element_of, join, many, one, partial_of, several
from ringfence.inference.data.values import UNKNOWN, Object, Other, Session, Value
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SESSION_MAKERS = ("Session", "sessionmaker", "get_session", "get_db", "SessionLocal")


def library_call(flow: Flow, name: str, site: Site) -> Value:
    """What a function outside the project gives, by its full dotted name."""
    short = last(name)
    special = _BY_NAME.get(name) or _BY_SHORT_NAME.get(short)
    if special is not None:
        return special(flow, site)
    found = django_function(flow, name, site)
    if found is not None:
        return found
    if short.endswith(_SESSION_MAKERS) and not name.startswith(("requests", "aiohttp", "httpx", "boto")):
        return one(Session())
    if short.startswith(("Mock", "MagicMock", "AsyncMock")):
        return one(Other("mock"))
    return one(Object(name)) if short[:1].isupper() else UNKNOWN


def _same(flow: Flow, site: Site) -> Value:
    return site.passed.at(0)


def _collection(flow: Flow, site: Site) -> Value:
    return many(element_of(site.passed.at(0)))


def _mapping(flow: Flow, site: Site) -> Value:
    return many(UNKNOWN, "dict")


def _copy(flow: Flow, site: Site) -> Value:
    """A copied list holds the same rows; a copied row is none."""
    return frozenset([atom for atom in site.passed.at(0) if hasattr(atom, "deep")])


def _chain(flow: Flow, site: Site) -> Value:
    return many(join([element_of(value) for value, _ in site.passed.values]))


def _chain_all(flow: Flow, site: Site) -> Value:
    return many(element_of(element_of(site.passed.at(0))))


def _groupby(flow: Flow, site: Site) -> Value:
    return many(several((UNKNOWN, many(element_of(site.passed.at(0))))))


def _batched(flow: Flow, site: Site) -> Value:
    return many(many(element_of(site.passed.at(0))))


def _gather(flow: Flow, site: Site) -> Value:
    values = [element_of(value) if is_starred else value for value, is_starred in site.passed.values]
    return several(values) if not any(is_starred for _, is_starred in site.passed.values) else many(join(values))


def _partial(flow: Flow, site: Site) -> Value:
    values = [value for value, _ in site.passed.values]
    return partial_of(values[0], values[1:], site.passed.keywords.items()) if values else UNKNOWN


def _called(flow: Flow, site: Site) -> Value:
    """`to_thread(function, *arguments)`."""
    return flow.call(site.passed.at(0), site.with_passed(site.passed.after(1)))


def _reduced(flow: Flow, site: Site) -> Value:
    return both(element_of(site.passed.at(1)), site.passed.at(2))


def _starmap(flow: Flow, site: Site) -> Value:
    rows = element_of(site.passed.at(1))
    return many(flow.call(site.passed.at(0), site.with_passed(Passed(((rows, True),)))))


def _import_module(flow: Flow, site: Site) -> Value:
    text = text_in(site.passed.at(0))
    return named(flow, text) if text else UNKNOWN


def _get_args(flow: Flow, site: Site) -> Value:
    """`get_args(cls.__orig_bases__[0])`: what the class that is derived gives its base in brackets."""
    info = flow.analysis.class_named(flow.receiver_class)
    given = next((arguments for arguments in info.arguments if arguments), ()) if info is not None else ()
    return several([named(flow, flow.types.get(name, name)) for name in given if name])


_BY_NAME: dict[str, Callable[[Flow, Site], Value]] = {
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chain_all,
    "itertools.groupby": _groupby,
    "itertools.starmap": _starmap,
    "asyncio.gather": _gather,
    "asyncio.to_thread": _called,
    "anyio.to_thread.run_sync": _called,
    "functools.reduce": _reduced,
    "copy.copy": _copy,
    "copy.deepcopy": _copy,
    "contextlib.closing": _same,
    "contextlib.nullcontext": _same,
    "importlib.import_module": _import_module,
    "collections.deque": _collection,
    "collections.defaultdict": _mapping,
    "collections.OrderedDict": _mapping,
    "typing.cast": _same,
    "operator.attrgetter": lambda flow, site: UNKNOWN,
}
_BY_SHORT_NAME: dict[str, Callable[[Flow, Site], Value]] = {
    "partial": _partial,
    "get_args": _get_args,
    "run_in_threadpool": _called,
    "islice": _collection,
    "tee": _batched,
    "batched": _batched,
    "chunked": _batched,
    "tqdm": _collection,
    "wait_for": _same,
    "shield": _same,
    "create_task": _same,
    "ensure_future": _same,
    "sync_to_async": _same,
    "async_to_sync": _same,
    "import_string": _import_module,
}
