"""What a copy of the forge becomes: a kernel, or a worker that runs notebooks.

By the time it begins its work nothing is left in it of the forge's own: its input and outputs, environment,
folder and arguments are those of whoever asked, and random numbers start anew.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import random
import signal
import sys
import time
from typing import Any

_PR_SET_PDEATHSIG = 1


def become(order: dict[str, Any], files: list[int]) -> None:
    """Turn into what an order asks for, and stay it until its end.

    Parameters
    ----------
    order
        ``entry`` (a function as ``module:name``), ``argv``, ``env``, ``cwd``, ``umask`` and the process id of the
        forge.
    files
        Standard input, output and errors, then whatever else the function is to be given.
    """
    _die_with_the_forge(order["forge"])
    for number, file in enumerate(files[:3]):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(order["env"])
    os.umask(order["umask"])
    os.chdir(order["cwd"])
    if hasattr(time, "tzset"):
        time.tzset()
    sys.argv = list(order["argv"])
    _reseed()
    module, _, name = order["entry"].partition(":")
    getattr(importlib.import_module(module), name)(*files[3:])


def _die_with_the_forge(forge: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != forge:  # it died before the line above
        os._exit(1)


def _reseed() -> None:
    # Every copy would otherwise draw the same "random" numbers; a fresh process never does.
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def kernel() -> None:
    """An IPython kernel, as ``python -m ipykernel_launcher`` would be."""
    from ipykernel.kernelapp import launch_new_instance

    # As jupyter_client does through the environment, which ipykernel read when the forge imported it.
    launch_new_instance(argv=[*sys.argv[1:], f"--IPKernelApp.parent_handle={os.getppid()}"])
