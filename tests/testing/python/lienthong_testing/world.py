"""One world: a test's own people, clock, officers and journal."""
from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from types import TracebackType
from typing import TYPE_CHECKING, Any, Mapping, Optional

from google.protobuf.message import Message

from .office import Office

if TYPE_CHECKING:
    from .town import Town


class World:
    """A world of a town. As a context manager it is deleted at the end of the block.

    `headers` is what every call of it carries; hand it to your own stubs as `metadata=world.metadata`.
    """

    def __init__(self, town: Town, name: str, headers: Optional[Mapping[str, str]] = None) -> None:
        self.town = town
        self.name = name
        self.headers: dict[str, str] = {**(headers or {}), "lienthong-world": name}
        self._control = town.control

    def __enter__(self) -> World:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.delete()

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """The headers as grpcio takes them."""
        return tuple(self.headers.items())

    def calling_as(self, caller: str, **headers: str) -> World:
        """The same world seen by another caller; further headers by name, `purpose="037"` for lienthong-purpose."""
        more = {f"lienthong-{name}": value for name, value in headers.items()}
        return World(self.town, self.name, {**self.headers, **more, "lienthong-caller": caller})

    def at(self, agency: str) -> Office:
        """The methods of one agency ("gateway" for the gateway) in this world."""
        return self.town.office(agency, self.headers)

    # Life.

    def fork(self, name: Optional[str] = None) -> World:
        """A copy with everything that happened so far; what happens in it stays in it."""
        made = self._control.ForkWorld(source=self.name, name=name or f"{self.name[:40]}-{uuid.uuid4().hex[:12]}")
        return World(self.town, made.world.name, self.headers)

    def reset(self) -> None:
        self._control.ResetWorld(world=self.name)

    def delete(self) -> None:
        self._control.DeleteWorld(world=self.name)

    # Clock.

    def now(self) -> datetime:
        return self._control.GetClock(world=self.name).clock.now.ToDatetime(tzinfo=timezone.utc)

    def advance(self, *, by: Optional[timedelta] = None, to: Optional[datetime] = None, working_days: int = 0,
                until_idle: bool = False) -> datetime:
        """Moves the clock and does what falls due on the way; give one of the arguments. The new time."""
        if by is not None:
            to = self.now() + by
        how: dict[str, Any] = {}
        if to is not None:
            how["to"] = to.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
        if working_days:
            how["working_days"] = working_days
        if until_idle:
            how["until_idle"] = True
        while True:
            answer = self._control.AdvanceClock(world=self.name, **how)
            if answer.complete:
                return answer.clock.now.ToDatetime(tzinfo=timezone.utc)
            if working_days:
                raise RuntimeError(f"world {self.name}: too much fell due within {working_days} working days")

    # Officers.

    def set_officers(self, *policies: Mapping[str, Any]) -> None:
        """Replaces all of them; none: everybody decides at once by the rules. Fields of control.v1.OfficerPolicy."""
        self._control.SetOfficers(world=self.name, officers=list(policies))

    # Journal.

    def journal(self, *, method: str = "", agency: str = "", caller: str = "",
                canonical: bool = False) -> list[Message]:
        """Every line, or those of a method (its end is enough), an agency, a caller; control.v1.JournalEntry."""
        entries: list[Message] = []
        token, last = "", False
        while not last:
            page = self._control.ListJournal(world=self.name, method=method, agency=agency, caller=caller,
                                             canonical=canonical, page_size=1000, page_token=token)
            entries.extend(page.entries)
            token = page.next_page_token
            last = not token
        return entries

    def request_of(self, entry: Message) -> Message:
        """What was asked in a line of the journal."""
        return self.town.schema.message(self._method(entry).input_type.full_name).FromString(entry.request)

    def response_of(self, entry: Message) -> Message:
        """What was answered; the empty message when the call was refused."""
        return self.town.schema.message(self._method(entry).output_type.full_name).FromString(entry.response)

    def _method(self, entry: Message) -> Any:
        return self.town.schema.method(entry.method)

    # Coherence.

    def violations(self) -> list[str]:
        """Where the registers of this world disagree; empty when they tell one story."""
        answer = self.town.check.CheckWorld(world=self.name)
        return [f"{violation.invariant} at {violation.agency}: {violation.text.en}" for violation in answer.violations]
