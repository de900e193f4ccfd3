"""What a message is: a request, a notification or a response, and what is wrong with one that is none of them.

https://www.jsonrpc.org/specification
"""

from __future__ import annotations

import json
from typing import Any

from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcParseError

from ringfence.lsp.frames import Garbage

Json = dict[str, Any]
Id = int | str | float | None
"""What a request is called by; None when that cannot be known."""


class MessageError(Exception):
    """A message that cannot be handled, with the answer to it."""

    def __init__(self, answer: JsonRpcException, id: Id = None) -> None:
        """Answer with this error, under the id of the message as far as it is known."""
        super().__init__(answer.message)
        self.answer = answer
        self.id = id


class UnreadableError(MessageError):
    """A message that is no JSON: nobody knows what it should have said."""

    def __init__(self) -> None:
        """The answer says that it was no JSON."""
        super().__init__(JsonRpcParseError("This message is no valid JSON in UTF-8, or has no header."))


def read_message(body: bytes) -> Json:
    """The JSON object of a request or notification (they have a `method`) or of a response (it has none).

    Raises a MessageError for everything else.
    """
    if isinstance(body, Garbage):
        raise UnreadableError
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableError from None
    if not isinstance(message, dict):
        raise MessageError(JsonRpcInvalidRequest("A message is one JSON object; there are no batches."))
    known = message["id"] if is_id(message.get("id")) else None
    if message.get("jsonrpc") != "2.0":
        raise MessageError(JsonRpcInvalidRequest('A message has "jsonrpc": "2.0".'), known)
    if "method" not in message:
        if known is None or not {"result", "error"} & message.keys():
            raise MessageError(JsonRpcInvalidRequest("A message has a method, or the answer to a request."), known)
    elif not isinstance(message["method"], str):
        raise MessageError(JsonRpcInvalidRequest("A method is a string."), known)
    elif "id" in message and known is None:
        raise MessageError(JsonRpcInvalidRequest("The id of a request is a number or a string."))
    return message


def is_id(value: object) -> bool:
    """Whether a value can be what a request is called by."""
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int | str) and not isinstance(value, bool)
