"""What becomes of a front office that is wrong in one way, and of the correct one in the same weather."""
import unittest
from datetime import timedelta

from connector.courier import Courier
from connector.front_office import FrontOffice
from connector.refused import Refused
from lienthong.common.v1 import reason_pb2 as reasons
from lienthong.gateway.v1 import dossier_pb2 as dossiers

from bad_wire import BadWire
from broken import IgnoresRetryInfo, IgnoresSupplement, NewRequestIdEachTime, NoRetry
from rehearsal import SECONDS, Rehearsal, part_of


class LostRequestTest(Rehearsal):
    """The dossier never reached the gateway."""

    def file(self, courier_type) -> None:
        with BadWire(self.town.gateway) as wire:
            wire.lose_requests("SubmitDossier")
            self.front_office(courier_type=courier_type, wire=wire).file("FO-1", self.birth())

    def test_the_correct_one_tries_again(self) -> None:
        self.file(Courier)
        self.assertEqual(len(self.dossiers()), 1)

    def test_without_a_retry_the_family_has_no_dossier(self) -> None:
        with self.assertRaises(Refused):
            self.file(NoRetry)
        self.assertEqual(self.dossiers(), [])
        self.assertEqual(self.world.journal(method="SubmitDossier"), [])


class LostAnswerTest(Rehearsal):
    """The dossier was filed, and the front office was not told."""

    def file(self, courier_type):
        with BadWire(self.town.gateway) as wire:
            wire.lose_answers("SubmitDossier")
            return self.front_office(courier_type=courier_type, wire=wire).file("FO-1", self.birth())

    def test_the_correct_one_gets_the_first_answer(self) -> None:
        self.file(Courier)
        self.assertEqual(len(self.dossiers()), 1)
        lines = self.world.journal(method="SubmitDossier")
        self.assertEqual({line.request_id for line in lines}, {"FO-1/file"})
        self.assertEqual(sorted(line.replay for line in lines), [False, True])

    def test_a_new_request_id_files_the_birth_twice(self) -> None:
        case = self.file(NewRequestIdEachTime)
        lines = self.world.journal(method="SubmitDossier")
        self.assertEqual([line.replay for line in lines], [False, False])
        self.assertEqual(len({line.request_id for line in lines}), 2)
        self.assertEqual(len(self.dossiers()), 2)
        # The one that the front office follows is the one that is refused.
        dossier = self.front_office().follow(case, SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_REFUSED)
        self.assertEqual(dossier.reason, reasons.CHILD_ALREADY_REGISTERED)


class ClosedGatewayTest(Rehearsal):
    """The gateway refuses calls, and says for how long."""

    WAIT = timedelta(minutes=10)

    def test_the_correct_one_comes_back_when_it_was_told(self) -> None:
        with BadWire(self.town.gateway) as wire:
            wire.close("SubmitDossier", self.WAIT)
            self.front_office(wire=wire).file("FO-1", self.birth())
            self.assertEqual(wire.clock.now, self.WAIT)
            self.assertEqual(wire.calls["SubmitDossier"], 2)
        self.assertEqual(len(self.dossiers()), 1)

    def test_who_does_not_listen_knocks_in_vain_and_gives_up(self) -> None:
        with BadWire(self.town.gateway) as wire:
            wire.close("SubmitDossier", self.WAIT)
            office = self.front_office(courier_type=IgnoresRetryInfo, wire=wire)
            with self.assertRaises(Refused) as refused:
                office.file("FO-1", self.birth())
            self.assertGreater(refused.exception.retry_after, timedelta())
            self.assertEqual(wire.calls["SubmitDossier"], 8)
            self.assertLess(wire.clock.now, self.WAIT)
        self.assertEqual(self.dossiers(), [])


class SupplementTest(Rehearsal):
    """The residence officer asks for a paper, the simulator's own."""

    def file(self, office_type):
        self.world.set_officers({"agency": "population", "mode": "OFFICER_MODE_SCRIPTED", "script": [
            {"action": "OFFICER_ACTION_REQUEST_SUPPLEMENT", "items": ["RESIDENCE_PROOF"]},
            {"action": "OFFICER_ACTION_APPROVE"}]})
        office = self.front_office(office_type)
        case = office.file("FO-1", self.birth())
        office.look(case)
        self.world.advance(working_days=8)
        return office.follow(case, SECONDS)

    def test_the_correct_one_adds_it(self) -> None:
        dossier = self.file(FrontOffice)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED, dossier.explanation.en)
        self.assertEqual(len(self.world.journal(method="SupplementDossier")), 1)

    def test_who_ignores_it_loses_the_residence_after_seven_working_days(self) -> None:
        dossier = self.file(IgnoresSupplement)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED_IN_PART)
        self.assertEqual(part_of(dossier, "residence").reason, reasons.LATE_SUPPLEMENT)
        self.assertEqual(self.world.journal(method="SupplementDossier"), [])


if __name__ == "__main__":
    unittest.main()
