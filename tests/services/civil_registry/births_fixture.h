#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/base/world/times.h"
#include "services/civil_registry/civil_registry_agency.h"
#include "tests/testing/agency_harness.h"

// A civil registry with the persona families at its desk, and short words for what people do there.
namespace lienthong::civil_registry {

inline constexpr char kSubmit[] = "lienthong.civil_registry.v1.CivilRegistryService/SubmitBirthApplication";
inline constexpr char kGetRecord[] = "lienthong.civil_registry.v1.CivilRegistryService/GetBirthRecord";
inline constexpr char kIssue[] = "lienthong.population.v1.PopulationService/IssuePersonalNumber";
inline constexpr char kDesk[] = "lienthong.applications.v1.ApplicationService/";

using applications::v1::Application;
using population::v1::IssuePersonalNumberRequest;
using population::v1::IssuePersonalNumberResponse;

// One small nation for the whole binary.
inline std::shared_ptr<const seeds::Nation> TheNation() {
  static const auto& nation = *new std::shared_ptr<const seeds::Nation>([] {
    seeds::NationOptions options;
    options.population = 2000;
    return seeds::Nation::Generate(options).value();
  }());
  return nation;
}

inline seeds::Person Persona(const std::string& key) { return TheNation()->FindPersona(key).value().person; }

inline v1::DeclaredParent ParentOf(const seeds::Person& person) {
  v1::DeclaredParent parent;
  parent.set_pin(person.pin);
  parent.set_full_name(person.full_name);
  *parent.mutable_birth_date() = ToProto(person.birth_date);
  parent.set_ethnicity_code(person.ethnicity_code);
  parent.set_nationality(person.nationality);
  parent.set_residence_kind(v1::RESIDENCE_KIND_PERMANENT);
  if (!person.residence.commune_code.empty()) *parent.mutable_residence() = ToProto(person.residence);
  return parent;
}

// A name of the usual order: family, middle, given.
inline void SetName(const std::string& full_name, v1::DeclaredChild& child) {
  const std::vector<std::string> words = absl::StrSplit(full_name, ' ');
  child.set_family_name(words.front());
  child.set_given_name(words.back());
  std::string middle;
  for (size_t i = 1; i + 1 < words.size(); ++i) absl::StrAppend(&middle, i == 1 ? "" : " ", words[i]);
  child.set_middle_name(middle);
}

// The declaration of a family's child at the mother's commune, with a notification that fits.
inline v1::BirthDeclaration DeclarationOf(const std::string& family, const std::string& child_key = "child") {
  const seeds::Person child = Persona(absl::StrCat(family, ".", child_key));
  const seeds::Person mother = Persona(absl::StrCat(family, ".mother"));
  v1::BirthDeclaration form;
  form.set_commune_code(mother.residence.commune_code);
  SetName(child.full_name, *form.mutable_child());
  form.mutable_child()->set_sex(ToProto(child.sex));
  *form.mutable_child()->mutable_birth_date() = ToProto(child.birth_date);
  *form.mutable_child()->mutable_birth_place() = AddressOf("", mother.residence.commune_code);
  form.mutable_child()->set_ethnicity_code(child.ethnicity_code);
  *form.mutable_mother() = ParentOf(mother);
  const auto father = TheNation()->FindPersona(absl::StrCat(family, ".father"));
  if (father.ok()) *form.mutable_father() = ParentOf(father->person);
  v1::BirthNotificationReference& notification = *form.mutable_evidence()->mutable_birth_notification();
  notification.set_number(absl::StrCat("01901.GCS.00001.24/", family, "/", child_key));
  notification.set_facility_code("01901");
  notification.set_mother_pin(mother.pin);
  notification.set_mother_full_name(mother.full_name);
  *notification.mutable_child_birth_date() = form.child().birth_date();
  notification.set_child_sex(form.child().sex());
  return form;
}

class BirthsTest : public ::testing::Test {
 protected:
  BirthsTest() : harness_("civil_registry") { Register(TheNation(), harness_.handlers()); }

  absl::StatusOr<Application> Submit(const std::string& id, const v1::BirthDeclaration& form) {
    v1::SubmitBirthApplicationRequest request;
    request.mutable_header()->set_application_id(id);
    request.mutable_header()->mutable_applicant()->set_pin(form.mother().pin());
    *request.mutable_form() = form;
    const auto response = harness_.Call<v1::SubmitBirthApplicationResponse>(kSubmit, request);
    if (!response.ok()) return response.status();
    return response->application();
  }

  Application Read(const std::string& id) {
    applications::v1::GetApplicationRequest request;
    request.set_application_id(id);
    return harness_.Call<applications::v1::GetApplicationResponse>(absl::StrCat(kDesk, "GetApplication"), request)
        ->application();
  }

  // Submits, and says what became of it when nothing is left to do now.
  Application Settle(const std::string& id, const v1::BirthDeclaration& form) {
    const auto submitted = Submit(id, form);
    EXPECT_TRUE(submitted.ok()) << submitted.status();
    return Read(id);
  }

  absl::StatusOr<v1::BirthRecord> RecordOf(const std::string& application_id) {
    v1::GetBirthRecordRequest request;
    request.set_application_id(application_id);
    const auto response = harness_.Call<v1::GetBirthRecordResponse>(kGetRecord, request);
    if (!response.ok()) return response.status();
    return response->record();
  }

  absl::StatusOr<Application> Decide(const std::string& id, applications::v1::OfficerAction action) {
    applications::v1::DecideApplicationRequest request;
    request.set_application_id(id);
    request.set_action(action);
    const auto response = harness_.Call<applications::v1::DecideApplicationResponse>(
        absl::StrCat(kDesk, "DecideApplication"), request, AgencyHarness::Officer("registrar-1"));
    if (!response.ok()) return response.status();
    return response->application();
  }

  absl::Status Pay(const std::string& id, int64_t amount_vnd) {
    applications::v1::PayApplicationRequest request;
    request.set_application_id(id);
    request.set_amount_vnd(amount_vnd);
    request.set_payment_reference("reference-1");
    return harness_.Call<applications::v1::PayApplicationResponse>(absl::StrCat(kDesk, "PayApplication"), request)
        .status();
  }

  absl::Status Withdraw(const std::string& id) {
    applications::v1::WithdrawApplicationRequest request;
    request.set_application_id(id);
    return harness_
        .Call<applications::v1::WithdrawApplicationResponse>(absl::StrCat(kDesk, "WithdrawApplication"), request)
        .status();
  }

  // The population register as it answers when all is well: a free number of the child's cell.
  void LetPopulationAnswer() {
    harness_.Respond<IssuePersonalNumberRequest, IssuePersonalNumberResponse>(
        kIssue, [this](const IssuePersonalNumberRequest& request) { return NumberFor(request); });
  }

  absl::StatusOr<IssuePersonalNumberResponse> NumberFor(const IssuePersonalNumberRequest& request) {
    seeds::NumberCell cell;
    cell.province_code = request.registration_place().province_code();
    cell.sex = FromProto(request.sex());
    cell.birth_year = request.birth_date().year();
    IssuePersonalNumberResponse response;
    response.set_pin(TheNation()->FreeNumber(cell, ++draws_).value());
    return response;
  }

  AgencyHarness harness_;
  uint64_t draws_ = 0;
};

}  // namespace lienthong::civil_registry
