"""The card office behind `lienthong wire`: what TCP does to it, and how the gateway gets over it."""
from __future__ import annotations

import subprocess
import unittest
from datetime import timedelta

import lienthong_testing
from connector.front_office import Case
from lienthong.gateway.v1 import dossier_pb2 as dossiers

import broken
from rehearsal import BINARY, SECONDS, Rehearsal, part_of

# gRPC comes back to an address that refused it within seconds of wall time; deliveries are made again each quarter of
# an hour of world time, which is over at once.
_DELIVERIES = 100_000


class Wire:
    """A process of its own; each command is answered when it holds."""

    def __init__(self, to: str) -> None:
        self._process = subprocess.Popen([BINARY, "wire", "--to", to], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True)
        self.address = self._process.stdout.readline().split()[1]

    def tell(self, command: str) -> str:
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate()


class WireTest(Rehearsal):
    wire: Wire

    @classmethod
    def setUpClass(cls) -> None:
        cls.office = broken.office()
        cls.addClassCleanup(cls.office.close)
        cls.wire = Wire(cls.office.address)
        cls.addClassCleanup(cls.wire.close)
        cls.town = lienthong_testing.start(BINARY, seats={"social_insurance": cls.wire.address})
        cls.addClassCleanup(cls.town.close)
        cls.office.outbox.report_to(cls.town.gateway)

    def setUp(self) -> None:
        super().setUp()
        self.addCleanup(self.wire.tell, "clear")

    def deliver_until_taken(self, case: Case) -> None:
        for _ in range(_DELIVERIES):
            self.world.advance(by=timedelta(minutes=15))
            if part_of(self.dossier(case), "insurance").sequence > 0:
                return
        self.fail("it was never delivered")

    def test_a_slow_and_narrow_wire_changes_nothing(self) -> None:
        self.assertEqual(self.wire.tell("latency 5ms"), "ok latency 5ms")
        self.assertEqual(self.wire.tell("bandwidth 100000"), "ok latency 5ms, bandwidth 100000")
        office = self.front_office()
        dossier = office.follow(office.file("FO-1", self.birth()), SECONDS)
        self.assertEqual(dossier.outcome, dossiers.DOSSIER_OUTCOME_COMPLETED, dossier.explanation.en)

    def test_an_office_that_refuses_is_tried_until_it_serves(self) -> None:
        self.assertEqual(self.wire.tell("refuse"), "ok refuse")
        office = self.front_office()
        case = office.file("FO-1", self.birth())
        self.world.advance(working_days=1)
        self.assertIn("delivered again by itself", self.dossier(case).explanation.en)
        self.assertEqual(self.wire.tell("clear"), "ok clear")
        self.deliver_until_taken(case)
        self.assertEqual(office.follow(case, SECONDS).outcome, dossiers.DOSSIER_OUTCOME_COMPLETED)
        self.assertEqual(len(self.office.desk.all(self.world.name)), 1)

    def test_what_it_cannot_be_told_is_said(self) -> None:
        self.assertTrue(self.wire.tell("storm").startswith('error: there is no command "storm"'))
        self.assertTrue(self.wire.tell("latency soon").startswith("error: latency can't be"))
        self.assertTrue(self.wire.tell("show").startswith("clear; "))


if __name__ == "__main__":
    unittest.main()
