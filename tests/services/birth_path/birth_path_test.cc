#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "lienthong/one_stop/v1/one_stop_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/civil_registry/civil_registry_agency.h"
#include "services/health/health_agency.h"
#include "services/one_stop/one_stop_agency.h"
#include "services/population/population_agency.h"
#include "tests/testing/agency_harness.h"

// A birth from the reception desk through the civil registry to the population register and back, without a gateway:
// each agency's calls are carried to the next by hand.
namespace lienthong {
namespace {

using applications::v1::Application;
using civil_registry::v1::BirthDeclaration;
using civil_registry::v1::BirthRecord;

constexpr char kEvents[] = "lienthong.gateway.v1.EventService/PublishEvents";
constexpr char kSubmitBirth[] = "lienthong.civil_registry.v1.CivilRegistryService/SubmitBirthApplication";
constexpr char kIssueNumber[] = "lienthong.population.v1.PopulationService/IssuePersonalNumber";
constexpr char kDesk[] = "lienthong.applications.v1.ApplicationService/";

class BirthPathTest : public ::testing::Test {
 protected:
  BirthPathTest()
      : nation_(seeds::Nation::Generate({}).value()),
        health_("health"),
        one_stop_("one_stop"),
        civil_registry_("civil_registry"),
        population_("population") {
    health::Register(nation_, health_.handlers());
    one_stop::Register(nation_, one_stop_.handlers());
    civil_registry::Register(nation_, civil_registry_.handlers());
    population::Register(nation_, population_.handlers());
    Connect<civil_registry::v1::SubmitBirthApplicationRequest, civil_registry::v1::SubmitBirthApplicationResponse>(
        one_stop_, "one_stop", civil_registry_, kSubmitBirth);
    Connect<applications::v1::PayApplicationRequest, applications::v1::PayApplicationResponse>(
        one_stop_, "one_stop", civil_registry_, absl::StrCat(kDesk, "PayApplication"));
    Connect<applications::v1::SupplementApplicationRequest, applications::v1::SupplementApplicationResponse>(
        one_stop_, "one_stop", civil_registry_, absl::StrCat(kDesk, "SupplementApplication"));
    Connect<gateway::v1::PublishEventsRequest, gateway::v1::PublishEventsResponse>(civil_registry_, "civil_registry",
                                                                                   one_stop_, kEvents);
    Connect<population::v1::IssuePersonalNumberRequest, population::v1::IssuePersonalNumberResponse>(
        civil_registry_, "civil_registry", population_, kIssueNumber);
  }

  // Carries the calls that `from` makes to `to`.
  template <class Request, class Response>
  void Connect(AgencyHarness& from, const std::string& name, AgencyHarness& to, const std::string& method) {
    from.Respond<Request, Response>(method, [&to, name, method](const Request& request) {
      return to.Call<Response>(method, request, {name, false});
    });
  }

  seeds::Person Persona(const std::string& key) { return nation_->FindPersona(key).value().person; }

  civil_registry::v1::DeclaredParent ParentOf(const seeds::Person& person) {
    civil_registry::v1::DeclaredParent parent;
    parent.set_pin(person.pin);
    parent.set_full_name(person.full_name);
    *parent.mutable_birth_date() = ToProto(person.birth_date);
    *parent.mutable_residence() = ToProto(person.residence);
    return parent;
  }

  // The hospital's notice about the family's child, as it was issued.
  health::v1::BirthNotification NoticeOf(const std::string& family) {
    const seeds::Person mother = Persona(absl::StrCat(family, ".mother"));
    const seeds::Person child = Persona(absl::StrCat(family, ".child"));
    health::v1::IssueBirthNotificationRequest request;
    health::v1::BirthNotification& notice = *request.mutable_birth_notification();
    notice.set_facility_code(absl::StrCat(mother.residence.province_code, "901"));
    notice.mutable_mother()->set_pin(mother.pin);
    notice.mutable_mother()->set_full_name(mother.full_name);
    *notice.mutable_mother()->mutable_birth_date() = ToProto(mother.birth_date);
    notice.mutable_child()->set_sex(ToProto(child.sex));
    *notice.mutable_child()->mutable_birth_date() = ToProto(child.birth_date);
    const auto response = health_.Call<health::v1::IssueBirthNotificationResponse>(
        "lienthong.health.v1.HealthService/IssueBirthNotification", request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response->birth_notification();
  }

  BirthDeclaration DeclarationOf(const std::string& family) {
    const seeds::Person mother = Persona(absl::StrCat(family, ".mother"));
    const seeds::Person child = Persona(absl::StrCat(family, ".child"));
    const std::vector<std::string> words = absl::StrSplit(child.full_name, absl::MaxSplits(' ', 1));
    const health::v1::BirthNotification notice = NoticeOf(family);
    BirthDeclaration form;
    form.set_commune_code(mother.residence.commune_code);
    form.mutable_child()->set_family_name(words[0]);
    form.mutable_child()->set_given_name(words[1]);
    form.mutable_child()->set_sex(ToProto(child.sex));
    *form.mutable_child()->mutable_birth_date() = ToProto(child.birth_date);
    *form.mutable_child()->mutable_birth_place() = ToProto(mother.residence);
    *form.mutable_mother() = ParentOf(mother);
    *form.mutable_father() = ParentOf(Persona(absl::StrCat(family, ".father")));
    auto& reference = *form.mutable_evidence()->mutable_birth_notification();
    reference.set_number(notice.number());
    reference.set_facility_code(notice.facility_code());
    reference.set_mother_pin(notice.mother().pin());
    *reference.mutable_child_birth_date() = notice.child().birth_date();
    return form;
  }

  absl::StatusOr<one_stop::v1::ReceiveDossierResponse> Receive(const std::string& family,
                                                               const BirthDeclaration& form) {
    one_stop::v1::ReceiveDossierRequest request;
    request.set_province_code(Persona(absl::StrCat(family, ".mother")).residence.province_code);
    request.mutable_header()->set_application_id("app-1");
    *request.mutable_form()->mutable_birth() = form;
    return one_stop_.Call<one_stop::v1::ReceiveDossierResponse>("lienthong.one_stop.v1.OneStopService/ReceiveDossier",
                                                                request);
  }

  Application Read(AgencyHarness& at, const std::string& id) {
    applications::v1::GetApplicationRequest request;
    request.set_application_id(id);
    return at.Call<applications::v1::GetApplicationResponse>(absl::StrCat(kDesk, "GetApplication"), request)
        ->application();
  }

  absl::StatusOr<population::v1::Person> PersonBy(const std::string& pin) {
    population::v1::GetPersonRequest request;
    request.set_pin(pin);
    const auto response = population_.Call<population::v1::GetPersonResponse>(
        "lienthong.population.v1.PopulationService/GetPerson", request, {"civil_registry", false});
    if (!response.ok()) return response.status();
    return response->person();
  }

  std::shared_ptr<const seeds::Nation> nation_;
  AgencyHarness health_;
  AgencyHarness one_stop_;
  AgencyHarness civil_registry_;
  AgencyHarness population_;
};

TEST_F(BirthPathTest, TheChildGetsItsNumberAndTheParentsTheCertificate) {
  ASSERT_TRUE(Receive("binh-family", DeclarationOf("binh-family")).ok());

  const Application done = Read(one_stop_, "app-1");
  EXPECT_EQ(done.status(), applications::v1::APPLICATION_STATUS_COMPLETED) << done.ShortDebugString();
  BirthRecord record;
  ASSERT_TRUE(done.result().UnpackTo(&record));
  const auto child = PersonBy(record.pin());
  ASSERT_TRUE(child.ok()) << child.status();
  EXPECT_EQ(child->full_name(), record.full_name());
  EXPECT_EQ(one_stop_.events().back().to, "gateway");
}

TEST_F(BirthPathTest, LateRegistrationIsPaidAtTheOneStop) {
  ASSERT_TRUE(Receive("late-family", DeclarationOf("late-family")).ok());
  const Application asked = Read(one_stop_, "app-1");
  ASSERT_EQ(asked.status(), applications::v1::APPLICATION_STATUS_PAYMENT_REQUESTED) << asked.ShortDebugString();

  applications::v1::PayApplicationRequest pay;
  pay.set_application_id("app-1");
  pay.set_amount_vnd(asked.payments(0).amount_vnd());
  pay.set_payment_reference("reference-1");
  ASSERT_TRUE(
      one_stop_.Call<applications::v1::PayApplicationResponse>(absl::StrCat(kDesk, "PayApplication"), pay).ok());

  EXPECT_EQ(Read(one_stop_, "app-1").status(), applications::v1::APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthPathTest, ASupplementTravelsThereAndBack) {
  control::v1::OfficerPolicy script;
  script.set_agency("civil_registry");
  script.set_mode(control::v1::OFFICER_MODE_SCRIPTED);
  script.add_script()->set_action(applications::v1::OFFICER_ACTION_REQUEST_SUPPLEMENT);
  script.mutable_script(0)->add_items("form.child.given_name");
  script.add_script()->set_action(applications::v1::OFFICER_ACTION_APPROVE);
  civil_registry_.SetOfficer(script);
  BirthDeclaration form = DeclarationOf("binh-family");
  ASSERT_TRUE(Receive("binh-family", form).ok());
  ASSERT_EQ(Read(one_stop_, "app-1").status(), applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);

  form.mutable_child()->set_given_name("MẪU BÌNH AN");
  ASSERT_TRUE(Receive("binh-family", form).ok());

  EXPECT_EQ(Read(one_stop_, "app-1").status(), applications::v1::APPLICATION_STATUS_COMPLETED);
  BirthRecord record;
  ASSERT_TRUE(Read(one_stop_, "app-1").result().UnpackTo(&record));
  EXPECT_EQ(record.full_name(), "TRẦN MẪU BÌNH AN");
}

TEST_F(BirthPathTest, ARefusalComesBackWithItsReason) {
  ASSERT_TRUE(Receive("no-marriage-record", DeclarationOf("no-marriage-record")).ok());

  EXPECT_EQ(Read(one_stop_, "app-1").status(), applications::v1::APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(Read(one_stop_, "app-1").reason(), Reason::MARRIAGE_RECORD_MISSING);
}

}  // namespace
}  // namespace lienthong
