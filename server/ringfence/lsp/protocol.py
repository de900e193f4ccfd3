"""The protocol of pygls, with a strict door, a short way for the messages that a keystroke makes, and our own texts."""

from __future__ import annotations

import contextvars
import json
import logging
from collections.abc import Callable, Generator
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcContentModified,
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method

from ringfence.lsp.client_support import ClientSupport, read_support
from ringfence.lsp.documents import Document
from ringfence.lsp.frames import frame
from ringfence.lsp.messages import Id, Json, MessageError, UnreadableError, read_message

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer

_MISTAKE = "Ringfence made a mistake. Its log says more."

_LOG = logging.getLogger(__name__)


class RingfenceProtocol(LanguageServerProtocol):
    """Reads and writes the messages of one client."""

    _server: RingfenceServer
    support = ClientSupport()
    """What the client can do, known from `initialize` on."""
    client_info: types.ClientInfo | None = None
    """Who the client is, as far as it says so."""
    _initialized = False

    @property
    def is_shut_down(self) -> bool:
        """Whether the client has sent `shutdown`."""
        return bool(self._shutdown)

    # Reading

    def receive(self, body: bytes) -> None:
        """Handle one message. Whatever it is, this does not raise."""
        try:
            self._receive(read_message(body))
        except UnreadableError as problem:
            self._server.texts.unreadable(body)
            self._refuse(problem.id, problem.answer)
        except MessageError as problem:
            self._refuse(problem.id, problem.answer)
        except Exception as error:
            self._server.report_server_error(error, "receive")

    def _receive(self, message: Json) -> None:
        method = message.get("method")
        if method is None:
            self._receive_response(message)
        elif method == types.TEXT_DOCUMENT_DID_CHANGE and "id" not in message:
            if self._is_open:
                self._server.texts.changed(message.get("params"), self.support.encoding)
        else:
            self._server.texts.catch_up()
            if "id" in message and method != types.EXIT:
                self._receive_request(message["id"], method, message)
            else:
                self._receive_notification(method, message)

    @property
    def _is_open(self) -> bool:
        return self._initialized and not self._shutdown

    def _receive_request(self, number: Id, method: str, message: Json) -> None:
        try:
            self._check_order(number, method)
            handler = self._get_handler(method)
            params = self._read_params(method, message)
        except JsonRpcException as error:
            self._refuse(number, error)
            return
        if method == types.INITIALIZE:
            said = message["params"]
            self.support = read_support(said["capabilities"], said.get("initializationOptions"))
            self._initialized = True
        # Who types on filters what was offered; without an answer, VS Code offers nothing more for this word.
        asked = self._speaks_of(params) if method != types.TEXT_DOCUMENT_COMPLETION else None
        answer = partial(self._answer, number, method, asked)
        contextvars.copy_context().run(self._run, number, handler, answer, params)

    def _execute_handler(
        self,
        msg_id: Any,
        handler: Callable[..., Any],
        callback: Callable[[Future[Any]], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        def done(future: Future[Any]) -> None:
            # pygls keeps what a notification, or a part of a request, was answered with for ever.
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)
        whole, part = getattr(callback, "keywords", {}).get("result_future"), self._request_futures.get(msg_id)
        if whole is not None and part is not None:
            # What carries out a command is a part of its request, and ends with it.
            whole.add_done_callback(lambda _: part.cancel())

    def _run(self, number: Id, handler: Callable[..., Any], answer: Callable[[Any], None], params: object) -> None:
        self._ctx_msg_id.set(number)  # type: ignore[arg-type]
        self._execute_handler(number, handler, answer, (params,))

    def _check_order(self, number: Id, method: str) -> None:
        """Raise the error for a request that has no place here: `initialize` is first and once, `shutdown` last."""
        if self._shutdown:
            raise JsonRpcInvalidRequest("The server is shutting down. Only `exit` may follow.")
        if method == types.INITIALIZE:
            if self._initialized:
                raise JsonRpcInvalidRequest("`initialize` was sent already.")
        elif not self._initialized:
            raise JsonRpcServerNotInitialized("Send `initialize` first.")
        if number in self._request_futures:
            raise JsonRpcInvalidRequest("Another request with this id is not answered yet.")
        if types.METHOD_TO_TYPES.get(method, (None, True))[1] is None:
            raise JsonRpcMethodNotFound.of(method)

    def _read_params(self, method: str, message: Json) -> Any:
        kind = self.get_message_type(method)
        if kind is None:
            return message.get("params")
        try:
            return self._converter.structure(message | {"id": 0}, kind).params
        except Exception:
            raise JsonRpcInvalidParams(f"The parameters of {method} are not those of the specification.") from None

    def _receive_notification(self, method: str, message: Json) -> None:
        if method == types.EXIT:
            self._server.stop(0 if self._shutdown else 1)
        elif not self._is_open or types.METHOD_TO_TYPES.get(method, (None, None))[1] is not None:
            # Too early, too late, or a request without an id, which nobody could answer.
            return
        elif method == types.CANCEL_REQUEST:
            self._cancel(message.get("params"))
        else:
            try:
                handler, params = self._get_handler(method), self._read_params(method, message)
            except JsonRpcException as error:
                _LOG.debug("%s was left out: %s", method, error)
                return
            done = partial(self._check_notification, method)
            contextvars.copy_context().run(self._execute_handler, object(), handler, done, (params,))
            if method == types.TEXT_DOCUMENT_DID_SAVE and params.text is not None:
                self._server.texts.sent_again(params.text_document.uri, params.text)

    def _cancel(self, params: object) -> None:
        number = params.get("id") if isinstance(params, dict) else None
        # What we have asked the client is not the client's to cancel.
        if isinstance(number, int | str | float) and number not in self._result_types:
            self._handle_cancel_notification(number)  # type: ignore[arg-type]

    def _receive_response(self, message: Json) -> None:
        number = message["id"]
        if number not in self._result_types:
            return
        future = self._request_futures.pop(number)
        if message.get("error") is None:
            message.pop("error", None)
        try:
            read = self.structure_message(message)
        except JsonRpcException as error:
            read = error
        self._result_types.pop(number, None)
        if future.done():
            return
        if isinstance(read, JsonRpcException):
            future.set_exception(read)
        elif "error" in message:
            future.set_exception(JsonRpcException.from_error(read.error))
        else:
            future.set_result(read.result)

    # Answering

    def _speaks_of(self, params: Any) -> tuple[str, object] | None:
        """What must still be there when the answer is: the text that a place in the question belongs to."""
        if hasattr(params, "text_document") and (hasattr(params, "position") or hasattr(params, "range")):
            uri = params.text_document.uri
            return uri, self._state_of(uri)
        return None

    def _state_of(self, uri: str) -> object:
        document = self._server.documents.get(uri)
        return document and (id(document), document.edits)

    def _answer(self, number: Id, method: str, asked: tuple[str, object] | None, future: Future[Any]) -> None:
        """Answer a request with what its handler has found, or say why there is nothing."""
        if future.cancelled():
            self._refuse(number, JsonRpcRequestCancelled("The request was cancelled."))
            return
        error = future.exception()
        if asked is not None and self._state_of(asked[0]) != asked[1]:
            # The places in the question and in the answer may belong to two texts.
            self._refuse(number, JsonRpcContentModified("The text was changed meanwhile."))
        elif isinstance(error, JsonRpcException):
            self._refuse(number, error)
        elif error is not None:
            self._mistake(number, method, error)
        else:
            try:
                self._send_response(number, future.result())
            except (TypeError, ValueError, AttributeError) as unwritable:
                self._mistake(number, method, unwritable)

    def _refuse(self, number: Id, error: JsonRpcException) -> None:
        self._send_response(number, error=error.to_response_error())

    def _mistake(self, number: Id, method: str, error: BaseException) -> None:
        # The text of an exception may hold names of files, and is nothing that a user can act upon.
        self._refuse(number, JsonRpcInternalError(_MISTAKE))
        self._server.report_server_error(error, method)

    def _check_notification(self, method: str, future: Future[Any]) -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            self._server.report_server_error(error, method)

    # Writing

    def notify_json(self, method: str, params: Json) -> None:
        """Send a notification made of plain JSON values: ten times as fast as one made of `lsprotocol` values."""
        self._send_data({"jsonrpc": self.VERSION, "method": method, "params": params})

    def _send_response(self, msg_id: Id, result: Any = None, error: types.ResponseError | None = None) -> None:
        answer: Json = {"jsonrpc": self.VERSION, "id": msg_id}
        if error is None:
            answer["result"] = result
        else:
            answer["error"] = {"code": error.code, "message": error.message}
            if error.data is not None:
                answer["error"]["data"] = error.data
        self._send_data(answer)

    def _send_data(self, data: Any) -> None:
        if self.writer is not None:
            body = json.dumps(data, default=self._serialize_message, separators=(",", ":")).encode()
            self.writer.write(frame(body))

    # What pygls does for every server, done our way

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Answer with the encoding that we chose, and with nothing that is not answered later."""
        self._server.watch_client(params.process_id)
        general = params.capabilities.general or types.GeneralClientCapabilities()
        general.position_encodings = [types.PositionEncodingKind(self.support.encoding.value)]
        params.capabilities.general = general
        answer = yield from super().lsp_initialize(params)
        self.client_info = params.client_info
        if not self.support.pulls:
            answer.capabilities.diagnostic_provider = None
        # The protocol knows no way to ask for a text. With every save it comes by itself, and heals what is unsure.
        if isinstance(answer.capabilities.text_document_sync, types.TextDocumentSyncOptions):
            answer.capabilities.text_document_sync.save = types.SaveOptions(include_text=True)
        return answer

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *params: Any) -> Generator[Any, Any, None]:
        """Give up everything that is not answered yet, and take nothing but `exit` any more."""
        if (handler := self.fm.features.get(types.SHUTDOWN)) is not None:
            yield handler, params, None
        self._shutdown = True
        for number, future in list(self._request_futures.items()):
            if number != self.msg_id:
                future.cancel()

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Hold the text ourselves: see `documents`."""
        item = params.text_document
        self._server.opened(Document(item.uri, item.version, item.text))

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let go of a text."""
        self._server.closed(params.text_document.uri)
