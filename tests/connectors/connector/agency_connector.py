"""A connector that hands applications to one agency itself, without the gateway."""
from __future__ import annotations

from typing import Any, Callable

from google.protobuf.message import Message

from lienthong.applications.v1 import application_pb2 as applications
from lienthong.applications.v1 import application_service_pb2 as desk
from lienthong.applications.v1.application_service_pb2_grpc import ApplicationServiceStub

from .citizen import Citizen
from .courier import Courier


class AgencyConnector:
    """Submits at one method of one agency and follows at that agency's desk.

    Nobody sends events to a caller from outside, so it asks. `submit` is the stub's method, such as
    SocialInsuranceServiceStub(channel).SubmitChildCardApplication; its request has a `header`, its response an
    `application`.
    """

    def __init__(self, submit: Callable[..., Any], at_desk: ApplicationServiceStub, courier: Courier,
                 citizen: Citizen) -> None:
        self._submit = submit
        self._desk = at_desk
        self._courier = courier
        self._citizen = citizen

    def submit(self, request: Message) -> applications.Application:
        """Hands in an application under the application_id in its header, which is the connector's own number of it."""
        delivery = type(request)()
        delivery.CopyFrom(request)
        delivery.request_id = f"{request.header.application_id}/submit"
        return self._courier.deliver(self._submit, delivery).application

    def look(self, application_id: str) -> applications.Application:
        """The application as it stands, after doing what the agency asks of the applicant."""
        application = self._read(application_id)
        if application.next_actor == applications.ACTOR_APPLICANT:
            self.answer(application)
        return self._read(application_id)

    def withdraw(self, application_id: str) -> applications.Application:
        """Takes an application back; refused (TRANSITION_NOT_ALLOWED) once it is decided."""
        return self._courier.deliver(self._desk.WithdrawApplication, desk.WithdrawApplicationRequest(
            request_id=f"{application_id}/withdraw", application_id=application_id)).application

    def answer(self, application: applications.Application) -> None:
        if application.status == applications.APPLICATION_STATUS_SUPPLEMENT_REQUESTED:
            self._add_papers(application)
        elif application.status == applications.APPLICATION_STATUS_PAYMENT_REQUESTED:
            self._pay(application)

    def _add_papers(self, application: applications.Application) -> None:
        papers = self._citizen.papers_for(application.supplements[-1].items)
        if not papers:
            return
        self._courier.deliver(self._desk.SupplementApplication, desk.SupplementApplicationRequest(
            request_id=self._answer_id(application, "supplement"), application_id=application.application_id,
            components=papers))

    def _pay(self, application: applications.Application) -> None:
        asked = application.payments[-1]
        reference = self._citizen.pay(asked.amount_vnd, asked.fee_code)
        self._courier.deliver(self._desk.PayApplication, desk.PayApplicationRequest(
            request_id=self._answer_id(application, "pay"), application_id=application.application_id,
            amount_vnd=asked.amount_vnd, payment_reference=reference))

    @staticmethod
    def _answer_id(application: applications.Application, act: str) -> str:
        return f"{application.application_id}/{application.sequence}/{act}"

    def _read(self, application_id: str) -> applications.Application:
        return self._courier.deliver(
            self._desk.GetApplication, desk.GetApplicationRequest(application_id=application_id)).application
