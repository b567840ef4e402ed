"""Connectors and agencies that are wrong in one way each, on purpose. The rest of each is the correct one."""
from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Optional, Type

from google.protobuf.message import Message

from card_office.case import COMPLETED, Case
from card_office.desk import Desk
from card_office.office import CardOffice
from card_office.outbox import Outbox, event_of
from connector.courier import Courier, Patience
from connector.front_office import FrontOffice
from connector.refused import Refused
from lienthong.applications.v1.application_pb2 import ApplicationEvent


class NoRetry(Courier):
    """Takes the first failure of the wire for a no."""

    def __init__(self, headers, patience: Patience = Patience(), **more) -> None:
        super().__init__(headers, replace(patience, attempts=1), **more)


class NewRequestIdEachTime(Courier):
    """Tries again, but as if it were another request."""

    def prepared(self, request: Message) -> Message:
        copy = type(request)()
        copy.CopyFrom(request)
        if "request_id" in copy.DESCRIPTOR.fields_by_name:
            copy.request_id = str(uuid.uuid4())
        return copy


class IgnoresRetryInfo(Courier):
    """Comes back when it likes, not when it was told to."""

    def wait_after(self, attempt: int, refused: Refused) -> timedelta:
        return super().wait_after(attempt, Refused(refused.code, "", refused.reason, None))


class IgnoresSupplement(FrontOffice):
    """Files and forgets: whatever an agency asks of the applicant goes unread."""

    def answer(self, case, part) -> None:
        pass


class AnswersTwice(Outbox):
    """Reports a decision a second time, under another id and number."""

    def tell(self, case: Case) -> None:
        super().tell(case)
        if case.status != COMPLETED:
            return
        event = event_of(case.application)
        data = ApplicationEvent()
        event.data.Unpack(data)
        data.sequence += 1
        event.id += "-again"
        event.data.Pack(data)
        self.send(case.world, event)


class ForgetsCallback(Outbox):
    """Decides, and tells nobody."""

    def tell(self, case: Case) -> None:
        if case.status != COMPLETED:
            super().tell(case)


class LosesSupplement(Desk):
    """Acknowledges the papers that it asked for, and leaves them unread."""

    def take_in(self, case, header, form, now) -> None:
        pass


COURIERS: dict[str, Type[Courier]] = {
    "no-retry": NoRetry,
    "new-request-id": NewRequestIdEachTime,
    "ignores-retry-info": IgnoresRetryInfo,
}
FRONT_OFFICES: dict[str, Type[FrontOffice]] = {"ignores-supplement": IgnoresSupplement}
OFFICES: dict[str, tuple[Type[Desk], Type[Outbox]]] = {
    "answers-twice": (Desk, AnswersTwice),
    "forgets-callback": (Desk, ForgetsCallback),
    "loses-supplement": (LosesSupplement, Outbox),
}


def office(name: Optional[str] = None, listen: str = "127.0.0.1:0") -> CardOffice:
    """The card office that is wrong in this way; without a name the correct one."""
    desk, outbox = OFFICES.get(name or "", (Desk, Outbox))
    return CardOffice(listen, desk, outbox())
