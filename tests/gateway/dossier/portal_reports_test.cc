// What the portal is told of a dossier, and when.
#include "gateway/dossier/portal_reports.h"

#include "tests/gateway/dossier/dossier_fixture.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses
using portal::v1::UpdateDossierStatusRequest;
using portal::v1::UpdateDossierStatusResponse;

const char* const kUpdate = "lienthong.portal.v1.PortalService/UpdateDossierStatus";

class PortalReportsTest : public DossierTest {
 protected:
  PortalReportsTest() { TakeReports(); }

  void TakeReports() {
    harness_.Respond<UpdateDossierStatusRequest, UpdateDossierStatusResponse>(
        kUpdate, [this](const UpdateDossierStatusRequest& report) {
          reports_.push_back(report);
          return UpdateDossierStatusResponse();
        });
  }
  void RefuseReports(const absl::Status& status) {
    harness_.Respond<UpdateDossierStatusRequest, UpdateDossierStatusResponse>(
        kUpdate, [this, status](const UpdateDossierStatusRequest& report) -> absl::StatusOr<UpdateDossierStatusResponse> {
          reports_.push_back(report);
          return status;
        });
  }
  const UpdateDossierStatusRequest& last() const { return reports_.back(); }

  std::vector<UpdateDossierStatusRequest> reports_;
};

TEST_F(PortalReportsTest, NothingIsReportedThatThePortalKnows) {
  File();
  EXPECT_TRUE(reports_.empty()) << "it has just been registered there";
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  ASSERT_EQ(reports_.size(), 1u);
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED})).ok());
  EXPECT_EQ(reports_.size(), 1u);
}

TEST_F(PortalReportsTest, AReportCarriesTheWholeAndEveryPart) {
  File();
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  EXPECT_EQ(last().dossier_code(), Read().dossier_code());
  EXPECT_EQ(last().status(), APPLICATION_STATUS_ACCEPTED);
  EXPECT_EQ(last().next_actor(), Read().next_actor());
  EXPECT_EQ(last().due_at().seconds(), Part(0).due_at().seconds());
  ASSERT_EQ(last().parts_size(), 1);
  EXPECT_EQ(last().parts(0).part(), "birth");
  EXPECT_EQ(last().parts(0).status(), APPLICATION_STATUS_ACCEPTED);
  EXPECT_FALSE(last().parts(0).note().vi().empty());
}

TEST_F(PortalReportsTest, EachResultIsHandedInOnce) {
  File();
  Application done = There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED});
  done.add_documents()->set_kind("BIRTH_CERTIFICATE");
  TakeIn<one_stop::v1::ReceiveDossierResponse>(kReceive, done);
  ASSERT_EQ(last().results_size(), 1);
  EXPECT_EQ(last().results(0).part(), "birth");
  EXPECT_EQ(last().results(0).document().kind(), "BIRTH_CERTIFICATE");
  EXPECT_TRUE(last().results(0).data().Is<civil_registry::v1::BirthRecord>());
  TakeInLaterParts();
  ASSERT_GT(reports_.size(), 1u);
  EXPECT_EQ(last().results_size(), 0);
}

TEST_F(PortalReportsTest, AWithdrawnDossierIsToldAlthoughItsRunIsOver) {
  File();
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  ASSERT_TRUE(Withdraw().ok());
  EXPECT_EQ(last().status(), APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(last().reason(), common::v1::WITHDRAWN_BY_APPLICANT);
}

TEST_F(PortalReportsTest, OneReportIsOnItsWayAtATimeAndTheNextTellsWhatHappenedMeanwhile) {
  File();
  harness_.StopResponding(kUpdate);
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED,
                             APPLICATION_STATUS_SUPPLEMENT_REQUESTED}))
                  .ok());
  EXPECT_EQ(harness_.CountCalls(kUpdate), 1);
  TakeReports();
  harness_.Answer(kUpdate, UpdateDossierStatusResponse());
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(last().status(), APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_EQ(last().sequence(), 2);
}

TEST_F(PortalReportsTest, APortalOutOfReachIsToldLaterHowItStandsThen) {
  File();
  RefuseReports(absl::UnavailableError(""));
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  ASSERT_EQ(reports_.size(), 1u);
  ASSERT_TRUE(Withdraw().ok());
  EXPECT_EQ(reports_.size(), 1u) << "the portal is not pressed";
  TakeReports();
  harness_.Advance(absl::Minutes(15));
  ASSERT_EQ(reports_.size(), 3u) << "what the retry says was fixed when it was put off; then how it stands";
  EXPECT_EQ(last().status(), APPLICATION_STATUS_STOPPED);
}

TEST_F(PortalReportsTest, ARefusedReportIsInTheHistoryAndTheRunGoesOn) {
  File();
  RefuseReports(Error(absl::StatusCode::kNotFound, Reason::PORTAL_DOSSIER_NOT_FOUND).With("dossier_code", "x"));
  RegisterBirth();
  EXPECT_EQ(reports_.size(), 1u) << "the same is not told again";
  EXPECT_EQ(Read().parts_size(), 3);
  int told = 0;
  for (const auto& event : History()) told += event.reason() == Reason::PORTAL_DOSSIER_NOT_FOUND ? 1 : 0;
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace lienthong::dossier
