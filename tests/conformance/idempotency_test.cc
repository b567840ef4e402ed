// A write repeated is one write: one example for every office that has writes.
#include <functional>
#include <set>
#include <thread>

#include "deploy/lienthong/persona_forms.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "lienthong/one_stop/v1/one_stop_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "lienthong/portal/v1/portal_service.pb.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "services/base/identity/proto_values.h"
#include "tests/conformance/methods.h"
#include "tests/conformance/town_fixture.h"

namespace lienthong::conformance {
namespace {

constexpr char kControl[] = "lienthong.control.v1.ControlService/";

struct Example {
  std::string office;
  std::string method;
  // `variant` makes bodies that differ.
  std::function<std::unique_ptr<google::protobuf::Message>(const seeds::Nation&, int variant)> make;
};

template <class Request>
Example Of(const std::string& office, const std::string& method,
           std::function<void(const seeds::Nation&, int, Request&)> fill) {
  return {office, method, [fill](const seeds::Nation& nation, int variant) {
            auto request = std::make_unique<Request>();
            request->set_request_id("once");
            fill(nation, variant, *request);
            return std::unique_ptr<google::protobuf::Message>(std::move(request));
          }};
}

void FillHeader(const seeds::Nation& nation, int variant, applications::v1::ApplicationHeader* header) {
  const seeds::Person mother = nation.FindPersona("an-family.mother")->person;
  header->set_application_id("once");
  header->mutable_applicant()->set_pin(mother.pin);
  header->mutable_applicant()->set_full_name(mother.full_name);
  header->mutable_applicant()->set_phone(std::string(10, static_cast<char>('0' + variant)));
}

// The daughter of the an-family, who has a number.
template <class Form>
void FillChild(const seeds::Nation& nation, Form* form) {
  const seeds::Person child = nation.FindPersona("an-family.daughter")->person;
  form->set_child_pin(child.pin);
  form->set_child_full_name(child.full_name);
  *form->mutable_child_birth_date() = ToProto(child.birth_date);
  form->set_child_sex(ToProto(child.sex));
  form->set_birth_record_id(absl::StrCat(child.residence.commune_code, "-2020-00001"));
}

std::vector<Example> Examples() {
  return {
      Of<gateway::v1::SubmitDossierRequest>(
          "gateway", "lienthong.gateway.v1.GatewayService/SubmitDossier",
          [](const seeds::Nation& nation, int variant, auto& request) {
            request = BirthOf(nation, "binh-family")->dossier;
            request.set_request_id("once");
            request.mutable_applicant()->set_email(absl::StrCat(variant, "@example.vn"));
          }),
      Of<health::v1::IssueBirthNotificationRequest>(
          "health", "lienthong.health.v1.HealthService/IssueBirthNotification",
          [](const seeds::Nation& nation, int variant, auto& request) {
            request = BirthOf(nation, "an-family")->notification;
            request.set_request_id("once");
            request.mutable_birth_notification()->mutable_child()->set_weight_grams(3000 + variant);
          }),
      Of<one_stop::v1::SetReadinessRequest>("one_stop", "lienthong.one_stop.v1.OneStopService/SetReadiness",
                                            [](const seeds::Nation&, int variant, auto& request) {
                                              request.set_province_code(variant == 0 ? "01" : "79");
                                              request.set_readiness(one_stop::v1::TENANT_READINESS_NOT_READY);
                                            }),
      Of<population::v1::SubmitResidenceApplicationRequest>(
          "population", "lienthong.population.v1.PopulationService/SubmitResidenceApplication",
          [](const seeds::Nation& nation, int variant, auto& request) {
            FillHeader(nation, variant, request.mutable_header());
            FillChild(nation, request.mutable_form());
            request.mutable_form()->set_household_id(nation.FindPersona("an-family.mother")->person.household_id);
            request.mutable_form()->set_relation_to_head(population::v1::RELATION_TO_HEAD_CHILD);
          }),
      Of<social_insurance::v1::SubmitChildCardApplicationRequest>(
          "social_insurance", "lienthong.social_insurance.v1.SocialInsuranceService/SubmitChildCardApplication",
          [](const seeds::Nation& nation, int variant, auto& request) {
            FillHeader(nation, variant, request.mutable_header());
            FillChild(nation, request.mutable_form());
            const auto birth = BirthOf(nation, "an-family");
            request.mutable_form()->set_primary_facility_code(birth->dossier.form()
                                                                  .fields()
                                                                  .at("insurance")
                                                                  .struct_value()
                                                                  .fields()
                                                                  .at("primary_facility_code")
                                                                  .string_value());
            *request.mutable_form()->mutable_address() =
                ToProto(nation.FindPersona("an-family.mother")->person.residence);
          }),
      Of<portal::v1::RegisterDossierRequest>("portal", "lienthong.portal.v1.PortalService/RegisterDossier",
                                             [](const seeds::Nation& nation, int variant, auto& request) {
                                               const auto mother = nation.FindPersona("an-family.mother")->person;
                                               request.set_dossier_code("G22.99-240805-000001");
                                               request.set_procedure_code("2.002621");
                                               request.mutable_applicant()->set_pin(mother.pin);
                                               request.mutable_applicant()->set_full_name(mother.full_name);
                                               request.mutable_applicant()->set_email(
                                                   absl::StrCat(variant, "@example.vn"));
                                             }),
  };
}

void PrintTo(const Example& example, std::ostream* out) { *out << example.method; }

class IdempotencyTest : public ::testing::TestWithParam<Example> {
 protected:
  // A world of the test's own.
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    world_ = absl::StrCat("w", std::hash<std::string>()(test));
    control::v1::World world;
    world.set_name(world_);
    world.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
    const auto created = town_.town().authority().Create(std::move(world));
    ASSERT_TRUE(created.ok()) << created.status();
  }
  host::RawAnswer Write(int variant, absl::Duration timeout = absl::Seconds(30)) {
    return town_.Ask(GetParam().office, GetParam().method,
                     GetParam().make(town_.town().nation(), variant)->SerializeAsString(), InWorld(world_), timeout);
  }
  // Lines of the canonical journal: a replay has none.
  int Effects() {
    control::v1::ListJournalRequest request;
    request.set_world(world_);
    request.set_canonical(true);
    request.set_agency(GetParam().office);
    request.set_method(GetParam().method);
    const auto journal = CallAndWait<control::v1::ListJournalResponse>(
        town_.town().transport(), "gateway", absl::StrCat(kControl, "ListJournal"), request);
    EXPECT_TRUE(journal.ok()) << journal.status();
    return journal->entries_size();
  }

  OpenTown& town_ = OpenTown::Get();
  std::string world_;
};

TEST_P(IdempotencyTest, ARepeatedWriteIsAnsweredAsBeforeAndAnotherBodyRefused) {
  const host::RawAnswer first = Write(0);
  ASSERT_TRUE(first.status.ok()) << first.status;
  const host::RawAnswer again = Write(0);
  ASSERT_TRUE(again.status.ok()) << again.status;
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(ReasonOf(Write(1).status), Reason::REQUEST_ID_REUSED);
  EXPECT_EQ(Effects(), 1) << "replay and refusal are no lines";
}

TEST_P(IdempotencyTest, TwoHundredAtOnceAreOne) {
  constexpr int kThreads = 8;
  constexpr int kEach = 25;
  std::vector<std::vector<host::RawAnswer>> answers(kThreads);
  std::vector<std::thread> threads;
  for (auto& mine : answers) {
    threads.emplace_back([&mine, this] {
      for (int i = 0; i < kEach; ++i) mine.push_back(Write(0));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& mine : answers) {
    for (const host::RawAnswer& answer : mine) {
      ASSERT_TRUE(answer.status.ok()) << answer.status;
      EXPECT_EQ(answer.body, answers[0][0].body);
    }
  }
  EXPECT_EQ(Effects(), 1);
}

TEST_P(IdempotencyTest, ADeadlineIsKeptWhileAnotherHasTheTurn) {
  auto& authority = town_.town().authority();
  absl::Notification entered;
  int64_t step = 0;
  authority.Enter(world_, GetParam().office, "another", "", [&](absl::StatusOr<host::Moment> moment) {
    if (moment.ok()) step = moment->step;
    entered.Notify();
  });
  entered.WaitForNotification();
  const host::RawAnswer late = Write(0, absl::Milliseconds(50));
  EXPECT_EQ(late.status.code(), absl::StatusCode::kDeadlineExceeded) << late.status;
  EXPECT_EQ(ReasonOf(late.status), Reason::DEADLINE_PASSED);
  absl::Notification left;
  authority.Leave(world_, GetParam().office, "another", step, {}, true, [&](const absl::Status&) { left.Notify(); });
  left.WaitForNotification();
  EXPECT_TRUE(Write(0).status.ok()) << "the same write under the same request_id";
  EXPECT_EQ(Effects(), 1);
}

INSTANTIATE_TEST_SUITE_P(Offices, IdempotencyTest, ::testing::ValuesIn(Examples()),
                         [](const auto& info) { return info.param.office; });

// An office with writes of its own has an example above.
TEST(ExamplesTest, NoOfficeIsForgotten) {
  std::set<std::string> covered;
  for (const Example& example : Examples()) covered.insert(example.office);
  for (const std::string& office : OpenTown::Get().offices()) {
    for (const std::string& service : OpenTown::Get().ServicesOf(office)) {
      // The desk's and the inbox's writes are the base's, tested there.
      if (!absl::StartsWith(service, absl::StrCat("lienthong.", office, "."))) continue;
      const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
      for (int i = 0; i < descriptor->method_count(); ++i) {
        // The civil registry's one write is made by every dossier of the gateway.
        if (office == "civil_registry" || !IsWrite(*descriptor->method(i))) continue;
        EXPECT_TRUE(covered.count(office) > 0) << office;
      }
    }
  }
}

}  // namespace
}  // namespace lienthong::conformance
