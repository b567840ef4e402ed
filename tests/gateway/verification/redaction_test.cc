#include "gateway/verification/redaction.h"

#include <set>

#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "tests/gateway/verification/lines.h"

namespace lienthong::verification {
namespace {

TEST(RedactionTest, SecretsAreNeverShownAndPersonalFieldsOnRequest) {
  const Redaction redaction("secret token_of_*  # a comment\npersonal full_name\npersonal *_pin\n");
  const Json whole = {{"token_of_access", "x"}, {"full_name", "An"}, {"mother_pin", {{"digits", 12}}}, {"step", 3}};
  Json shown = whole;
  redaction.Apply(Showing::kAllButSecrets, shown);
  EXPECT_EQ(shown,
            Json({{"token_of_access", kRedacted}, {"full_name", "An"}, {"mother_pin", {{"digits", 12}}}, {"step", 3}}));
  shown = whole;
  redaction.Apply(Showing::kNothingPersonal, shown);
  EXPECT_EQ(shown,
            Json({{"token_of_access", kRedacted}, {"full_name", kRedacted}, {"mother_pin", kRedacted}, {"step", 3}}));
}

TEST(RedactionTest, FieldsAreFoundWhereverTheyStand) {
  Json json = {{"parts", {{{"child", {{"full_name", "An"}, {"full_names", "kept"}}}}}}};
  Redaction("personal full_name").Apply(Showing::kNothingPersonal, json);
  EXPECT_EQ(json["parts"][0]["child"], Json({{"full_name", kRedacted}, {"full_names", "kept"}}));
}

TEST(RedactionTest, WhatIsMissingStaysVisible) {
  Json json = {{"full_name", ""}, {"full_name_list", Json::array()}};
  Redaction("personal full_name*").Apply(Showing::kNothingPersonal, json);
  EXPECT_EQ(json, Json({{"full_name", ""}, {"full_name_list", Json::array()}}));
}

TEST(RedactionTest, APersonalNumberIsHiddenUnderAnyName) {
  const std::string number(12, '7');
  Json json = {{"subject", number}, {"reference", number + "7"}};
  Redaction("").Apply(Showing::kAllButSecrets, json);
  EXPECT_EQ(json["subject"], number);
  Redaction("").Apply(Showing::kNothingPersonal, json);
  EXPECT_EQ(json["subject"], kRedacted);
  EXPECT_EQ(json["reference"], number + "7");
}

// Every message below a descriptor, once.
void Gather(const google::protobuf::Descriptor& type, std::set<const google::protobuf::Descriptor*>& types) {
  if (!types.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->message_type() != nullptr) Gather(*type.field(i)->message_type(), types);
  }
}

// A new field that says who somebody is joins the list by its name, or this test says that it doesn't.
TEST(RedactionTest, FieldsOfPeopleAreOnTheList) {
  std::set<const google::protobuf::Descriptor*> types;
  for (const char* service :
       {"lienthong.population.v1.PopulationService", "lienthong.civil_registry.v1.CivilRegistryService",
        "lienthong.health.v1.HealthService", "lienthong.social_insurance.v1.SocialInsuranceService",
        "lienthong.tax.v1.TaxService", "lienthong.portal.v1.PortalService", "lienthong.one_stop.v1.OneStopService",
        "lienthong.gateway.v1.GatewayService"}) {
    const auto* found = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
    ASSERT_NE(found, nullptr) << service;
    for (int i = 0; i < found->method_count(); ++i) {
      Gather(*found->method(i)->input_type(), types);
      Gather(*found->method(i)->output_type(), types);
    }
  }
  ASSERT_GT(types.size(), 100u);
  int people = 0;
  for (const auto* type : types) {
    for (int i = 0; i < type->field_count(); ++i) {
      const std::string& name = type->field(i)->name();
      const bool says_who = name == "pin" || name.ends_with("_pin") || name.ends_with("full_name") ||
                            name.ends_with("birth_date") || name.ends_with("si_number") || name == "phone" ||
                            name == "email" || name.ends_with("card_code") || name == "tax_code" ||
                            (type->field(i)->message_type() != nullptr &&
                             type->field(i)->message_type()->full_name() == "lienthong.common.v1.Address");
      if (!says_who) continue;
      ++people;
      // Where an office or a book is: nobody lives there.
      if (name == "registration_place") continue;
      EXPECT_TRUE(Redaction::Default().IsPersonal(name)) << type->full_name() << "." << name;
    }
  }
  EXPECT_GT(people, 60);
}

TEST(RedactionTest, WhatIsNobodysIsShown) {
  for (const char* name :
       {"application_id", "dossier_id", "status", "agency", "province_code", "request_id", "method"}) {
    EXPECT_FALSE(Redaction::Default().IsPersonal(name)) << name;
    EXPECT_FALSE(Redaction::Default().IsSecret(name)) << name;
  }
  for (const char* name : {"password", "hmac_key", "webhook_secret", "refresh_token"}) {
    EXPECT_TRUE(Redaction::Default().IsSecret(name)) << name;
  }
}

}  // namespace
}  // namespace lienthong::verification
