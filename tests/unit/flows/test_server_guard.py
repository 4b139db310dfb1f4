import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from flows import server_guard

STARTER = """
import os, subprocess, sys
guarded = subprocess.Popen([sys.executable, {guard!r}, str(os.getpid()), "http.server", "--bind", "127.0.0.1", "0"],
                           start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(guarded.pid, flush=True)
guarded.wait()
"""


def runs(pid: int) -> bool:
    """Whether the process is there and no zombie, which waits for nobody in a container without an init."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_is_guarded_ends_with_its_parent_even_after_a_sigkill() -> None:
    code = STARTER.format(guard=server_guard.__file__)
    starter = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    pid = int(starter.stdout.readline())
    time.sleep(1)
    assert runs(pid)
    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    starter.stdout.close()
    for _ in range(100):
        if not runs(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    raise AssertionError("it outlived its parent")
