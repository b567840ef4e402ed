"""A running simulator: its directory, its worlds."""
from __future__ import annotations

import subprocess
import uuid
from types import TracebackType
from typing import Any, Iterable, Mapping, Optional

import grpc

from .office import Office
from .reflection import Schema
from .refusal import Refusal, refusal_of
from .world import World

_CONTROL = "lienthong.control.v1.ControlService"
_CHECK = "lienthong.control.v1.CheckService"
# A world that a killed test leaves behind goes by itself.
_WORLD_LIFE = "3600s"


class Town:
    """The gateway and all agencies of one simulator. Close it, or use it as a context manager."""

    def __init__(self, gateway: str, process: Optional[subprocess.Popen[str]] = None) -> None:
        self.gateway = gateway
        self._process = process
        self._channels: dict[str, grpc.Channel] = {}
        channel = self._channel_to(gateway)
        self.schema = Schema(channel)
        self.control = Office("control", channel, self.schema, [_CONTROL], {})
        self.check = Office("check", channel, self.schema, [_CHECK], {})
        self._directory = {entry.name: entry for entry in self.control.ListAgencies().agencies}

    def __enter__(self) -> Town:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections, and the server when it was started from here."""
        for channel in self._channels.values():
            channel.close()
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()

    def fresh_world(self, name: Optional[str] = None, *, caller: str = "test", **record: Any) -> World:
        """A new world: empty, MANUAL, on Monday 2024-08-05 08:00 in Hanoi. `record`: other fields of control.v1.World.

            with town.fresh_world(officers=[{"agency": "*", "mode": "OFFICER_MODE_PERSON"}]) as world:
        """
        name = name or f"test-{uuid.uuid4().hex[:16]}"
        self.control.CreateWorld(world={"ttl": _WORLD_LIFE, "declared_callers": [caller], **record, "name": name})
        return World(self, name, {"lienthong-caller": caller})

    def world(self, name: str = "default", *, caller: str = "test") -> World:
        """A world that exists."""
        self.control.GetWorld(world=name)
        return World(self, name, {"lienthong-caller": caller})

    @property
    def agencies(self) -> list[str]:
        """Their names, in the order of the ports."""
        return list(self._directory)

    def address(self, agency: str) -> str:
        """HOST:PORT, for your own client."""
        return self._entry(agency).address

    def office(self, agency: str, headers: Mapping[str, str]) -> Office:
        entry = self._entry(agency)
        services: Iterable[str] = entry.services or _services_of_seat(agency)
        return Office(agency, self._channel_to(entry.address), self.schema, list(services), headers)

    def refusal(self, error: grpc.RpcError) -> Refusal:
        """What an error of your own stub says."""
        return refusal_of(error, self.schema)

    def _entry(self, agency: str) -> Any:
        if agency not in self._directory:
            raise KeyError(f"there is no agency {agency}; there are: {', '.join(self._directory)}")
        return self._directory[agency]

    def _channel_to(self, address: str) -> grpc.Channel:
        if address not in self._channels:
            self._channels[address] = grpc.insecure_channel(address)
        return self._channels[address]


def _services_of_seat(agency: str) -> list[str]:
    """The directory doesn't know what somebody else's server serves; it should be what the agency does."""
    area = agency.partition("/")[0]
    words = "".join(word.capitalize() for word in area.split("_"))
    return [f"lienthong.{area}.v1.{words}Service", "lienthong.applications.v1.ApplicationService"]
