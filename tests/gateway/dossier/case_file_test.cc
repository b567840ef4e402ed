#include "gateway/dossier/case_file.h"

#include "gateway/dossier/dossier_registry.h"
#include "gtest/gtest.h"
#include "services/base/store/memory_store.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

class CaseFileTest : public ::testing::Test {
 protected:
  CaseFileTest() : space_(store::NewMemorySpace()), txn_(space_->Read()), file_(context_, Blank(), DossierRun()) {}

  static Dossier Blank() {
    Dossier dossier;
    dossier.set_dossier_id("d-1");
    return dossier;
  }
  Part& Add(ApplicationStatus status, Actor actor, const std::string& waiting_for) {
    Part& part = *file_.dossier().add_parts();
    part.set_application_id(std::to_string(file_.dossier().parts_size()));
    part.set_agency(waiting_for);
    part.set_status(status);
    part.set_next_actor(actor);
    part.set_waiting_for(waiting_for);
    return part;
  }
  const Dossier& Summary() {
    file_.Summarise(txn_);
    EXPECT_NE(file_.dossier().next_actor(), ACTOR_UNSPECIFIED);
    EXPECT_FALSE(file_.dossier().explanation().vi().empty());
    EXPECT_FALSE(file_.dossier().explanation().en().empty());
    EXPECT_EQ(file_.dossier().explanation().en().find('{'), std::string::npos) << file_.dossier().explanation().en();
    return file_.dossier();
  }

  CallContext context_;
  std::unique_ptr<store::Space> space_;
  store::Txn txn_;
  CaseFile file_;
};

TEST_F(CaseFileTest, WithoutPartsTheGatewayIsAtWork) {
  EXPECT_EQ(Summary().status(), APPLICATION_STATUS_SUBMITTED);
  EXPECT_EQ(Summary().waiting_for(), "gateway");
}

TEST_F(CaseFileTest, TheOnlyPartTellsItsOwnStatus) {
  Add(APPLICATION_STATUS_ACCEPTED, ACTOR_OFFICER, "one_stop");
  EXPECT_EQ(Summary().status(), APPLICATION_STATUS_ACCEPTED);
  EXPECT_EQ(Summary().next_actor(), ACTOR_OFFICER);
  EXPECT_EQ(Summary().waiting_for(), "one_stop");
}

TEST_F(CaseFileTest, TheApplicantComesFirstThenTheSilentOffice) {
  Add(APPLICATION_STATUS_IN_PROCESS, ACTOR_OFFICER, "population");
  EXPECT_EQ(Summary().waiting_for(), "population");
  Add(APPLICATION_STATUS_IN_PROCESS, ACTOR_OFFICER, "social_insurance").set_silent(true);
  EXPECT_EQ(Summary().waiting_for(), "social_insurance");
  Add(APPLICATION_STATUS_PAYMENT_REQUESTED, ACTOR_APPLICANT, "").mutable_payment()->set_amount_vnd(8000);
  EXPECT_EQ(Summary().next_actor(), ACTOR_APPLICANT);
  EXPECT_NE(Summary().explanation().en().find("8000"), std::string::npos);
}

TEST_F(CaseFileTest, BetweenTwoPartsItIsInProcess) {
  Add(APPLICATION_STATUS_COMPLETED, ACTOR_NOBODY, "");
  EXPECT_EQ(Summary().status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_EQ(Summary().next_actor(), ACTOR_AGENCY);
  EXPECT_EQ(Summary().waiting_for(), "gateway");
}

TEST_F(CaseFileTest, EveryStatusOfAPartIsExplained) {
  Part& part = Add(APPLICATION_STATUS_SUBMITTED, ACTOR_AGENCY, "one_stop");
  for (int status = ApplicationStatus_MIN + 1; status <= ApplicationStatus_MAX; ++status) {
    part.set_status(static_cast<ApplicationStatus>(status));
    SCOPED_TRACE(ApplicationStatus_Name(part.status()));
    for (const bool silent : {false, true}) {
      part.set_silent(silent);
      Summary();
    }
  }
}

TEST_F(CaseFileTest, AChangeOfStatusIsNotedOnceWithItsNumber) {
  Summary();
  Summary();
  Add(APPLICATION_STATUS_ACCEPTED, ACTOR_OFFICER, "one_stop");
  Summary();
  const auto events = EventsAfter(txn_, "d-1", 0, 10);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[1].sequence(), 2);
  EXPECT_EQ(events[1].status(), APPLICATION_STATUS_ACCEPTED);
  EXPECT_EQ(file_.dossier().sequence(), 2);
}

TEST_F(CaseFileTest, AFinishedDossierStaysAsItEnded) {
  file_.dossier().set_outcome(gateway::v1::DOSSIER_OUTCOME_WITHDRAWN);
  file_.dossier().set_status(APPLICATION_STATUS_STOPPED);
  Add(APPLICATION_STATUS_IN_PROCESS, ACTOR_OFFICER, "one_stop");
  file_.Summarise(txn_);
  EXPECT_EQ(file_.dossier().status(), APPLICATION_STATUS_STOPPED);
  EXPECT_TRUE(EventsAfter(txn_, "d-1", 0, 10).empty());
}

}  // namespace
}  // namespace lienthong::dossier
