#pragma once

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/health/health_agency.h"
#include "tests/testing/agency_harness.h"

// The facilities of the country, with the persona families giving birth there.
namespace lienthong::health {

inline constexpr char kService[] = "lienthong.health.v1.HealthService/";

// One small nation for the whole binary.
inline std::shared_ptr<const seeds::Nation> TheNation() {
  static const auto& nation = *new std::shared_ptr<const seeds::Nation>([] {
    seeds::NationOptions options;
    options.population = 1000;
    return seeds::Nation::Generate(options).value();
  }());
  return nation;
}

inline seeds::Person Persona(const std::string& key) { return TheNation()->FindPersona(key).value().person; }

class HealthTest : public ::testing::Test {
 protected:
  HealthTest() : harness_("health") { Register(TheNation(), harness_.handlers()); }

  // What the hospital of Hà Nội writes about a family's child.
  static v1::BirthNotification NoticeOf(const std::string& family, const std::string& child_key = "child") {
    const seeds::Person mother = Persona(absl::StrCat(family, ".mother"));
    const seeds::Person child = Persona(absl::StrCat(family, ".", child_key));
    v1::BirthNotification notice;
    notice.set_facility_code("01901");
    notice.mutable_mother()->set_pin(mother.pin);
    notice.mutable_mother()->set_full_name(mother.full_name);
    *notice.mutable_mother()->mutable_birth_date() = ToProto(mother.birth_date);
    notice.mutable_child()->set_intended_full_name(child.full_name);
    notice.mutable_child()->set_sex(ToProto(child.sex));
    *notice.mutable_child()->mutable_birth_date() = ToProto(child.birth_date);
    notice.mutable_child()->set_birth_time("07:45");
    notice.mutable_child()->set_weight_grams(3200);
    notice.set_children_of_delivery(1);
    return notice;
  }

  absl::StatusOr<v1::BirthNotification> Issue(const v1::BirthNotification& notice) {
    v1::IssueBirthNotificationRequest request;
    *request.mutable_birth_notification() = notice;
    const auto response =
        harness_.Call<v1::IssueBirthNotificationResponse>(absl::StrCat(kService, "IssueBirthNotification"), request);
    if (!response.ok()) return response.status();
    return response->birth_notification();
  }

  absl::StatusOr<v1::BirthNotification> Get(const v1::GetBirthNotificationRequest& request) {
    const auto response =
        harness_.Call<v1::GetBirthNotificationResponse>(absl::StrCat(kService, "GetBirthNotification"), request);
    if (!response.ok()) return response.status();
    return response->birth_notification();
  }

  absl::StatusOr<v1::BirthNotification> Revoke(const std::string& number) {
    v1::RevokeBirthNotificationRequest request;
    request.set_number(number);
    request.set_cause("written for another child");
    const auto response =
        harness_.Call<v1::RevokeBirthNotificationResponse>(absl::StrCat(kService, "RevokeBirthNotification"), request);
    if (!response.ok()) return response.status();
    return response->birth_notification();
  }

  AgencyHarness harness_;
};

}  // namespace lienthong::health
