"""What becomes of dossiers when the office in the seat is wrong in one way. test_pair has the correct office."""
import unittest

from card_office.desk import Step
from lienthong.applications.v1 import application_pb2 as applications
from lienthong.gateway.v1 import dossier_pb2 as dossiers

from rehearsal import SECONDS, Rehearsal, part_of

COMPLETED = applications.APPLICATION_STATUS_COMPLETED


class AnswersTwiceTest(Rehearsal):
    broken_office = "answers-twice"

    def test_a_decision_is_in_the_history_twice(self) -> None:
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        office.follow(case, SECONDS)
        self.office.desk.settle()
        insurance = part_of(self.dossier(case), "insurance").application_id
        decided = [event for event in self.history(case)
                   if event.application_id == insurance and event.status == COMPLETED]
        told = self.world.journal(method="EventService/PublishEvents", caller="social_insurance")
        self.assertEqual((len(decided), len(told)), (2, 3))


class ForgetsCallbackTest(Rehearsal):
    broken_office = "forgets-callback"

    def test_the_card_is_known_only_after_the_appointment_when_the_office_is_asked(self) -> None:
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        part = self.await_part(case, "insurance", applications.APPLICATION_STATUS_ACCEPTED)
        self.office.desk.settle()
        self.assertEqual(self.office.desk.get(self.world.name, part.application_id).status, COMPLETED)
        self.assertEqual(self.dossier(case).outcome, dossiers.DOSSIER_OUTCOME_UNSPECIFIED)
        self.world.advance(working_days=4)
        dossier = office.follow(case, SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED)
        self.assertGreater(dossier.finished_at.seconds, part.due_at.seconds)
        told = self.world.journal(method="EventService/PublishEvents", caller="social_insurance")
        self.assertEqual(len(told), 1)


class LosesSupplementTest(Rehearsal):
    broken_office = "loses-supplement"

    def test_the_paper_was_sent_and_is_asked_for_again_and_again(self) -> None:
        self.office.desk.script(self.world.name, [Step.ASK_FOR_PAPERS])
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        self.await_part(case, "insurance", applications.APPLICATION_STATUS_SUPPLEMENT_REQUESTED)
        for days in range(1, 4):
            office.look(case)
            self.world.advance(working_days=2)
            part = part_of(self.dossier(case), "insurance")
            self.assertEqual(part.next_actor, applications.ACTOR_APPLICANT)
            self.assertEqual(part.sequence, 3, "no word from the office since it asked")
        self.assertEqual(self.dossier(case).outcome, dossiers.DOSSIER_OUTCOME_UNSPECIFIED)


if __name__ == "__main__":
    unittest.main()
