"""A front office: files dossiers of linked services through the gateway and follows them to their end."""
from __future__ import annotations

from dataclasses import dataclass

import grpc

from lienthong.applications.v1 import application_pb2 as applications
from lienthong.gateway.v1 import dossier_pb2 as dossiers
from lienthong.gateway.v1 import gateway_service_pb2 as messages
from lienthong.gateway.v1.gateway_service_pb2_grpc import GatewayServiceStub

from .citizen import Citizen
from .courier import Courier

OPEN = dossiers.DOSSIER_OUTCOME_UNSPECIFIED


@dataclass
class Case:
    """What the front office keeps of a dossier, in its own database."""

    # The office's own number of the case. Every request_id is made from it.
    number: str
    dossier_id: str
    # The last event of the dossier's history that was seen.
    seen: int = 0


class FrontOffice:
    """One front office. It never decides what a status means for itself: it does what the dossier says is awaited."""

    def __init__(self, gateway: GatewayServiceStub, courier: Courier, citizen: Citizen) -> None:
        self._gateway = gateway
        self._courier = courier
        self._citizen = citizen

    def file(self, number: str, dossier: messages.SubmitDossierRequest) -> Case:
        """Files a dossier under the office's own case number. Call it again after a crash: it is filed once."""
        request = messages.SubmitDossierRequest()
        request.CopyFrom(dossier)
        request.request_id = f"{number}/file"
        answer = self._courier.deliver(self._gateway.SubmitDossier, request)
        return Case(number, answer.dossier.dossier_id)

    def look(self, case: Case) -> dossiers.Dossier:
        """The dossier as it stands, after doing whatever it waits for from the applicant."""
        dossier = self._read(case)
        for part in dossier.parts:
            if part.next_actor == applications.ACTOR_APPLICANT:
                self.answer(case, part)
        case.seen = dossier.sequence
        return self._read(case)

    def follow(self, case: Case, seconds: float) -> dossiers.Dossier:
        """Looks at every change until the dossier ends or time is up. A stream that breaks goes on where it was."""
        watch = self._gateway.WatchDossier(
            messages.WatchDossierRequest(dossier_id=case.dossier_id, after_sequence=case.seen),
            metadata=self._courier.metadata, timeout=seconds)
        try:
            for event in watch:
                if event.sequence > case.seen:
                    self.look(case)
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.DEADLINE_EXCEEDED:
                return self.follow(case, seconds)
        return self._read(case)

    def withdraw(self, case: Case) -> dossiers.Dossier:
        """Takes back what is not decided yet."""
        request = messages.WithdrawDossierRequest(request_id=f"{case.number}/withdraw", dossier_id=case.dossier_id)
        return self._courier.deliver(self._gateway.WithdrawDossier, request).dossier

    def answer(self, case: Case, part: dossiers.Part) -> None:
        """Does what an agency asked of the applicant."""
        if part.status == applications.APPLICATION_STATUS_SUPPLEMENT_REQUESTED:
            self._add_papers(case, part)
        elif part.status == applications.APPLICATION_STATUS_PAYMENT_REQUESTED:
            self._pay(case, part)

    def _add_papers(self, case: Case, part: dossiers.Part) -> None:
        papers = self._citizen.papers_for(part.supplement.items)
        if not papers:
            return
        self._courier.deliver(self._gateway.SupplementDossier, messages.SupplementDossierRequest(
            request_id=self._answer_id(case, part, "supplement"), dossier_id=case.dossier_id,
            application_id=part.application_id, components=papers))

    def _pay(self, case: Case, part: dossiers.Part) -> None:
        reference = self._citizen.pay(part.payment.amount_vnd, part.payment.fee_code)
        self._courier.deliver(self._gateway.PayDossier, messages.PayDossierRequest(
            request_id=self._answer_id(case, part, "pay"), dossier_id=case.dossier_id,
            application_id=part.application_id, amount_vnd=part.payment.amount_vnd, payment_reference=reference))

    @staticmethod
    def _answer_id(case: Case, part: dossiers.Part, act: str) -> str:
        """One answer to one question: the sequence tells the first request for papers from the second."""
        return f"{case.number}/{part.application_id}/{part.sequence}/{act}"

    def _read(self, case: Case) -> dossiers.Dossier:
        return self._courier.deliver(
            self._gateway.GetDossier, messages.GetDossierRequest(dossier_id=case.dossier_id)).dossier
