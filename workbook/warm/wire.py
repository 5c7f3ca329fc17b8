"""Messages between a forge and those who ask it: one JSON object each, open files beside it.

The socket keeps message boundaries (``SOCK_SEQPACKET``), lies in a folder that only its user can enter, and so
needs no further handshake.
"""

from __future__ import annotations

import json
import os
import socket
from array import array
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
    # socket.send_fds and recv_fds pass over the flags they are given in some versions of Python.
    beside = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", files))] if files else []
    connection.sendmsg([json.dumps(message).encode()], beside, socket.MSG_NOSIGNAL)


def receive(connection: socket.socket, *, wait: bool = True) -> tuple[dict[str, Any] | None, list[int]]:
    """The next message and its files; no message (None) if the other side has gone.

    Raises
    ------
    BlockingIOError
        If there is none yet and ``wait`` is false.
    """
    flags = socket.MSG_CMSG_CLOEXEC | (0 if wait else socket.MSG_DONTWAIT)
    try:
        room = socket.CMSG_LEN(_FILES * array("i").itemsize)
        content, beside, _, _ = connection.recvmsg(_LIMIT, room, flags)
    except ConnectionResetError:
        return None, []
    files = array("i")
    for _, kind, numbers in beside:
        if kind == socket.SCM_RIGHTS:
            files.frombytes(numbers[: len(numbers) - len(numbers) % files.itemsize])
    if not content:
        close(files)
        return None, []
    return json.loads(content), list(files)


def close(files: Sequence[int]) -> None:
    """Close files that came with a message."""
    for file in files:
        os.close(file)
