#pragma once

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/population/population_agency.h"
#include "services/population/population_registry.h"
#include "tests/testing/agency_harness.h"

namespace lienthong::population {

// A small nation, the same for all tests of the binary.
inline std::shared_ptr<const seeds::Nation> SmallNation() {
  static const auto* nation = [] {
    seeds::NationOptions options;
    options.population = 1000;
    return new std::shared_ptr<const seeds::Nation>(seeds::Nation::Generate(options).value());
  }();
  return *nation;
}

inline seeds::Person Someone(absl::string_view persona) { return SmallNation()->FindPersona(persona).value().person; }

MATCHER_P(HasReason, reason, "") { return lienthong::ReasonOf(arg.status()) == reason; }

// The register in a world of its own, called as any agency calls it. `registry` looks into the same state: it has none
// of its own.
class PopulationTest : public testing::Test {
 protected:
  PopulationTest() : registry(SmallNation()) { Register(SmallNation(), harness.handlers()); }

  static std::string Method(const char* name) {
    return std::string("lienthong.population.v1.PopulationService/") + name;
  }
  static AgencyHarness::Caller CivilRegistry() { return {.name = "civil_registry"}; }
  static AgencyHarness::Caller WithPurpose(const char* purpose) {
    return {.name = "anonymous", .outside = true, .purpose = purpose};
  }

  absl::StatusOr<v1::LookUpPersonResponse> LookUp(const v1::LookUpPersonRequest& request,
                                                  const AgencyHarness::Caller& caller = {}) {
    return harness.Call<v1::LookUpPersonResponse>(Method("LookUpPerson"), request, caller);
  }
  absl::StatusOr<v1::VerifyPersonResponse> Verify(const v1::VerifyPersonRequest& request,
                                                  const AgencyHarness::Caller& caller = {}) {
    return harness.Call<v1::VerifyPersonResponse>(Method("VerifyPerson"), request, caller);
  }
  absl::StatusOr<v1::GetPersonResponse> GetPerson(const std::string& pin, const AgencyHarness::Caller& caller = {}) {
    v1::GetPersonRequest request;
    request.set_pin(pin);
    return harness.Call<v1::GetPersonResponse>(Method("GetPerson"), request, caller);
  }
  absl::StatusOr<v1::ListPersonsResponse> List(const v1::ListPersonsRequest& request,
                                               const AgencyHarness::Caller& caller = {}) {
    return harness.Call<v1::ListPersonsResponse>(Method("ListPersons"), request, caller);
  }
  absl::StatusOr<v1::GetHouseholdResponse> GetHousehold(const std::string& member_pin,
                                                        const AgencyHarness::Caller& caller = {}) {
    v1::GetHouseholdRequest request;
    request.set_member_pin(member_pin);
    return harness.Call<v1::GetHouseholdResponse>(Method("GetHousehold"), request, caller);
  }
  absl::StatusOr<v1::IssuePersonalNumberResponse> Issue(const v1::IssuePersonalNumberRequest& request,
                                                        const AgencyHarness::Caller& caller = CivilRegistry()) {
    return harness.Call<v1::IssuePersonalNumberResponse>(Method("IssuePersonalNumber"), request, caller);
  }

  // The birth of a persona child as the civil registry of the mother's commune (or `registrar`'s) has recorded it.
  v1::IssuePersonalNumberRequest BirthOf(const std::string& family, const std::string& child = "child",
                                         const std::string& registrar = "mother") {
    const seeds::Person newborn = Someone(family + "." + child);
    v1::IssuePersonalNumberRequest request;
    request.set_request_id("issue-" + family + child);
    request.set_birth_record_id("record-" + family + child);
    request.set_full_name(newborn.full_name);
    request.set_sex(ToProto(newborn.sex));
    *request.mutable_birth_date() = ToProto(newborn.birth_date);
    *request.mutable_registration_place() = ToProto(Someone(family + "." + registrar).residence);
    request.set_mother_pin(newborn.mother_pin);
    request.set_father_pin(newborn.father_pin);
    request.set_ethnicity_code(newborn.ethnicity_code);
    return request;
  }

  AgencyHarness harness{"population"};
  const PopulationRegistry registry;
};

inline v1::LookUpPersonRequest ClaimOf(const seeds::Person& person) {
  v1::LookUpPersonRequest request;
  request.set_pin(person.pin);
  request.set_full_name(person.full_name);
  *request.mutable_birth_date() = ToProto(person.birth_date);
  return request;
}

inline v1::VerifyPersonRequest VerificationOf(const seeds::Person& person) {
  v1::VerifyPersonRequest request;
  request.set_pin(person.pin);
  request.set_full_name(person.full_name);
  *request.mutable_birth_date() = ToProto(person.birth_date);
  return request;
}

inline common::v1::Date DateOf(int year, int month = 0, int day = 0) {
  return ToProto(seeds::PartialDate{year, month, day});
}

}  // namespace lienthong::population
