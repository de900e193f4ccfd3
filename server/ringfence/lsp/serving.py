"""One conversation from the first byte to the end of the process, over pipes or a TCP connection."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import socket
import sys

from ringfence.lsp.ending import end, end_with_signals
from ringfence.lsp.server import RingfenceServer
from ringfence.lsp.transport import Read, claim_pipes, read_pipe, read_socket
from ringfence.lsp.writer import Write, Writer

_LAST_WORDS = 0.3
"""Seconds that a client has, after `exit`, to read what was sent before."""
_SWITCH = 0.001
"""Seconds after which a thread that reads files gives way to the loop; five times as long is usual."""


def serve_stdio() -> None:
    """Serve over standard input and output until the client says goodbye or is gone. Ends the process."""
    end(asyncio.run(run_stdio(new_server())))


def serve_tcp(host: str, port: int) -> None:
    """Serve one client on a TCP address, for debugging. Ends the process when that client is gone."""
    end(asyncio.run(run_tcp(new_server(), host, port)))


def new_server() -> RingfenceServer:
    """A server, in a process that is prepared for it."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="ringfence: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    end_with_signals()
    sys.setswitchinterval(_SWITCH)
    server = RingfenceServer()
    # The hundreds of thousands of objects that the imports have left live for ever: the collector may pass them over.
    gc.freeze()
    return server


async def run_stdio(server: RingfenceServer) -> int:
    """Serve standard input and output; returns the exit code."""
    incoming, outgoing = claim_pipes()
    return await _converse(server, incoming, outgoing, read_pipe(incoming), os.write)


async def run_tcp(server: RingfenceServer, host: str, port: int) -> int:
    """Serve one connection to a TCP address; returns the exit code."""
    family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(1)
        listening.setblocking(False)
        address = listening.getsockname()
        print(f"ringfence: listening on {address[0]}:{address[1]}", file=sys.stderr, flush=True)
        connection, _ = await asyncio.get_running_loop().sock_accept(listening)
    connection.setblocking(True)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    file = connection.fileno()
    return await _converse(server, file, file, read_socket(connection), lambda _, data: connection.send(data))


async def _converse(server: RingfenceServer, incoming: int, outgoing: int, read: Read, write: Write) -> int:
    loop = asyncio.get_running_loop()
    server.exit_code = loop.create_future()

    def lost(why: str) -> None:
        if why:
            # Not to the log: most of it goes to the client.
            print(f"ringfence: {why}", file=sys.stderr, flush=True)
        loop.call_soon_threadsafe(server.stop, 1)

    writer = Writer(outgoing, lost, write)
    server.protocol.set_writer(writer)
    server.inbox.read_from(incoming, loop, lambda: server.stop(1), read)
    code = await server.exit_code
    writer.drain(_LAST_WORDS)
    # Here and not behind the loop, which would wait for what its tasks do about being cancelled.
    end(code)
    return code
