"""What the tests of connectors share: a town with the card office in its seat, a family, a front office."""
from __future__ import annotations

import os
import unittest
from typing import ClassVar, Optional, Sequence, Type

import grpc

import lienthong_testing
from lienthong_testing import World

import broken
from bad_wire import BadWire
from birth import Family, dossier_of, notice_of
from card_office.office import CardOffice
from connector.courier import Courier, Patience
from connector.front_office import Case, FrontOffice
from lienthong.common.v1.common_pb2 import Component
from lienthong.gateway.v1 import dossier_pb2 as dossiers
from lienthong.gateway.v1 import gateway_service_pb2 as messages
from lienthong.gateway.v1.gateway_service_pb2_grpc import GatewayServiceStub
from lienthong.health.v1.health_service_pb2_grpc import HealthServiceStub
from lienthong.population.v1.population_service_pb2_grpc import PopulationServiceStub

BINARY = os.environ.get("LIENTHONG_BINARY", "build/lienthong")
CALLER = "front-office-7"
# An answer that takes longer than this is none.
SECONDS = 30.0


class WillingCitizen:
    """Has every paper and pays at once."""

    def papers_for(self, items: Sequence[str]) -> list[Component]:
        return [Component(component_code=item, digitised=True) for item in items]

    def pay(self, amount_vnd: int, fee_code: str) -> str:
        return f"receipt-{fee_code}-{amount_vnd}"


class Rehearsal(unittest.TestCase):
    """One town a class; each test has a world of its own."""

    # What is wrong with the office in the seat, of broken.OFFICES; None: nothing.
    broken_office: ClassVar[Optional[str]] = None
    # False: the simulator plays social insurance itself.
    seated: ClassVar[bool] = True
    office: ClassVar[CardOffice]
    town: ClassVar[lienthong_testing.Town]

    @classmethod
    def setUpClass(cls) -> None:
        cls.office = broken.office(cls.broken_office)
        cls.addClassCleanup(cls.office.close)
        seats = {"social_insurance": cls.office.address} if cls.seated else {}
        cls.town = lienthong_testing.start(BINARY, seats=seats)
        cls.addClassCleanup(cls.town.close)
        cls.office.outbox.report_to(cls.town.gateway)

    def setUp(self) -> None:
        self.world: World = self.town.fresh_world(caller=CALLER)
        self.addCleanup(self.world.delete)

    def courier(self, courier_type: Type[Courier] = Courier, wire: Optional[BadWire] = None,
                patience: Patience = Patience()) -> Courier:
        more = {"pause": wire.clock.pause} if wire else {}
        return courier_type(self.world.headers, patience, **more)

    def front_office(self, office_type: Type[FrontOffice] = FrontOffice, courier_type: Type[Courier] = Courier,
                     wire: Optional[BadWire] = None) -> FrontOffice:
        """Through `wire` when there is one."""
        channel = self.channel(wire.address if wire else self.town.gateway)
        return office_type(GatewayServiceStub(channel), self.courier(courier_type, wire), WillingCitizen())

    def channel(self, address: str) -> grpc.Channel:
        channel = grpc.insecure_channel(address)
        self.addCleanup(channel.close)
        return channel

    def birth(self, with_card: bool = True) -> messages.SubmitDossierRequest:
        """A family's dossier, after the hospital has told of the child."""
        facilities = HealthServiceStub(self.channel(self.town.address("health")))
        family = Family(PopulationServiceStub(self.channel(self.town.address("population"))), facilities)
        facilities.IssueBirthNotification(notice_of(family), metadata=self.world.metadata)
        dossier = dossier_of(family)
        if not with_card:
            del dossier.form.fields["insurance"]
        return dossier

    def dossier(self, case: Case) -> dossiers.Dossier:
        return self.front_office()._read(case)

    def dossiers(self) -> list:
        return list(self.world.at("gateway").ListDossiers().dossiers)

    def await_part(self, case: Case, task: str, status: int) -> dossiers.Part:
        """Waits until the dossier's part has that status, by the dossier's own history."""
        gateway = GatewayServiceStub(self.channel(self.town.gateway))
        watch = gateway.WatchDossier(messages.WatchDossierRequest(dossier_id=case.dossier_id),
                                     metadata=self.world.metadata, timeout=SECONDS)
        for _ in watch:
            part = part_of(self.dossier(case), task)
            if part is not None and part.status == status:
                watch.cancel()
                return part
        raise AssertionError(f"the part {task} never had status {status}")

    def history(self, case: Case) -> list:
        return [event.event for event in self.world.at("gateway").WatchDossier(dossier_id=case.dossier_id)]


def part_of(dossier: dossiers.Dossier, task: str) -> Optional[dossiers.Part]:
    return next((part for part in dossier.parts if part.task == task), None)
