"""Tells whoever submitted an application of every change, until it is known to have heard."""
from __future__ import annotations

import logging
from typing import Optional

import grpc

from lienthong.applications.v1.application_pb2 import Application, ApplicationEvent
from lienthong.gateway.v1.event_pb2 import CloudEvent
from lienthong.gateway.v1.event_service_pb2 import PublishEventsRequest
from lienthong.gateway.v1.event_service_pb2_grpc import EventServiceStub

from connector.courier import Courier
from connector.refused import Refused

from .case import AGENCY, PAYMENT_REQUESTED, SUPPLEMENT_REQUESTED, Case

_SOURCE = f"urn:lienthong:{AGENCY}"
_TYPE = "vn.lienthong.application.status_changed"


class Outbox:
    """Sends one event a change of status, each under an id that never changes, so that it counts once.

    The gateway's address may come after the office has opened, but before the first application: a gateway wants to
    know its seats when it starts. The first status is in the answer to the submission and is no event.
    """

    def __init__(self) -> None:
        self._channel: Optional[grpc.Channel] = None

    def report_to(self, gateway: str) -> None:
        self._channel = grpc.insecure_channel(gateway)

    def close(self) -> None:
        if self._channel is not None:
            self._channel.close()

    def tell(self, case: Case) -> None:
        """Tells of the present status. Whoever can't be reached will ask at the desk, sooner or later."""
        if case.application.notify:
            self.send(case.world, event_of(case.application))

    def send(self, world: str, event: CloudEvent) -> None:
        courier = Courier({"lienthong-world": world, "lienthong-caller": AGENCY})
        request = PublishEventsRequest(request_id=event.id, events=[event])
        try:
            courier.deliver(EventServiceStub(self._channel).PublishEvents, request)
        except Refused as refused:
            logging.warning("event %s was not taken: %s", event.id, refused)


def event_of(application: Application) -> CloudEvent:
    last = application.history[-1]
    data = ApplicationEvent(
        application_id=application.application_id, agency=AGENCY, sequence=application.sequence,
        status=application.status, at=last.at, reason=last.reason, note=last.note, documents=application.documents,
        due_at=application.due_at, receipt_code=application.receipt_code, next_actor=application.next_actor)
    if application.HasField("result"):
        data.result.CopyFrom(application.result)
    if application.status == SUPPLEMENT_REQUESTED:
        data.supplement.CopyFrom(application.supplements[-1])
    if application.status == PAYMENT_REQUESTED:
        data.payment.CopyFrom(application.payments[-1])
    event = CloudEvent(id=f"{application.application_id}/{application.sequence}", source=_SOURCE, spec_version="1.0",
                       type=_TYPE, subject=application.application_id, time=last.at)
    event.data.Pack(data)
    return event
