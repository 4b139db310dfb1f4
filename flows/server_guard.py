"""Run a module that ends when the process that started it is gone: `python server_guard.py PID MODULE ARGUMENT…`.

Started as a file, so that nothing but the module itself is imported; POSIX gives an orphan another parent.
"""

import os
import runpy
import signal
import sys
import threading
import time


def main() -> None:
    """Watch the parent in a thread, and run the module in this one."""
    parent, module, *arguments = sys.argv[1:]
    threading.Thread(target=_watch, args=(int(parent),), name="parent-watch", daemon=True).start()
    sys.argv = [module, *arguments]
    sys.path[0] = ""  # as `python -m` has it, and not this file's folder
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)  # its database is SQLite, which survives that


if __name__ == "__main__":
    main()
