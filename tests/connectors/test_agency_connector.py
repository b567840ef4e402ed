"""The connector that talks to an agency itself: to the simulator's social insurance, and to the card office here."""
from __future__ import annotations

import unittest
from typing import Optional, Sequence, Type

from card_office.desk import Step
from connector.agency_connector import AgencyConnector
from connector.courier import Courier
from connector.refused import Refused
from lienthong.applications.v1 import application_pb2 as applications
from lienthong.applications.v1.application_service_pb2_grpc import ApplicationServiceStub
from lienthong.civil_registry.v1.civil_registry_pb2 import BirthRecord
from lienthong.common.v1 import reason_pb2 as reasons
from lienthong.social_insurance.v1 import social_insurance_service_pb2 as insurance
from lienthong.social_insurance.v1.social_insurance_service_pb2_grpc import SocialInsuranceServiceStub

from bad_wire import BadWire
from broken import NoRetry
from rehearsal import SECONDS, Rehearsal, WillingCitizen, part_of

ID = "clinic-12.TE.0001"
SUBMIT = "SubmitChildCardApplication"
COMPLETED = applications.APPLICATION_STATUS_COMPLETED
STOPPED = applications.APPLICATION_STATUS_STOPPED

_SCRIPT_LINES = {
    Step.APPROVE: {"action": "OFFICER_ACTION_APPROVE"},
    Step.ASK_FOR_PAPERS: {"action": "OFFICER_ACTION_REQUEST_SUPPLEMENT", "items": ["RESIDENCE_PROOF"]},
    Step.ASK_FOR_PAYMENT: {
        "action": "OFFICER_ACTION_REQUEST_PAYMENT", "amount_vnd": 50_000, "fee_code": "CARD_REPRINT"},
    Step.STAY_SILENT: {"action": "OFFICER_ACTION_STAY_SILENT"},
}


class SimulatedAgencyTest(Rehearsal):
    seated = False

    def script(self, *steps: Step) -> None:
        lines = [_SCRIPT_LINES[step] for step in steps]
        self.world.set_officers({"agency": "social_insurance", "mode": "OFFICER_MODE_SCRIPTED", "script": lines})

    def settle(self) -> None:
        """A MANUAL world has done what was due before it answers."""

    def connector(self, courier_type: Type[Courier] = Courier, wire: Optional[BadWire] = None) -> AgencyConnector:
        channel = self.channel(wire.address if wire else self.town.address("social_insurance"))
        return AgencyConnector(SocialInsuranceServiceStub(channel).SubmitChildCardApplication,
                               ApplicationServiceStub(channel), self.courier(courier_type, wire), WillingCitizen())

    def wire(self) -> BadWire:
        return BadWire(self.town.address("social_insurance"))

    def at_the_desk(self) -> Sequence:
        return self.world.at("social_insurance").ListApplications().applications

    def application(self) -> insurance.SubmitChildCardApplicationRequest:
        """For a child whose birth was registered without a card."""
        office = self.front_office()
        dossier = office.follow(office.file("FO-1", self.birth(with_card=False)), SECONDS)
        record = BirthRecord()
        self.assertTrue(part_of(dossier, "birth").result.Unpack(record))
        request = insurance.SubmitChildCardApplicationRequest()
        request.header.application_id = ID
        request.header.applicant.CopyFrom(dossier.applicant)
        form = request.form
        form.child_pin, form.child_full_name, form.child_sex = record.pin, record.full_name, record.sex
        form.child_birth_date.CopyFrom(record.birth_date)
        form.birth_record_id = record.record_id
        form.address.CopyFrom(record.birth_place)
        form.primary_facility_code = self.clinic(record.birth_place.province_code)
        return request

    def clinic(self, province: str) -> str:
        near = self.world.at("health").ListFacilities(province_code=province, accepts_under_six=True)
        return near.facilities[0].facility_code

    def test_an_application_ends_with_a_card(self) -> None:
        connector = self.connector()
        connector.submit(self.application())
        self.settle()
        application = connector.look(ID)
        self.assertEqual(application.status, COMPLETED)
        self.assertEqual(application.documents[0].kind, "INSURANCE_CARD")
        self.assertEqual(self.world.violations(), [])

    def test_papers_and_payment_are_given_when_asked_for(self) -> None:
        self.script(Step.ASK_FOR_PAPERS, Step.ASK_FOR_PAYMENT, Step.APPROVE)
        connector = self.connector()
        connector.submit(self.application())
        for _ in range(3):
            self.settle()
            application = connector.look(ID)
        self.assertEqual(application.status, COMPLETED)
        self.assertEqual(application.components[0].component_code, "RESIDENCE_PROOF")
        self.assertEqual(application.payments[0].payment_reference, "receipt-CARD_REPRINT-50000")

    def test_an_answer_that_got_lost_makes_no_second_application(self) -> None:
        request = self.application()
        with self.wire() as wire:
            wire.lose_answers(SUBMIT)
            self.connector(wire=wire).submit(request)
            self.assertEqual(wire.calls[SUBMIT], 2)
        self.assertEqual([application.application_id for application in self.at_the_desk()], [ID])

    def test_without_a_retry_nothing_is_at_the_desk(self) -> None:
        request = self.application()
        with self.wire() as wire:
            wire.lose_requests(SUBMIT)
            with self.assertRaises(Refused):
                self.connector(NoRetry, wire).submit(request)
        self.assertEqual(list(self.at_the_desk()), [])

    def test_a_refusal_is_not_tried_again(self) -> None:
        request = self.application()
        request.form.primary_facility_code = ""
        with self.wire() as wire:
            with self.assertRaises(Refused) as refused:
                self.connector(wire=wire).submit(request)
            self.assertEqual(wire.calls[SUBMIT], 1)
        self.assertEqual(refused.exception.reason, "INVALID_FIELD")

    def test_it_can_be_withdrawn_until_it_is_decided(self) -> None:
        self.script(Step.STAY_SILENT)
        connector = self.connector()
        connector.submit(self.application())
        self.settle()
        application = connector.withdraw(ID)
        self.assertEqual((application.status, application.reason), (STOPPED, reasons.WITHDRAWN_BY_APPLICANT))

    def test_what_is_decided_is_not_withdrawn(self) -> None:
        connector = self.connector()
        connector.submit(self.application())
        self.settle()
        with self.assertRaises(Refused) as refused:
            connector.withdraw(ID)
        self.assertEqual(refused.exception.reason, "TRANSITION_NOT_ALLOWED")
        self.assertEqual(connector.look(ID).status, COMPLETED)

    def test_a_request_id_does_for_one_request(self) -> None:
        request = self.application()
        request.request_id = "r-1"
        submit = SocialInsuranceServiceStub(self.channel(self.town.address("social_insurance")))
        submit.SubmitChildCardApplication(request, metadata=self.world.metadata)
        request.form.primary_facility_code = "01001"
        with self.assertRaises(Refused) as refused:
            self.courier().deliver(submit.SubmitChildCardApplication, request)
        self.assertEqual(refused.exception.reason, "REQUEST_ID_REUSED")


class CardOfficeTest(SimulatedAgencyTest):
    """The same tests: an office of somebody else's answers as the simulator's does."""

    seated = True

    def script(self, *steps: Step) -> None:
        self.office.desk.script(self.world.name, steps)

    def settle(self) -> None:
        self.office.desk.settle()


if __name__ == "__main__":
    unittest.main()
