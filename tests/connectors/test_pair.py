"""The correct front office and the correct card office, with everybody else played by the simulator."""
import subprocess
import unittest

from card_office.desk import Step
from lienthong.applications.v1 import application_pb2 as applications
from lienthong.common.v1 import reason_pb2 as reasons
from lienthong.gateway.v1 import dossier_pb2 as dossiers
from lienthong.social_insurance.v1.social_insurance_pb2 import InsuranceCard

from bad_wire import BadWire
from rehearsal import BINARY, SECONDS, Rehearsal, part_of


class PairTest(Rehearsal):
    def test_a_birth_ends_with_a_card_from_the_seat(self) -> None:
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        dossier = office.follow(case, SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED, dossier.explanation.en)
        self.assertEqual([part.task for part in dossier.parts], ["birth", "residence", "insurance"])
        part = part_of(dossier, "insurance")
        card = InsuranceCard()
        self.assertTrue(part.result.Unpack(card))
        self.assertEqual(card.card_code, "TE10101" + "00000001")
        self.assertEqual(part.polls, 0)
        self.assertEqual(self.world.violations(), [])
        self.assertEqual(len(self.world.journal(method="SubmitDossier")), 1)
        # Accepted and completed: one event each.
        told = self.world.journal(method="EventService/PublishEvents", caller="social_insurance")
        self.assertEqual([line.status.code for line in told], [0, 0])

    def test_many_births_at_once_stay_apart(self) -> None:
        office = self.front_office()
        cases = {}
        first = self.world
        for number in range(5):
            world = first.fork()
            self.addCleanup(world.delete)
            self.world = world
            cases[world.name] = (self.front_office(), self.front_office().file(f"FO-{number}", self.birth()))
        for name, (office, case) in cases.items():
            self.assertEqual(office.follow(case, SECONDS).outcome, dossiers.DOSSIER_OUTCOME_COMPLETED, name)
        self.world = first

    def test_papers_that_the_seat_asks_for_are_added(self) -> None:
        self.office.desk.script(self.world.name, [Step.ASK_FOR_PAPERS])
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        dossier = office.follow(case, SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED, dossier.explanation.en)
        self.assertEqual(len(self.world.journal(method="SupplementDossier")), 1)
        application = self.office.desk.get(self.world.name, part_of(dossier, "insurance").application_id)
        self.assertEqual([component.component_code for component in application.components], ["RESIDENCE_PROOF"])

    def test_what_the_seat_asks_for_is_paid_once(self) -> None:
        self.office.desk.script(self.world.name, [Step.ASK_FOR_PAYMENT])
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        dossier = office.follow(case, SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED, dossier.explanation.en)
        application = self.office.desk.get(self.world.name, part_of(dossier, "insurance").application_id)
        references = [payment.payment_reference for payment in application.payments]
        self.assertEqual(references, ["receipt-CARD_REPRINT-50000"])

    def test_a_refusal_of_the_seat_leaves_the_birth_registered(self) -> None:
        self.office.desk.script(self.world.name, [Step.REFUSE])
        office = self.front_office()
        dossier = office.follow(office.file("FO-1", self.birth()), SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED_IN_PART)
        self.assertEqual(part_of(dossier, "insurance").reason, reasons.REFUSED_BY_OFFICER)
        self.assertEqual(part_of(dossier, "birth").status, applications.APPLICATION_STATUS_COMPLETED)

    def test_a_silent_seat_is_asked_after_its_appointment(self) -> None:
        self.office.desk.script(self.world.name, [Step.STAY_SILENT])
        case = self.front_office().file("FO-1", self.birth())
        self.await_part(case, "insurance", applications.APPLICATION_STATUS_SUBMITTED)
        self.world.advance(working_days=4)
        part = part_of(self.dossier(case), "insurance")
        self.assertTrue(part.silent)
        self.assertGreaterEqual(part.polls, 1)
        self.assertEqual(part.waiting_for, "social_insurance")

    def test_what_the_seat_has_not_decided_can_be_withdrawn(self) -> None:
        self.office.desk.script(self.world.name, [Step.STAY_SILENT])
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        self.await_part(case, "insurance", applications.APPLICATION_STATUS_SUBMITTED)
        office.withdraw(case)
        dossier = office.follow(case, SECONDS)
        self.assertEqual(part_of(dossier, "insurance").reason, reasons.WITHDRAWN_BY_APPLICANT)
        self.assertEqual(part_of(dossier, "birth").status, applications.APPLICATION_STATUS_COMPLETED)
        application = self.office.desk.get(self.world.name, part_of(dossier, "insurance").application_id)
        self.assertEqual(application.status, applications.APPLICATION_STATUS_STOPPED)

    def test_an_answer_that_got_lost_is_asked_for_again(self) -> None:
        with BadWire(self.town.gateway) as wire:
            wire.lose_answers("SubmitDossier")
            office = self.front_office(wire=wire)
            dossier = office.follow(office.file("FO-1", self.birth()), SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED)
        self.assertEqual(len(self.dossiers()), 1)
        lines = self.world.journal(method="SubmitDossier")
        self.assertEqual(sorted(line.replay for line in lines), [False, True])

    def test_the_demonstration_waits_for_the_seat(self) -> None:
        told = subprocess.run([BINARY, "demo", "--target", self.town.gateway], capture_output=True, text=True)
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn("Every procedure has its result.", told.stdout)

    def test_a_restarted_front_office_files_the_same_case_once(self) -> None:
        birth = self.birth()
        first = self.front_office().file("FO-1", birth)
        second = self.front_office().file("FO-1", birth)
        self.assertEqual(first.dossier_id, second.dossier_id)
        self.assertEqual(len(self.dossiers()), 1)


if __name__ == "__main__":
    unittest.main()
