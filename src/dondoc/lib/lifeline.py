"""A child process ends with its parent, also when the parent is killed without a word (Linux only)."""

import contextlib
import ctypes
import signal

PR_SET_PDEATHSIG = 1


def end_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Asks the kernel to stop this process when the one that started it is gone; elsewhere it does nothing."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)
