import json
import os
import sys
import traceback
import unicodedata

import grpc
from google.rpc import error_details_pb2, status_pb2

from lienthong.applications.v1 import application_pb2 as applications
from lienthong.control.v1 import control_service_pb2 as control
from lienthong.control.v1 import control_service_pb2_grpc as control_grpc
from lienthong.gateway.v1 import dossier_pb2 as dossiers
from lienthong.gateway.v1 import gateway_service_pb2 as gateway
from lienthong.gateway.v1 import gateway_service_pb2_grpc as gateway_grpc
from lienthong.health.v1 import health_service_pb2_grpc as health_grpc
from lienthong.population.v1 import population_service_pb2 as population
from lienthong.population.v1 import population_service_pb2_grpc as population_grpc

from birth import Family, MOTHER_BIRTH, MOTHER_NAME, dossier_of, notice_of

with open(os.environ["AGENCIES"], encoding="utf-8") as directory:
    ADDRESSES = {agency["name"]: agency["address"] for agency in json.load(directory)["agencies"]}


def channel(agency):
    return grpc.insecure_channel(ADDRESSES[agency])


registry = population_grpc.PopulationServiceStub(channel("population"))
facilities = health_grpc.HealthServiceStub(channel("health"))
citizen = gateway_grpc.GatewayServiceStub(channel("gateway"))
tester = control_grpc.ControlServiceStub(channel("gateway"))


def refusal(call, request, **options):
    """The refusal's code and its google.rpc details, by short name."""
    try:
        call(request, timeout=10, **options)
    except grpc.RpcError as error:
        trailers = dict(error.trailing_metadata())
        status = status_pb2.Status.FromString(trailers["grpc-status-details-bin"])
        assert status.message == error.details()
        assert status.code == error.code().value[0]
        return error.code(), details_of(status)
    raise AssertionError("it was not refused")


def details_of(status):
    found = {}
    for detail in status.details:
        message = getattr(error_details_pb2, detail.type_url.rpartition(".")[2])()
        assert detail.Unpack(message)
        found.setdefault(message.DESCRIPTOR.name, []).append(message)
    return found


def finds_a_person():
    (person,) = registry.ListPersons(population.ListPersonsRequest(page_size=1)).persons
    assert len(person.pin) == 12 and person.pin.isdigit()


def unpacks_a_refusal():
    code, details = refusal(registry.GetPerson, population.GetPersonRequest(pin="12"))
    assert code == grpc.StatusCode.INVALID_ARGUMENT
    (info,) = details["ErrorInfo"]
    assert (info.reason, info.domain) == ("PERSONAL_NUMBER_NOT_12_DIGITS", "population.lienthong.vn")
    assert details["BadRequest"][0].field_violations[0].field == "pin"
    assert {text.locale for text in details["LocalizedMessage"]} == {"vi", "en"}


def unpacks_a_gateway_refusal():
    code, details = refusal(citizen.GetDossier, gateway.GetDossierRequest(dossier_id="none"))
    assert code == grpc.StatusCode.NOT_FOUND
    assert details["ErrorInfo"][0].reason == "RESOURCE_NOT_FOUND"


def matches_names_in_both_forms():
    (mother,) = registry.ListPersons(
        population.ListPersonsRequest(full_name=MOTHER_NAME, birth_date=MOTHER_BIRTH)).persons
    composed = unicodedata.normalize("NFC", MOTHER_NAME)
    decomposed = unicodedata.normalize("NFD", MOTHER_NAME)
    assert composed != decomposed
    for spelling in (composed, decomposed, composed.lower(), decomposed.title(), composed.replace(" ", "  ")):
        answer = registry.LookUpPerson(
            population.LookUpPersonRequest(pin=mother.pin, full_name=spelling, birth_date=MOTHER_BIRTH))
        assert answer.outcome == population.MATCH_OUTCOME_MATCH, ascii(spelling)
        listed = registry.ListPersons(population.ListPersonsRequest(full_name=spelling, birth_date=MOTHER_BIRTH))
        assert [person.pin for person in listed.persons] == [mother.pin], ascii(spelling)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    answer = registry.LookUpPerson(
        population.LookUpPersonRequest(pin=mother.pin, full_name=plain, birth_date=MOTHER_BIRTH))
    assert answer.outcome == population.MATCH_OUTCOME_PARTIAL_MATCH


def runs_the_bundle():
    world = control.CreateWorldRequest(request_id="python")
    world.world.name = "python"
    tester.CreateWorld(world)
    headers = (("lienthong-world", "python"), ("lienthong-caller", "python"))
    family = Family(registry, facilities)
    notice = facilities.IssueBirthNotification(notice_of(family), metadata=headers).birth_notification
    assert notice.number
    filed = citizen.SubmitDossier(dossier_of(family), metadata=headers).dossier
    watch = citizen.WatchDossier(
        gateway.WatchDossierRequest(dossier_id=filed.dossier_id), metadata=headers, timeout=30)
    assert [event.sequence for event in watch] == list(range(1, watch_length(filed, headers) + 1))
    done = citizen.GetDossier(gateway.GetDossierRequest(dossier_id=filed.dossier_id), metadata=headers).dossier
    assert done.outcome == dossiers.DOSSIER_OUTCOME_COMPLETED, done.explanation.en
    assert [part.task for part in done.parts] == ["birth", "residence", "insurance"]
    assert all(part.status == applications.APPLICATION_STATUS_COMPLETED and part.documents for part in done.parts)
    knows_the_child(family, headers)


def watch_length(filed, headers):
    return citizen.GetDossier(gateway.GetDossierRequest(dossier_id=filed.dossier_id), metadata=headers).dossier.sequence


def knows_the_child(family, headers):
    """One citizen's state, shared by all agencies."""
    (child,) = registry.ListPersons(
        population.ListPersonsRequest(mother_pin=family.mother.pin),
        metadata=headers + (("lienthong-purpose", "037"),)).persons
    assert child.full_name == "TRẦN MẪU AN"
    assert child.household_id == family.mother.household_id
    elsewhere = registry.ListPersons(population.ListPersonsRequest(mother_pin=family.mother.pin)).persons
    assert not elsewhere, "another world must not know the child"


def refuses_the_same_birth_again():
    headers = (("lienthong-world", "python"),)
    request = notice_of(Family(registry, facilities))
    request.request_id = "another"
    code, details = refusal(facilities.IssueBirthNotification, request, metadata=headers)
    assert code == grpc.StatusCode.ALREADY_EXISTS
    assert details["ErrorInfo"][0].reason == "BIRTH_NOTIFICATION_ALREADY_ISSUED"


def main():
    checks = [finds_a_person, unpacks_a_refusal, unpacks_a_gateway_refusal, matches_names_in_both_forms,
              runs_the_bundle, refuses_the_same_birth_again]
    failed = 0
    for check in checks:
        try:
            check()
            print("ok     ", check.__name__.replace("_", " "))
        except Exception:
            failed += 1
            print("FAILED ", check.__name__.replace("_", " "))
            traceback.print_exc(file=sys.stdout)
    return 1 if failed else 0


sys.exit(main())
