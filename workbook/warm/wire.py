"""Messages between a forge and those who ask it: one JSON object each, open files beside it.

The socket keeps message boundaries (``SOCK_SEQPACKET``), lies in a folder that only its user can enter, and so
needs no further handshake.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from typing import Any

_LIMIT = 1 << 20
"""The largest message read; the system refuses to send one that is longer than its buffers."""

_FILES = 8


def new_socket() -> socket.socket:
    """A socket for such messages, not yet bound or connected."""
    return socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(connection: socket.socket, message: dict[str, Any], files: Sequence[int] = ()) -> None:
    """Send a message with open files.

    Raises
    ------
    OSError
        If the other side has gone, or the message is too long.
    """
    socket.send_fds(connection, [json.dumps(message).encode()], list(files), socket.MSG_NOSIGNAL)


def receive(connection: socket.socket, *, wait: bool = True) -> tuple[dict[str, Any] | None, list[int]]:
    """The next message and its files; no message (None) if the other side has gone.

    Raises
    ------
    BlockingIOError
        If there is none yet and ``wait`` is false.
    """
    flags = socket.MSG_CMSG_CLOEXEC | (0 if wait else socket.MSG_DONTWAIT)
    try:
        content, files, _, _ = socket.recv_fds(connection, _LIMIT, _FILES, flags)
    except ConnectionResetError:
        return None, []
    if not content:
        close(files)
        return None, []
    return json.loads(content), files


def close(files: Sequence[int]) -> None:
    """Close files that came with a message."""
    for file in files:
        os.close(file)
