"""One application at the desk, and the only code that changes its status."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import grpc

from lienthong.applications.v1 import application_pb2 as applications
from lienthong.common.v1 import common_pb2 as common
from lienthong.common.v1 import reason_pb2 as reasons
from lienthong.social_insurance.v1.social_insurance_pb2 import ChildCardForm

from .call import Refusal

AGENCY = "social_insurance"

SUBMITTED = applications.APPLICATION_STATUS_SUBMITTED
ACCEPTED = applications.APPLICATION_STATUS_ACCEPTED
NOT_ACCEPTED = applications.APPLICATION_STATUS_NOT_ACCEPTED
SUPPLEMENT_REQUESTED = applications.APPLICATION_STATUS_SUPPLEMENT_REQUESTED
PAYMENT_REQUESTED = applications.APPLICATION_STATUS_PAYMENT_REQUESTED
WITHDRAWAL_REQUESTED = applications.APPLICATION_STATUS_WITHDRAWAL_REQUESTED
IN_PROCESS = applications.APPLICATION_STATUS_IN_PROCESS
STOPPED = applications.APPLICATION_STATUS_STOPPED
COMPLETED = applications.APPLICATION_STATUS_COMPLETED

_NEXT_ACTOR = {
    SUBMITTED: applications.ACTOR_OFFICER,
    ACCEPTED: applications.ACTOR_OFFICER,
    IN_PROCESS: applications.ACTOR_OFFICER,
    WITHDRAWAL_REQUESTED: applications.ACTOR_OFFICER,
    SUPPLEMENT_REQUESTED: applications.ACTOR_APPLICANT,
    PAYMENT_REQUESTED: applications.ACTOR_APPLICANT,
}
_OPEN = frozenset(_NEXT_ACTOR)


@dataclass
class Case:
    """An application of one world. `form` is what it asks for; `deliveries` are fingerprints of what came."""

    world: str
    application: applications.Application
    form: ChildCardForm
    deliveries: set[str] = field(default_factory=set)

    @property
    def status(self) -> int:
        return self.application.status

    def move(self, status: int, at: datetime, by: str, reason: int = reasons.REASON_UNSPECIFIED,
             note: str = "") -> None:
        """The next status, in the history and counted: whoever follows the application goes by the sequence."""
        change = self.application.history.add(status=status, by=by, reason=reason)
        change.at.FromDatetime(at)
        if note:
            change.note.CopyFrom(common.LocalizedText(vi=note, en=note))
        self.application.status = status
        self.application.sequence += 1
        self.application.reason = reason if status in (NOT_ACCEPTED, STOPPED) else reasons.REASON_UNSPECIFIED
        self.application.next_actor = _NEXT_ACTOR.get(status, applications.ACTOR_NOBODY)

    def ask_for(self, items: list[str], at: datetime, working_days: int) -> None:
        asked = self.application.supplements.add(items=items, reason=reasons.COMPONENT_MISSING)
        asked.requested_at.FromDatetime(at)
        asked.due_at.FromDatetime(after_working_days(at, working_days))
        self.move(SUPPLEMENT_REQUESTED, at, AGENCY, reasons.COMPONENT_MISSING)

    def ask_payment(self, amount_vnd: int, fee_code: str, at: datetime) -> None:
        asked = self.application.payments.add(amount_vnd=amount_vnd, fee_code=fee_code)
        asked.requested_at.FromDatetime(at)
        self.move(PAYMENT_REQUESTED, at, AGENCY)

    def add(self, components, form: ChildCardForm, at: datetime) -> None:
        """The supplement: components replace those of their code."""
        self.require(SUPPLEMENT_REQUESTED, "SUPPLEMENT")
        kept = {component.component_code: component for component in self.application.components}
        kept.update({component.component_code: component for component in components})
        del self.application.components[:]
        self.application.components.extend(kept.values())
        self.form.CopyFrom(form)
        self.application.form.Pack(form)
        self.application.supplements[-1].answered_at.FromDatetime(at)
        self.move(ACCEPTED, at, "applicant")

    def pay(self, amount_vnd: int, reference: str, at: datetime) -> None:
        self.require(PAYMENT_REQUESTED, "PAY")
        asked = self.application.payments[-1]
        if amount_vnd != asked.amount_vnd:
            raise Refusal(grpc.StatusCode.FAILED_PRECONDITION, reasons.PAYMENT_AMOUNT_WRONG,
                          f"The amount asked is {asked.amount_vnd} VND; pay exactly that.",
                          expected=str(asked.amount_vnd))
        asked.paid_at.FromDatetime(at)
        asked.payment_reference = reference
        self.move(IN_PROCESS, at, "applicant")

    def withdraw(self, at: datetime) -> None:
        if self.status not in _OPEN:
            self._refuse_transition("WITHDRAW")
        self.move(WITHDRAWAL_REQUESTED, at, "applicant")
        self.move(STOPPED, at, AGENCY, reasons.WITHDRAWN_BY_APPLICANT)

    def require(self, status: int, action: str) -> None:
        if self.status != status:
            self._refuse_transition(action)

    def _refuse_transition(self, action: str) -> None:
        status = applications.ApplicationStatus.Name(self.status)
        raise Refusal(grpc.StatusCode.FAILED_PRECONDITION, reasons.TRANSITION_NOT_ALLOWED,
                      f"The application is {status}, which does not allow {action}.", status=status, action=action)


def fingerprint(form: ChildCardForm, components) -> str:
    """The same for the same delivery, whatever its request_id."""
    digest = hashlib.sha256(form.SerializeToString(deterministic=True))
    for component in components:
        digest.update(component.SerializeToString(deterministic=True))
    return digest.hexdigest()


def after_working_days(at: datetime, days: int) -> datetime:
    """Weekends are left out, public holidays are not: a template, not a calendar."""
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < 5
    return at
