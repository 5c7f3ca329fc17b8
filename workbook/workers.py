"""A worker: a process that performs tasks, one after another, until nobody sends any."""

from __future__ import annotations

import os
import sys
from multiprocessing.connection import Connection

from workbook.tasks import perform


def serve(number: int) -> None:
    """Perform the tasks that come through an open connection; what goes back is ``("cell", cell, cells)`` as
    each cell starts, then ``("end", result)``.
    """
    connection = Connection(number)
    os.environ["WORKBOOK_WORKER"] = str(os.getpid())  # who is behind a kernel, for those who look at processes
    while True:
        try:
            task, host = connection.recv()
        except (EOFError, ConnectionResetError):
            return
        try:
            result = perform(task, host, lambda *at: connection.send(("cell", *at)))
            connection.send(("end", result))
        except (KeyboardInterrupt, BrokenPipeError):
            return


if __name__ == "__main__":
    serve(int(sys.argv[1]))
