"""Starts a simulator, or connects to one."""
from __future__ import annotations

import re
import subprocess
from typing import Iterable, Mapping, Optional

from .town import Town

_READY = re.compile(r"ready gateway=(\S+) http=(\S+)")


def connect(gateway: str = "127.0.0.1:7000") -> Town:
    """The simulator whose gateway listens there."""
    return Town(gateway)


def start(binary: str = "build/lienthong", *, seats: Optional[Mapping[str, str]] = None,
          options: Iterable[str] = ()) -> Town:
    """A simulator of one's own on free ports, keeping nothing; it ends with the Town.

    seats    addresses of your own servers by agency, as --agency takes them
    options  further arguments of `lienthong up`
    """
    command = [binary, "up", "--port", "0", "--http-port", "0", "--store", "memory"]
    for agency, address in (seats or {}).items():
        command += ["--agency", f"{agency}={address}"]
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    ready = _READY.match(process.stdout.readline())
    if ready is None:
        process.wait()
        raise RuntimeError(f"{binary} did not start; it ended with {process.returncode}")
    return Town(ready.group(1), process)
