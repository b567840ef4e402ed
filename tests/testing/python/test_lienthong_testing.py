"""Worlds, clock, officers, journal and refusals as a team's own tests see them."""
import os
import unittest
from datetime import datetime, timedelta, timezone

import grpc

import lienthong_testing
from lienthong_testing import Refusal

BINARY = os.environ.get("LIENTHONG_BINARY", "build/lienthong")
NOTICE = {
    "facility_code": "01901",
    "children_of_delivery": 1,
    "child": {"sex": "SEX_MALE", "birth_date": {"year": 2024, "month": 7, "day": 29}, "weight_grams": 3200},
}
HOME = {"province_code": "01", "district_code": "001", "commune_code": "00001"}
# As much of a birth as is looked at before an officer sees it.
BIRTH = {
    "workflow": "birth-residence-health-card",
    "applicant": {"pin": "901023000149", "full_name": "Người Mẫu"},
    "form": {"birth": {
        "commune_code": "00001",
        "child": {"family_name": "Mẫu", "given_name": "An", "sex": "SEX_MALE",
                  "birth_date": NOTICE["child"]["birth_date"]},
        "mother": {"residence": HOME, "full_name": "Người Mẫu"},
    }},
}


def setUpModule() -> None:
    global town
    town = lienthong_testing.start(BINARY)


def tearDownModule() -> None:
    town.close()


def notice_for(world: lienthong_testing.World) -> dict:
    """A birth notification of somebody who may give birth."""
    (mother,) = world.at("population").ListPersons(
        full_name="Nguyễn Thị Mẫu Bình", birth_date={"year": 1995, "month": 3, "day": 8}).persons
    return {**NOTICE, "mother": {"pin": mother.pin, "full_name": mother.full_name, "birth_date": mother.birth_date}}


def notices_in(world: lienthong_testing.World) -> int:
    return len(world.at("health").ListBirthNotifications().birth_notifications)


class WorldTest(unittest.TestCase):
    def test_a_fresh_world_is_gone_after_its_block(self) -> None:
        with town.fresh_world() as world:
            self.assertEqual(town.world(world.name).name, world.name)
        with self.assertRaises(Refusal) as refused:
            world.at("population").ListPersons(page_size=1)
        self.assertEqual(refused.exception.reason, "WORLD_UNKNOWN")

    def test_what_happens_in_a_world_stays_there(self) -> None:
        with town.fresh_world() as one, town.fresh_world() as other:
            one.at("health").IssueBirthNotification(birth_notification=notice_for(one))
            self.assertEqual((notices_in(one), notices_in(other)), (1, 0))

    def test_a_fork_has_the_past_and_its_own_future(self) -> None:
        with town.fresh_world() as world:
            world.at("health").IssueBirthNotification(birth_notification=notice_for(world))
            with world.fork() as copy:
                copy.reset()
                self.assertEqual((notices_in(world), notices_in(copy)), (1, 0))

    def test_worlds_of_one_seed_give_the_same_numbers(self) -> None:
        def issue(world: lienthong_testing.World) -> str:
            answer = world.at("health").IssueBirthNotification(birth_notification=notice_for(world))
            return answer.birth_notification.number

        with town.fresh_world(seed=7) as one, town.fresh_world(seed=7) as other:
            self.assertEqual(issue(one), issue(other))

    def test_a_world_can_begin_on_another_day(self) -> None:
        with town.fresh_world(now="2025-07-01T01:00:00Z") as world:
            self.assertEqual(world.now(), datetime(2025, 7, 1, 1, tzinfo=timezone.utc))

    def test_a_world_nobody_damaged_is_coherent(self) -> None:
        with town.fresh_world() as world:
            world.at("health").IssueBirthNotification(birth_notification=notice_for(world))
            self.assertEqual(world.violations(), [])


class ClockTest(unittest.TestCase):
    def test_it_moves_by_working_days_by_time_and_to_a_time(self) -> None:
        with town.fresh_world() as world:
            start = world.now()
            self.assertEqual(world.advance(working_days=5), start + timedelta(days=7))
            self.assertEqual(world.advance(by=timedelta(hours=1.5)), start + timedelta(days=7, hours=1.5))
            tet = datetime(2025, 1, 29, tzinfo=timezone.utc)
            self.assertEqual(world.advance(to=tet), tet)
            self.assertEqual(world.advance(until_idle=True), tet)

    def test_it_does_not_move_back(self) -> None:
        with town.fresh_world() as world, self.assertRaises(Refusal) as refused:
            world.advance(to=world.now() - timedelta(days=1))
        self.assertEqual(refused.exception.reason, "CLOCK_BACKWARD")


class JournalTest(unittest.TestCase):
    def test_it_has_what_was_asked_and_answered_and_by_whom(self) -> None:
        with town.fresh_world() as world:
            notice = notice_for(world)
            shop = world.calling_as("my-shop", purpose="037")
            number = shop.at("health").IssueBirthNotification(
                birth_notification=notice, request_id="r-1").birth_notification.number
            (line,) = world.journal(method="IssueBirthNotification", caller="my-shop")
            self.assertEqual((line.agency, line.request_id, line.purpose), ("health", "r-1", "037"))
            self.assertEqual(world.request_of(line).birth_notification.mother.pin, notice["mother"]["pin"])
            self.assertEqual(world.response_of(line).birth_notification.number, number)
            self.assertEqual(world.journal(method="IssueBirthNotification", caller="somebody-else"), [])

    def test_a_repeated_request_is_marked(self) -> None:
        with town.fresh_world() as world:
            notice = notice_for(world)
            for _ in range(2):
                world.at("health").IssueBirthNotification(birth_notification=notice, request_id="r-1")
            lines = world.journal(method="IssueBirthNotification")
            self.assertEqual(sorted(line.replay for line in lines), [False, True])


class OfficersTest(unittest.TestCase):
    def test_they_behave_as_they_are_told(self) -> None:
        with town.fresh_world() as world:
            world.set_officers({"agency": "population", "mode": "OFFICER_MODE_PERSON"})
            (policy,) = town.control.GetWorld(world=world.name).world.officers
            self.assertEqual(policy.agency, "population")
            world.set_officers()
            self.assertEqual(list(town.control.GetWorld(world=world.name).world.officers), [])

    def test_an_unknown_agency_is_refused(self) -> None:
        with town.fresh_world() as world, self.assertRaises(Refusal) as refused:
            world.set_officers({"agency": "post", "mode": "OFFICER_MODE_PERSON"})
        self.assertEqual(refused.exception.reason, "AGENCY_UNKNOWN")


class RefusalTest(unittest.TestCase):
    def test_it_has_reason_field_and_sentences(self) -> None:
        with town.fresh_world() as world, self.assertRaises(Refusal) as refused:
            world.at("population").GetPerson(pin="12")
        refusal = refused.exception
        self.assertEqual(refusal.code, grpc.StatusCode.INVALID_ARGUMENT)
        self.assertEqual(refusal.reason, "PERSONAL_NUMBER_NOT_12_DIGITS")
        self.assertEqual(refusal.metadata, {"field": "pin"})
        self.assertEqual(list(refusal.fields), ["pin"])
        self.assertEqual(set(refusal.texts), {"vi", "en"})
        self.assertIsNone(refusal.retry_after)

    def test_a_crowded_server_says_when_to_call_again(self) -> None:
        with lienthong_testing.start(BINARY, options=["--max-world-watches", "1"]) as small:
            with small.fresh_world(officers=[{"agency": "*", "mode": "OFFICER_MODE_PERSON"}]) as world:
                dossier = world.at("gateway").SubmitDossier(BIRTH).dossier
                held = world.at("gateway").WatchDossier(dossier_id=dossier.dossier_id)
                self.assertEqual(next(held).sequence, 1)
                with self.assertRaises(Refusal) as refused:
                    next(world.at("gateway").WatchDossier(dossier_id=dossier.dossier_id))
        self.assertEqual(refused.exception.code, grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertGreater(refused.exception.retry_after, timedelta())

    def test_what_is_no_field_is_said_before_anything_is_sent(self) -> None:
        with town.fresh_world() as world:
            with self.assertRaisesRegex(TypeError, "pinn"):
                world.at("population").GetPerson(pinn="12")
            with self.assertRaisesRegex(AttributeError, "GetPersons"):
                world.at("population").GetPersons
            self.assertEqual(world.journal(), [])


if __name__ == "__main__":
    unittest.main()
