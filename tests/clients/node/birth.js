// The birth bundle of one family, filled in from what the agencies answer.
'use strict';
const { connect, call, toStruct } = require('./services');

const population = connect('population', 'population.v1.PopulationService');
const health = connect('health', 'health.v1.HealthService');
const purpose = { 'lienthong-purpose': '037' };

const MOTHER = { full_name: 'NGUYỄN THỊ MẪU BÌNH', birth_date: { year: 1995, month: 3, day: 8 } };
const CHILD = { family_name: 'TRẦN', middle_name: 'MẪU', given_name: 'AN', sex: 'SEX_MALE', birth_date: { year: 2024, month: 7, day: 29 } };

async function findFamily() {
  const found = await call(population, 'ListPersons', MOTHER, { headers: purpose });
  const mother = found.persons[0];
  const father = (await call(population, 'GetPerson', { pin: mother.spouse.pin }, { headers: purpose })).person;
  const { facilities } = await call(health, 'ListFacilities', { province_code: mother.permanent_residence.address.province_code });
  return {
    mother,
    father,
    hospital: facilities.find((facility) => facility.delivers_births).facility_code,
    clinic: facilities.find((facility) => facility.accepts_under_six).facility_code,
  };
}

const asParent = (person) => ({
  pin: person.pin,
  full_name: person.full_name,
  birth_date: person.birth_date,
  ethnicity_code: person.ethnicity_code,
  nationality: person.nationality,
  residence_kind: 'RESIDENCE_KIND_PERMANENT',
  residence: person.permanent_residence.address,
});

const noticeOf = ({ mother, hospital }) => ({
  request_id: 'notice',
  birth_notification: {
    facility_code: hospital,
    mother: { pin: mother.pin, full_name: mother.full_name, birth_date: mother.birth_date },
    child: { sex: CHILD.sex, birth_date: CHILD.birth_date, weight_grams: 3200 },
    children_of_delivery: 1,
  },
});

function dossierOf({ mother, father, hospital, clinic }) {
  const home = mother.permanent_residence.address;
  return {
    request_id: 'dossier',
    workflow: 'birth-residence-health-card',
    applicant: { pin: mother.pin, full_name: mother.full_name, relation: 'MOTHER' },
    form: toStruct({
      birth: {
        commune_code: home.commune_code,
        child: { ...CHILD, birth_place: home },
        mother: asParent(mother),
        father: asParent(father),
        evidence: { birth_notification: { facility_code: hospital, mother_pin: mother.pin } },
      },
      residence: { household_id: mother.household_id, relation_to_head: 'RELATION_TO_HEAD_CHILD' },
      insurance: { primary_facility_code: clinic, address: home },
    }),
  };
}

module.exports = { findFamily, noticeOf, dossierOf, health };
