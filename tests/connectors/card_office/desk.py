"""The card desk: takes applications in, has an officer decide them, and tells who asked."""
from __future__ import annotations

import enum
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Iterable, Optional

import grpc

from lienthong.applications.v1 import application_pb2 as applications
from lienthong.common.v1 import reason_pb2 as reasons
from lienthong.social_insurance.v1.social_insurance_pb2 import ChildCardForm

from .call import Call, Refusal
from .case import (ACCEPTED, AGENCY, COMPLETED, NOT_ACCEPTED, STOPPED, SUBMITTED, SUPPLEMENT_REQUESTED, Case,
                   after_working_days, fingerprint)
from .outbox import Outbox
from .register import Register

PROCEDURE = "1.002759"
_WORKING_DAYS = 2
_SUPPLEMENT_WORKING_DAYS = 7


class Step(enum.Enum):
    """What the officer does when an application comes, or comes back, to the desk."""

    APPROVE = enum.auto()
    ASK_FOR_PAPERS = enum.auto()
    ASK_FOR_PAYMENT = enum.auto()
    REFUSE = enum.auto()
    STAY_SILENT = enum.auto()


class Desk:
    """Thread-safe. The officer is one thread: what he does to one application he does in order."""

    def __init__(self, register: Register, outbox: Outbox) -> None:
        self.register = register
        self._outbox = outbox
        self._lock = threading.RLock()
        self._cases: dict[tuple[str, str], Case] = {}
        self._scripts: dict[str, list[Step]] = {}
        self._officer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="officer")

    def close(self) -> None:
        self._officer.shutdown()

    def settle(self) -> None:
        """Returns when the officer has done, and told, all that was at the desk."""
        self._officer.submit(lambda: None).result()

    def script(self, world: str, steps: Iterable[Step]) -> None:
        """One step a visit; when they are used up, and where there are none, the officer approves."""
        with self._lock:
            self._scripts[world] = list(steps)

    def submit(self, call: Call, header: applications.ApplicationHeader,
               form: ChildCardForm) -> applications.Application:
        """A new application, the same delivery once more, or the supplement that was asked for."""
        _check(header, form)
        with self._lock:
            case = self._cases.get((call.world, header.application_id))
            if case is None:
                case = self._open(call, header, form)
            elif fingerprint(form, header.components) not in case.deliveries:
                self.take_in(case, header, form, call.now)
            return _copy(case)

    def take_in(self, case: Case, header: applications.ApplicationHeader, form: ChildCardForm, now: datetime) -> None:
        """A second delivery that brings something: only who was asked may send that."""
        if case.status != SUPPLEMENT_REQUESTED:
            raise Refusal(grpc.StatusCode.ALREADY_EXISTS, reasons.APPLICATION_ID_TAKEN,
                          f"application_id {header.application_id} is in use for another application; use a new one.",
                          application_id=header.application_id)
        case.add(header.components, form, now)
        case.deliveries.add(fingerprint(form, header.components))
        self._to_officer(case, now)

    def supplement(self, call: Call, application_id: str, components) -> applications.Application:
        with self._lock:
            case = self._find(call.world, application_id)
            case.add(components, case.form, call.now)
            self._to_officer(case, call.now)
            return _copy(case)

    def pay(self, call: Call, application_id: str, amount_vnd: int, reference: str) -> applications.Application:
        with self._lock:
            case = self._find(call.world, application_id)
            case.pay(amount_vnd, reference, call.now)
            self._to_officer(case, call.now)
            return _copy(case)

    def withdraw(self, call: Call, application_id: str) -> applications.Application:
        with self._lock:
            case = self._find(call.world, application_id)
            case.withdraw(call.now)
            return _copy(case)

    def get(self, world: str, application_id: str) -> applications.Application:
        with self._lock:
            return _copy(self._find(world, application_id))

    def all(self, world: str) -> list[applications.Application]:
        """In id order."""
        with self._lock:
            return [_copy(case) for (of, _), case in sorted(self._cases.items()) if of == world]

    def _open(self, call: Call, header: applications.ApplicationHeader, form: ChildCardForm) -> Case:
        application = applications.Application(
            application_id=header.application_id, agency=AGENCY, procedure_code=header.procedure_code or PROCEDURE,
            dossier_code=header.dossier_code, receipt_code=f"TE-{len(self._cases) + 1:06d}",
            applicant=header.applicant, components=header.components, channel=header.channel,
            notify=call.caller if call.caused else "")
        application.form.Pack(form)
        application.received_at.FromDatetime(call.now)
        application.due_at.FromDatetime(after_working_days(call.now, _WORKING_DAYS))
        case = Case(call.world, application, form, {fingerprint(form, header.components)})
        self._cases[call.world, header.application_id] = case
        if form.child_pin and form.birth_record_id:
            case.move(SUBMITTED, call.now, "applicant")
            self._to_officer(case, call.now)
        else:
            case.move(NOT_ACCEPTED, call.now, AGENCY, reasons.CHILD_NOT_REGISTERED)
        return case

    def _to_officer(self, case: Case, now: datetime) -> None:
        self._officer.submit(self._visit, case, now)

    def _visit(self, case: Case, now: datetime) -> None:
        """The officer's work. Every change is told before the next one is made."""
        try:
            with self._lock:
                script = self._scripts.get(case.world, [])
                step = script.pop(0) if script else Step.APPROVE
            if step is not Step.STAY_SILENT:
                self._carry_out(step, case, now)
        except Exception:
            logging.exception("the officer failed at %s", case.application.application_id)

    def _carry_out(self, step: Step, case: Case, now: datetime) -> None:
        if case.status == SUBMITTED:
            with self._lock:
                case.move(ACCEPTED, now, AGENCY)
            self._outbox.tell(case)
        with self._lock:
            if case.status == STOPPED:
                return
            self._decide(step, case, now)
        self._outbox.tell(case)

    def _decide(self, step: Step, case: Case, now: datetime) -> None:
        if step is Step.ASK_FOR_PAPERS:
            case.ask_for(["RESIDENCE_PROOF"], now, _SUPPLEMENT_WORKING_DAYS)
        elif step is Step.ASK_FOR_PAYMENT:
            case.ask_payment(50_000, "CARD_REPRINT", now)
        elif step is Step.REFUSE:
            case.move(STOPPED, now, AGENCY, reasons.REFUSED_BY_OFFICER)
        elif self.register.of(case.world, case.form.child_pin):
            case.move(STOPPED, now, AGENCY, reasons.CARD_ALREADY_ISSUED)
        else:
            self._grant(case, now)

    def _grant(self, case: Case, now: datetime) -> None:
        card = self.register.issue(case.world, case.application.application_id, case.form, now)
        case.application.result.Pack(card)
        case.application.documents.add(kind="INSURANCE_CARD", number=card.card_code)
        case.move(COMPLETED, now, AGENCY)

    def _find(self, world: str, application_id: str) -> Case:
        case: Optional[Case] = self._cases.get((world, application_id))
        if case is None:
            raise Refusal(grpc.StatusCode.NOT_FOUND, reasons.RESOURCE_NOT_FOUND,
                          f"There is no application {application_id} here.", resource=application_id)
        return case


def _copy(case: Case) -> applications.Application:
    copy = applications.Application()
    copy.CopyFrom(case.application)
    return copy


def _check(header: applications.ApplicationHeader, form: ChildCardForm) -> None:
    required = {
        "header.application_id": header.application_id,
        "form.child_full_name": form.child_full_name,
        "form.primary_facility_code": form.primary_facility_code,
        "form.address": form.address.province_code,
        "form.child_birth_date": form.child_birth_date.year,
    }
    for name, value in required.items():
        if not value:
            raise Refusal(grpc.StatusCode.INVALID_ARGUMENT, reasons.INVALID_FIELD,
                          f"Field {name} is invalid: it is required.", field=name, problem="it is required")
