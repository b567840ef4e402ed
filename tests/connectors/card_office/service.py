"""The wire: requests in, answers or refusals out. Methods that are missing here answer UNIMPLEMENTED."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Callable, TypeVar

import grpc
from google.protobuf.message import Message

from lienthong.applications.v1 import application_service_pb2 as desk_messages
from lienthong.applications.v1 import application_service_pb2_grpc as desk_grpc
from lienthong.common.v1 import reason_pb2 as reasons
from lienthong.social_insurance.v1 import social_insurance_service_pb2 as messages
from lienthong.social_insurance.v1 import social_insurance_service_pb2_grpc as insurance_grpc

from .answers import Answers
from .call import Call, Refusal
from .desk import Desk

Answer = TypeVar("Answer", bound=Message)


def answered(context: grpc.ServicerContext, handle: Callable[[Call], Answer]) -> Answer:
    try:
        return handle(Call.of(context))
    except Refusal as refusal:
        refusal.abort(context)


class SocialInsuranceService(insurance_grpc.SocialInsuranceServiceServicer):
    def __init__(self, desk: Desk, answers: Answers) -> None:
        self._desk = desk
        self._answers = answers

    def SubmitChildCardApplication(self, request, context):
        return answered(context, lambda call: self._answers.once(
            call, "SubmitChildCardApplication", request,
            lambda: messages.SubmitChildCardApplicationResponse(
                application=self._desk.submit(call, request.header, request.form))))

    def GetCard(self, request, context):
        return answered(context, lambda call: self._card(call, request.card_code))

    def ListCards(self, request, context):
        return answered(context, lambda call: messages.ListCardsResponse(
            cards=self._desk.register.of(call.world, request.pin)))

    def _card(self, call: Call, code: str) -> messages.GetCardResponse:
        card = self._desk.register.find(call.world, code)
        if card is None:
            raise Refusal(grpc.StatusCode.NOT_FOUND, reasons.CARD_NOT_FOUND, f"There is no card {code}.",
                          card_code=code)
        return messages.GetCardResponse(card=card)


class ApplicationService(desk_grpc.ApplicationServiceServicer):
    """Whoever submitted asks here; officers have a system of their own."""

    def __init__(self, desk: Desk, answers: Answers) -> None:
        self._desk = desk
        self._answers = answers

    def GetApplication(self, request, context):
        return answered(context, lambda call: desk_messages.GetApplicationResponse(
            application=self._desk.get(call.world, request.application_id)))

    def ListApplications(self, request, context):
        return answered(context, lambda call: desk_messages.ListApplicationsResponse(
            applications=self._desk.all(call.world)))

    def SupplementApplication(self, request, context):
        return answered(context, lambda call: self._answers.once(
            call, "SupplementApplication", request,
            lambda: desk_messages.SupplementApplicationResponse(
                application=self._desk.supplement(call, request.application_id, request.components))))

    def PayApplication(self, request, context):
        return answered(context, lambda call: self._answers.once(
            call, "PayApplication", request,
            lambda: desk_messages.PayApplicationResponse(application=self._desk.pay(
                call, request.application_id, request.amount_vnd, request.payment_reference))))

    def WithdrawApplication(self, request, context):
        return answered(context, lambda call: self._answers.once(
            call, "WithdrawApplication", request,
            lambda: desk_messages.WithdrawApplicationResponse(
                application=self._desk.withdraw(call, request.application_id))))


def serve(desk: Desk, listen: str) -> tuple[grpc.Server, int]:
    """A running server and its port."""
    answers = Answers()
    server = grpc.server(ThreadPoolExecutor(max_workers=16, thread_name_prefix="calls"))
    insurance_grpc.add_SocialInsuranceServiceServicer_to_server(SocialInsuranceService(desk, answers), server)
    desk_grpc.add_ApplicationServiceServicer_to_server(ApplicationService(desk, answers), server)
    port = server.add_insecure_port(listen)
    server.start()
    return server, port
