// What the applicant adds and pays.
#include "tests/gateway/dossier/dossier_fixture.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

gateway::v1::SupplementDossierRequest NewName() {
  gateway::v1::SupplementDossierRequest request;
  *request.mutable_form() = Json(R"({"birth": {"child": {"given_name": "BÌNH"}}})");
  request.add_components()->set_component_code("BIRTH_NOTIFICATION");
  request.mutable_components(0)->set_digitised(true);
  return request;
}

class SupplementTest : public DossierTest {
 protected:
  void AskFor(ApplicationStatus status) {
    File();
    TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, status});
  }
};

TEST_F(SupplementTest, ASupplementIsTheSameApplicationDeliveredAgain) {
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_EQ(Read().next_actor(), ACTOR_APPLICANT);
  const std::string first = harness_.calls().back().call().request_id();
  ASSERT_TRUE(Supplement(NewName()).ok());
  ASSERT_EQ(harness_.pending().size(), 1u);
  const auto request = harness_.pending().front().As<one_stop::v1::ReceiveDossierRequest>();
  EXPECT_EQ(request.header().application_id(), Part(0).application_id());
  EXPECT_EQ(request.header().dossier_code(), Read().dossier_code());
  EXPECT_NE(request.request_id(), first) << "the desk would take it for the first delivery";
  EXPECT_EQ(request.form().birth().child().given_name(), "BÌNH");
  EXPECT_EQ(request.form().birth().child().family_name(), "MẪU") << "merged deeply";
  ASSERT_EQ(request.header().components_size(), 1) << "replaced, not added";
  EXPECT_TRUE(request.header().components(0).digitised());
  EXPECT_EQ(Read().next_actor(), ACTOR_AGENCY);
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_SUPPLEMENT_REQUESTED,
               APPLICATION_STATUS_IN_PROCESS});
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_FALSE(Part(0).has_supplement());
}

TEST_F(SupplementTest, TheDossierShowsWhatWasAdded) {
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  ASSERT_TRUE(Supplement(NewName()).ok());
  const Dossier dossier = Read();
  const auto& birth = dossier.form().fields().at("birth").struct_value().fields();
  const auto& child = birth.at("child").struct_value().fields();
  EXPECT_EQ(child.at("given_name").string_value(), "BÌNH");
  EXPECT_EQ(child.at("family_name").string_value(), "MẪU");
  ASSERT_EQ(Read().components_size(), 1);
  EXPECT_TRUE(Read().components(0).digitised());
  EXPECT_EQ(Count(gateway::v1::DOSSIER_EVENT_KIND_APPLICANT_ACTED), 1);
}

TEST_F(SupplementTest, ASupplementThatDidNotArriveIsRepeatedAsItself) {
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  ASSERT_TRUE(Supplement(NewName()).ok());
  const std::string id = harness_.pending().front().row.call().request_id();
  harness_.TimeOut(kReceive);
  harness_.Advance(absl::Minutes(15));
  ASSERT_EQ(harness_.pending().size(), 1u);
  EXPECT_EQ(harness_.pending().front().row.call().request_id(), id);
  EXPECT_EQ(harness_.pending().front().As<one_stop::v1::ReceiveDossierRequest>().form().birth().child().given_name(),
            "BÌNH");
}

TEST_F(SupplementTest, ARefusedSupplementLeavesTheOfficeWaitingForABetterOne) {
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  ASSERT_TRUE(Supplement(NewName()).ok());
  harness_.Refuse(kReceive, InvalidField("form.birth.child.given_name", "write a name"));
  EXPECT_EQ(Read().outcome(), gateway::v1::DOSSIER_OUTCOME_UNSPECIFIED);
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_EQ(Part(0).reason(), common::v1::INVALID_FIELD);
  EXPECT_EQ(Read().next_actor(), ACTOR_APPLICANT);
  EXPECT_TRUE(Supplement(NewName()).ok());
}

TEST_F(SupplementTest, AnOfficeThatTakesASupplementAndSaysNothingIsAsked) {
  const std::vector<ApplicationStatus> asked = {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED,
                                                APPLICATION_STATUS_SUPPLEMENT_REQUESTED};
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  ASSERT_TRUE(Supplement(NewName()).ok());
  TakeInBirth(asked);
  EXPECT_EQ(Read().next_actor(), ACTOR_OFFICER);
  EXPECT_EQ(Read().waiting_for(), "one_stop");
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 6, 17));
  ASSERT_EQ(harness_.CountCalls(kPoll), 1);
  GetApplicationResponse response;
  *response.mutable_application() = There(0, asked);
  harness_.Answer(kPoll, response);
  EXPECT_EQ(Read().next_actor(), ACTOR_APPLICANT) << "it has not got it, by its own word";
  EXPECT_FALSE(Part(0).silent());
  EXPECT_TRUE(Supplement(NewName()).ok()) << "the same once more";
}

TEST_F(SupplementTest, AnOfficeMayTakeASupplementFirstAndGoOnLater) {
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  ASSERT_TRUE(Supplement(NewName()).ok());
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_SUPPLEMENT_REQUESTED});
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED,
                             APPLICATION_STATUS_SUPPLEMENT_REQUESTED, APPLICATION_STATUS_IN_PROCESS}))
                  .ok());
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_IN_PROCESS);
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 7, 17));
  EXPECT_EQ(harness_.CountCalls(kPoll), 0) << "not before its appointment";
}

TEST_F(SupplementTest, ASupplementThatSaysNothingNewIsRefusedAndChangesNothing) {
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  const std::string before = ToBytes(Read());
  EXPECT_THAT(Supplement({}), HasReason(Reason::SUPPLEMENT_CHANGES_NOTHING));
  gateway::v1::SupplementDossierRequest request;
  *request.mutable_form() = Json(R"({"birth": {"child": {"family_name": "MẪU"}}})");
  EXPECT_THAT(Supplement(request), HasReason(Reason::SUPPLEMENT_CHANGES_NOTHING)) << "as it was filed";
  EXPECT_EQ(ToBytes(Read()), before);
  EXPECT_TRUE(harness_.pending().empty());
  ASSERT_TRUE(Supplement(NewName()).ok());
  EXPECT_THAT(Supplement(NewName()), HasReason(Reason::SUPPLEMENT_CHANGES_NOTHING)) << "it is on its way";
}

TEST_F(SupplementTest, AFormThatDoesNotFitIsRefusedAndChangesNothing) {
  AskFor(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  const std::string before = ToBytes(Read());
  gateway::v1::SupplementDossierRequest request;
  *request.mutable_form() = Json(R"({"birth": {"child": {"no_such_field": "x"}}})");
  EXPECT_THAT(Supplement(request), HasReason(Reason::INVALID_FIELD));
  *request.mutable_form() = Json(R"({"residence": {"household_id": "H-2"}})");
  EXPECT_THAT(Supplement(request), HasReason(Reason::INVALID_FIELD)) << "the birth waits, not the residence";
  *request.mutable_form() = Json(R"({"birth": "x"})");
  EXPECT_THAT(Supplement(request), HasReason(Reason::INVALID_FIELD));
  request.clear_form();
  request.add_components()->add_files()->set_file_id("no such file");
  EXPECT_THAT(Supplement(request), HasReason(Reason::FILE_UNKNOWN));
  EXPECT_EQ(ToBytes(Read()), before);
}

TEST_F(SupplementTest, NobodyAskedForIt) {
  AskFor(APPLICATION_STATUS_IN_PROCESS);
  EXPECT_THAT(Supplement(NewName()), HasReason(Reason::NOTHING_AWAITED));
  EXPECT_THAT(Pay(8000), HasReason(Reason::NOTHING_AWAITED));
}

TEST_F(SupplementTest, TwoPartsThatWaitMustBeToldApart) {
  File();
  RegisterBirth();
  for (const int index : {1, 2}) {
    ASSERT_TRUE(Tell(There(index, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED,
                                   APPLICATION_STATUS_PAYMENT_REQUESTED}))
                    .ok());
  }
  EXPECT_THAT(Pay(8000), HasReason(Reason::PART_AMBIGUOUS));
  EXPECT_THAT(Pay(8000, "no such part"), HasReason(Reason::NOTHING_AWAITED));
  EXPECT_TRUE(Pay(8000, Part(2).application_id()).ok());
}

TEST_F(SupplementTest, APaymentIsPassedOn) {
  AskFor(APPLICATION_STATUS_PAYMENT_REQUESTED);
  EXPECT_THAT(Pay(7999), HasReason(Reason::PAYMENT_AMOUNT_WRONG));
  ASSERT_TRUE(Pay(8000).ok());
  const auto request = harness_.pending().front().As<PayApplicationRequest>();
  EXPECT_EQ(harness_.pending().front().row.call().to(), "one_stop/01");
  EXPECT_EQ(request.amount_vnd(), 8000);
  EXPECT_EQ(request.payment_reference(), "receipt 1");
  EXPECT_FALSE(request.request_id().empty());
  PayApplicationResponse response;
  *response.mutable_application() =
      There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_PAYMENT_REQUESTED,
                APPLICATION_STATUS_IN_PROCESS});
  harness_.Answer(kPayThere, response);
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_FALSE(Part(0).has_payment());
}

TEST_F(SupplementTest, MoneyIsNotLostOnTheWay) {
  AskFor(APPLICATION_STATUS_PAYMENT_REQUESTED);
  ASSERT_TRUE(Pay(8000).ok());
  const auto first = harness_.pending().front().row.call();
  harness_.TimeOut(kPayThere);
  harness_.Advance(absl::Minutes(15));
  ASSERT_EQ(harness_.CountCalls(kPayThere), 2);
  EXPECT_EQ(harness_.pending().front().row.call().request_id(), first.request_id());
  EXPECT_EQ(harness_.pending().front().row.call().body(), first.body());
}

}  // namespace
}  // namespace lienthong::dossier
