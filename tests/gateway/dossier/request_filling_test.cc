#include "gateway/dossier/request_filling.h"

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/one_stop/v1/one_stop_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "lienthong/tax/v1/tax_service.pb.h"
#include "services/base/error/error.h"

namespace lienthong::dossier {
namespace {

using applications::v1::ApplicationHeader;
using one_stop::v1::ReceiveDossierRequest;

constexpr char kReceiveDossier[] = "lienthong.one_stop.v1.OneStopService/ReceiveDossier";
constexpr char kSubmitResidence[] = "lienthong.population.v1.PopulationService/SubmitResidenceApplication";
constexpr char kLookUp[] = "lienthong.tax.v1.TaxService/LookUpTaxpayer";

template <class Request>
Request Parsed(const std::string& bytes) {
  Request request;
  EXPECT_TRUE(request.ParseFromString(bytes));
  return request;
}

google::protobuf::Struct Form(const std::string& text) {
  google::protobuf::Struct form;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(text, &form).ok());
  return form;
}

TEST(RequestFillingTest, TheRequestIdGoesWhereThereIsAFieldForIt) {
  EXPECT_EQ(Parsed<ReceiveDossierRequest>(WithRequestId(kReceiveDossier, "", "r")).request_id(), "r");
  EXPECT_EQ(WithRequestId(kLookUp, "", "r"), "");
  EXPECT_EQ(WithRequestId("no.such.Service/Method", "bytes", "r"), "bytes");
}

TEST(RequestFillingTest, TheHeaderIsTheGatewaysExceptWhatTheWorkflowSaid) {
  ApplicationHeader gateways;
  gateways.set_application_id("d.1");
  gateways.set_dossier_code("G22");
  gateways.set_procedure_code("of the task");
  gateways.mutable_applicant()->set_full_name("of the dossier");
  gateways.add_components()->set_component_code("A");
  gateways.set_channel(applications::v1::CHANNEL_ONLINE);
  ReceiveDossierRequest request;
  auto header = Parsed<ReceiveDossierRequest>(WithHeader(kReceiveDossier, "", gateways)).header();
  EXPECT_EQ(header.SerializeAsString(), gateways.SerializeAsString());

  request.mutable_header()->set_application_id("the workflow's");
  request.mutable_header()->set_procedure_code("the workflow's");
  request.mutable_header()->mutable_applicant()->set_full_name("the workflow's");
  request.mutable_header()->add_components()->set_component_code("B");
  request.mutable_header()->set_channel(applications::v1::CHANNEL_POST);
  header = Parsed<ReceiveDossierRequest>(WithHeader(kReceiveDossier, request.SerializeAsString(), gateways)).header();
  EXPECT_EQ(header.application_id(), "d.1") << "ids are the gateway's to give";
  EXPECT_EQ(header.procedure_code(), "the workflow's");
  EXPECT_EQ(header.applicant().full_name(), "the workflow's");
  EXPECT_EQ(header.components(0).component_code(), "B");
  EXPECT_EQ(header.channel(), applications::v1::CHANNEL_POST);
  EXPECT_EQ(WithHeader(kLookUp, "", gateways), "") << "no header, nothing to fill";
}

class WithSupplementTest : public ::testing::Test {
 protected:
  WithSupplementTest() {
    auto& birth = *request_.mutable_form()->mutable_birth();
    birth.set_commune_code("00001");
    birth.mutable_child()->set_given_name("AN");
    birth.mutable_child()->set_family_name("MẪU");
    request_.mutable_header()->add_components()->set_component_code("A");
  }
  absl::StatusOr<std::string> Merge(const std::string& form, const ApplicationHeader& added = {}) {
    return WithSupplement(kReceiveDossier, request_.SerializeAsString(), added, "birth", Form(form));
  }
  ReceiveDossierRequest request_;
};

TEST_F(WithSupplementTest, TheSectionIsMergedDeeplyIntoTheMemberOfItsName) {
  const auto birth =
      Parsed<ReceiveDossierRequest>(*Merge(R"({"birth": {"child": {"given_name": "BÌNH"}}})")).form().birth();
  EXPECT_EQ(birth.child().given_name(), "BÌNH");
  EXPECT_EQ(birth.child().family_name(), "MẪU");
  EXPECT_EQ(birth.commune_code(), "00001");
}

TEST_F(WithSupplementTest, WithoutSuchAMemberTheSectionIsTheForm) {
  population::v1::SubmitResidenceApplicationRequest request;
  request.mutable_form()->set_child_full_name("MẪU AN");
  const auto merged = WithSupplement(kSubmitResidence, request.SerializeAsString(), {}, "residence",
                                     Form(R"({"residence": {"household_id": "H-2"}})"));
  ASSERT_TRUE(merged.ok()) << merged.status();
  const auto form = Parsed<population::v1::SubmitResidenceApplicationRequest>(*merged).form();
  EXPECT_EQ(form.household_id(), "H-2");
  EXPECT_EQ(form.child_full_name(), "MẪU AN");
}

TEST_F(WithSupplementTest, ComponentsAreReplacedOrAddedByTheirCode) {
  ApplicationHeader added;
  added.add_components()->set_component_code("A");
  added.mutable_components(0)->set_reused(true);
  added.add_components()->set_component_code("B");
  const auto header = Parsed<ReceiveDossierRequest>(*Merge("{}", added)).header();
  ASSERT_EQ(header.components_size(), 2);
  EXPECT_TRUE(header.components(0).reused());
  EXPECT_EQ(header.components(1).component_code(), "B");
}

TEST_F(WithSupplementTest, WhatDoesNotFitIsRefusedWithItsPath) {
  for (const char* form : {R"({"birth": {"no_such_field": 1}})", R"({"birth": {"child": 7}})", R"({"birth": "x"})"}) {
    const auto merged = Merge(form);
    EXPECT_EQ(ReasonOf(merged.status()), Reason::INVALID_FIELD) << form;
    EXPECT_EQ(ErrorInfoOf(merged.status())->metadata().at("field"), "form.birth") << form;
  }
  const auto other = Merge(R"({"residence": {}, "zebra": {}})");
  EXPECT_EQ(ReasonOf(other.status()), Reason::INVALID_FIELD);
  EXPECT_EQ(ErrorInfoOf(other.status())->metadata().at("field"), "form.residence") << "the first in order";
}

TEST_F(WithSupplementTest, AKeptRequestThatIsBrokenIsADefect) {
  EXPECT_EQ(ReasonOf(WithSupplement(kReceiveDossier, "\xff\xff", {}, "birth", {}).status()), Reason::INTERNAL_ERROR);
}

TEST(RequestFillingTest, StructsMergeMemberByMember) {
  auto target = Form(R"({"a": {"b": 1, "c": [1, 2]}, "d": 4})");
  MergeStruct(Form(R"({"a": {"c": [3]}, "d": {"e": 5}, "f": null})"), &target);
  const auto& a = target.fields().at("a").struct_value().fields();
  EXPECT_EQ(a.at("b").number_value(), 1);
  EXPECT_EQ(a.at("c").list_value().values_size(), 1) << "lists are replaced";
  EXPECT_EQ(target.fields().at("d").struct_value().fields().at("e").number_value(), 5);
  EXPECT_TRUE(target.fields().at("f").has_null_value());
}

TEST(RequestFillingTest, TheSeatIsTheAgencyOrOneProvinceOfTheOneStop) {
  ReceiveDossierRequest request;
  EXPECT_EQ(SeatOf(kReceiveDossier, ""), "one_stop");
  request.set_province_code("22");
  EXPECT_EQ(SeatOf(kReceiveDossier, request.SerializeAsString()), "one_stop/22");
  EXPECT_EQ(SeatOf(kSubmitResidence, ""), "population");
}

TEST(RequestFillingTest, TheApplicationIsFoundInTheAnswer) {
  one_stop::v1::ReceiveDossierResponse response;
  response.mutable_application()->set_application_id("d.1");
  EXPECT_EQ(ApplicationIn(kReceiveDossier, response.SerializeAsString())->application_id(), "d.1");
  EXPECT_EQ(ReasonOf(ApplicationIn(kLookUp, "").status()), Reason::INTERNAL_ERROR);
  EXPECT_EQ(ReasonOf(ApplicationIn(kReceiveDossier, "\xff\xff").status()), Reason::INTERNAL_ERROR);
}

}  // namespace
}  // namespace lienthong::dossier
