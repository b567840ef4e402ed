#pragma once

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/nation/nation.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/social_insurance/social_insurance_agency.h"
#include "services/social_insurance/social_insurance_registry.h"
#include "tests/testing/agency_harness.h"

namespace lienthong::social_insurance {

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

inline std::string CardCodeOf(const seeds::Person& person) {
  const seeds::InsuranceCard& card = *person.insurance;
  return seeds::FormatInsuranceCardCode({card.object, card.level, card.province_code, person.si_number});
}

inline common::v1::Date DateOf(int year, int month = 0, int day = 0) {
  return ToProto(seeds::PartialDate{year, month, day});
}

MATCHER_P(HasReason, reason, "") { return lienthong::ReasonOf(arg.status()) == reason; }

// Social insurance in a world of its own, called as any agency calls it.
class SocialInsuranceTest : public testing::Test {
 protected:
  using Submission = v1::SubmitChildCardApplicationRequest;

  SocialInsuranceTest() { Register(SmallNation(), harness.handlers()); }

  template <class Response, class Request>
  absl::StatusOr<Response> Call(const char* method, const Request& request) {
    return harness.Call<Response>(std::string("lienthong.social_insurance.v1.SocialInsuranceService/") + method,
                                  request);
  }

  absl::StatusOr<v1::GetParticipantResponse> GetParticipant(const std::string& pin, const std::string& si_number = "") {
    v1::GetParticipantRequest request;
    request.set_pin(pin);
    request.set_si_number(si_number);
    return Call<v1::GetParticipantResponse>("GetParticipant", request);
  }
  absl::StatusOr<v1::GetCardResponse> GetCard(const std::string& card_code) {
    v1::GetCardRequest request;
    request.set_card_code(card_code);
    return Call<v1::GetCardResponse>("GetCard", request);
  }
  absl::StatusOr<v1::ListCardsResponse> List(const v1::ListCardsRequest& request) {
    return Call<v1::ListCardsResponse>("ListCards", request);
  }
  v1::ListCardsResponse CardsOf(const std::string& pin) {
    v1::ListCardsRequest request;
    request.set_pin(pin);
    return List(request).value();
  }
  v1::CheckCardResponse Check(const v1::CheckCardRequest& request) {
    return Call<v1::CheckCardResponse>("CheckCard", request).value();
  }
  absl::StatusOr<v1::ReportCardChangeResponse> Report(const std::string& card_code, v1::CardChange change) {
    v1::ReportCardChangeRequest request;
    request.set_request_id("report");
    request.set_card_code(card_code);
    request.set_change(change);
    return Call<v1::ReportCardChangeResponse>("ReportCardChange", request);
  }

  // The request for a persona child whose birth was registered: it lives with `host`.
  static Submission ApplicationFor(const std::string& family, const std::string& host = "mother") {
    const seeds::Person child = Someone(family + ".child");
    const seeds::Person parent = Someone(family + "." + host);
    const std::string& province = parent.residence.province_code;
    Submission request;
    request.set_request_id("card-" + family);
    request.mutable_header()->set_application_id("application-" + family);
    v1::ChildCardForm& form = *request.mutable_form();
    form.set_child_pin(SmallNation()->FreeNumber({province, child.sex, child.birth_date.year}, 7).value());
    form.set_child_full_name(child.full_name);
    *form.mutable_child_birth_date() = ToProto(child.birth_date);
    form.set_child_sex(ToProto(child.sex));
    form.set_birth_record_id(parent.residence.commune_code + "-2024-00001");
    *form.mutable_address() = ToProto(parent.residence);
    form.set_primary_facility_code(province + "901");
    form.set_mother_pin(child.mother_pin);
    form.set_father_pin(child.father_pin);
    return request;
  }

  // The application after everything due has run.
  absl::StatusOr<applications::v1::Application> Submit(const Submission& request) {
    const auto answer = Call<v1::SubmitChildCardApplicationResponse>("SubmitChildCardApplication", request);
    if (!answer.ok()) return answer.status();
    return Read(request.header().application_id());
  }
  applications::v1::Application Read(const std::string& id) {
    applications::v1::GetApplicationRequest request;
    request.set_application_id(id);
    return harness
        .Call<applications::v1::GetApplicationResponse>("lienthong.applications.v1.ApplicationService/GetApplication",
                                                        request)
        .value()
        .application();
  }

  // The card an application was granted; fails the test when it wasn't.
  v1::InsuranceCard Granted(const Submission& request) {
    const auto application = Submit(request);
    EXPECT_TRUE(application.ok()) << application.status();
    if (!application.ok()) return {};
    EXPECT_EQ(application->status(), applications::v1::APPLICATION_STATUS_COMPLETED) << application->ShortDebugString();
    v1::InsuranceCard card;
    EXPECT_TRUE(application->result().UnpackTo(&card));
    return card;
  }

  AgencyHarness harness{"social_insurance"};
};

// What a facility reads from the person's papers.
inline v1::CheckCardRequest QuestionAbout(const seeds::Person& person, const std::string& number) {
  v1::CheckCardRequest request;
  request.set_number(number);
  request.set_full_name(person.full_name);
  *request.mutable_birth_date() = ToProto(person.birth_date);
  return request;
}

}  // namespace lienthong::social_insurance
