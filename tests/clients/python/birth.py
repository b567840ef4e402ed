"""The birth bundle of one family, filled in from what the agencies answer."""
from google.protobuf import json_format
from lienthong.civil_registry.v1 import civil_registry_pb2 as civil
from lienthong.common.v1 import common_pb2 as common
from lienthong.gateway.v1 import gateway_service_pb2 as gateway
from lienthong.health.v1 import health_service_pb2 as health
from lienthong.population.v1 import population_pb2 as population
from lienthong.population.v1 import population_service_pb2 as population_service
from lienthong.social_insurance.v1 import social_insurance_pb2 as insurance

PURPOSE = (("lienthong-purpose", "037"),)
MOTHER_NAME = "NGUYỄN THỊ MẪU BÌNH"
MOTHER_BIRTH = common.Date(year=1995, month=3, day=8)
CHILD_BIRTH = common.Date(year=2024, month=7, day=29)


class Family:
    """A mother, her husband, and the facilities near them."""

    def __init__(self, registry, facilities):
        found = registry.ListPersons(
            population_service.ListPersonsRequest(full_name=MOTHER_NAME, birth_date=MOTHER_BIRTH), metadata=PURPOSE)
        (self.mother,) = found.persons
        self.father = registry.GetPerson(
            population_service.GetPersonRequest(pin=self.mother.spouse.pin), metadata=PURPOSE).person
        self.home = self.mother.permanent_residence.address
        near = facilities.ListFacilities(
            health.ListFacilitiesRequest(province_code=self.home.province_code)).facilities
        self.hospital = next(f.facility_code for f in near if f.delivers_births)
        self.clinic = next(f.facility_code for f in near if f.accepts_under_six)


def notice_of(family):
    request = health.IssueBirthNotificationRequest(request_id="notice")
    notice = request.birth_notification
    notice.facility_code = family.hospital
    notice.mother.pin = family.mother.pin
    notice.mother.full_name = family.mother.full_name
    notice.mother.birth_date.CopyFrom(family.mother.birth_date)
    notice.child.sex = common.SEX_MALE
    notice.child.birth_date.CopyFrom(CHILD_BIRTH)
    notice.child.weight_grams = 3200
    notice.children_of_delivery = 1
    return request


def declared(person):
    return civil.DeclaredParent(
        pin=person.pin, full_name=person.full_name, birth_date=person.birth_date, ethnicity_code=person.ethnicity_code,
        nationality=person.nationality, residence_kind=civil.RESIDENCE_KIND_PERMANENT,
        residence=person.permanent_residence.address)


def declaration_of(family):
    return civil.BirthDeclaration(
        commune_code=family.home.commune_code,
        child=civil.DeclaredChild(
            family_name="TRẦN", middle_name="MẪU", given_name="AN", sex=common.SEX_MALE, birth_date=CHILD_BIRTH,
            birth_place=family.home),
        mother=declared(family.mother),
        father=declared(family.father),
        evidence=civil.BirthEvidence(birth_notification=civil.BirthNotificationReference(
            facility_code=family.hospital, mother_pin=family.mother.pin)))


def dossier_of(family):
    request = gateway.SubmitDossierRequest(request_id="dossier", workflow="birth-residence-health-card")
    request.applicant.pin = family.mother.pin
    request.applicant.full_name = family.mother.full_name
    request.applicant.relation = "MOTHER"
    sections = {
        "birth": declaration_of(family),
        "residence": population.ResidenceForm(
            household_id=family.mother.household_id, relation_to_head=population.RELATION_TO_HEAD_CHILD),
        "insurance": insurance.ChildCardForm(primary_facility_code=family.clinic, address=family.home),
    }
    request.form.update({name: json_format.MessageToDict(form, preserving_proto_field_name=True)
                         for name, form in sections.items()})
    return request
