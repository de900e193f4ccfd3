"""The protocol of pygls, with a short way for the messages that a keystroke makes, and our own holding of texts."""

from __future__ import annotations

import json
import logging
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcServerNotInitialized
from pygls.protocol import LanguageServerProtocol, lsp_method

from ringfence.lsp.client_support import ClientSupport, read_support
from ringfence.lsp.documents import Document
from ringfence.lsp.frames import frame

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer

Json = dict[str, Any]

_LOG = logging.getLogger(__name__)


class RingfenceProtocol(LanguageServerProtocol):
    """Reads and writes the messages of one client."""

    _server: RingfenceServer
    support = ClientSupport()
    """What the client can do, known from `initialize` on."""
    client_info: types.ClientInfo | None = None
    """Who the client is, as far as it says so."""
    _initialized = False

    # Reading

    def receive(self, body: bytes) -> None:
        """Handle one message. Whatever it is, this does not raise."""
        try:
            message = json.loads(body)
            if message.get("method") == types.TEXT_DOCUMENT_DID_CHANGE:
                self._server.changed(message["params"])
            else:
                self._server.catch_up()
                self._receive_other(message)
        except Exception:
            _LOG.exception("A message could not be handled and was left out.")

    def _receive_other(self, message: Json) -> None:
        try:
            self._check_order(message)
            structured = self.structure_message(message)
        except JsonRpcException as error:
            if "id" in message and "method" in message:
                self._send_response(message["id"], error=error.to_response_error())
            return
        self.handle_message(structured)

    def _check_order(self, message: Json) -> None:
        """Note `initialize`, which comes first. Raises an error for what comes before it or after `shutdown`."""
        method = message.get("method")
        if method == types.INITIALIZE:
            params = message["params"]
            self.support = read_support(params.get("capabilities") or {}, params.get("initializationOptions"))
            self._initialized = True
        elif not self._initialized and method != types.EXIT:
            raise JsonRpcServerNotInitialized("Send `initialize` first.")
        if self._shutdown and method != types.EXIT:
            raise JsonRpcInvalidRequest("The server is shutting down. Only `exit` may follow.")

    # Writing

    def notify_json(self, method: str, params: Json) -> None:
        """Send a notification made of plain JSON values: ten times as fast as one made of `lsprotocol` values."""
        self._send_data({"jsonrpc": self.VERSION, "method": method, "params": params})

    def _send_response(self, msg_id: str | int, result: Any = None, error: types.ResponseError | None = None) -> None:
        if error is None:
            self._result_types.pop(msg_id, None)
            # pygls would copy the result value by value, which takes seconds for a big one of plain JSON values.
            self._send_data({"jsonrpc": self.VERSION, "id": msg_id, "result": result})
            return
        # pygls puts the traceback here; it is in the log, and nobody else's business.
        error.data = None
        super()._send_response(msg_id, result, error)

    def _send_data(self, data: Any) -> None:
        if self.writer is None:
            return
        body = json.dumps(data, default=self._serialize_message, separators=(",", ":")).encode()
        try:
            self.writer.write(frame(body))
        except OSError:
            self._server.stop(1)

    # What pygls does for every server, done our way

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Answer with the encoding that we chose, and with nothing that is not answered later."""
        general = params.capabilities.general or types.GeneralClientCapabilities()
        general.position_encodings = [types.PositionEncodingKind(self.support.encoding.value)]
        params.capabilities.general = general
        answer = yield from super().lsp_initialize(params)
        self.client_info = params.client_info
        if not self.support.pulls:
            answer.capabilities.diagnostic_provider = None
        return answer

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Hold the text ourselves: see `documents`."""
        item = params.text_document
        self._server.opened(Document(item.uri, item.version, item.text))

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let go of a text."""
        self._server.closed(params.text_document.uri)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: Any) -> Generator[Any, Any, None]:
        """End the server: in order after `shutdown`, as a failure without it."""
        self._server.stop(0 if self._shutdown else 1)
        yield from ()
