"""The whole agency in one object."""
from __future__ import annotations

from types import TracebackType
from typing import Optional, Type

from .desk import Desk
from .outbox import Outbox
from .register import Register
from .service import serve


class CardOffice:
    """Listens, decides, reports to the gateway through its outbox."""

    def __init__(self, listen: str = "127.0.0.1:0", desk_type: Type[Desk] = Desk,
                 outbox: Optional[Outbox] = None) -> None:
        self.outbox = outbox or Outbox()
        self.desk = desk_type(Register(), self.outbox)
        self._server, port = serve(self.desk, listen)
        self.address = f"{listen.rpartition(':')[0]}:{port}"

    def close(self) -> None:
        self._server.stop(grace=5).wait()
        self.desk.close()
        self.outbox.close()

    def wait(self) -> None:
        """Until the process is told to stop."""
        self._server.wait_for_termination()

    def __enter__(self) -> CardOffice:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()
