// What a citizen is told when a dossier moves.
#include "services/portal/announcements.h"

#include "tests/services/portal/portal_fixture.h"

namespace lienthong::portal {
namespace {

using namespace applications::v1;  // NOLINT: statuses
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class AnnouncementsTest : public PortalTest {
 protected:
  AnnouncementsTest() { EXPECT_TRUE(RegisterDossier(TwoParts()).ok()); }

  static v1::RegisterDossierRequest TwoParts() {
    v1::RegisterDossierRequest request = Registration();
    v1::PortalDossierPart& residence = *request.add_parts();
    residence.set_part("residence");
    residence.set_agency("population");
    residence.mutable_title()->set_vi("Đăng ký thường trú");
    residence.mutable_title()->set_en("Permanent residence");
    return request;
  }
  static v1::PortalDossierPart& AddPart(v1::UpdateDossierStatusRequest& report, const char* name,
                                        ApplicationStatus status, Reason reason = Reason::REASON_UNSPECIFIED) {
    v1::PortalDossierPart& part = *report.add_parts();
    part.set_part(name);
    part.set_status(status);
    part.set_reason(reason);
    part.set_sequence(report.sequence());
    return part;
  }
  // Kinds and parts of all notifications so far.
  std::vector<std::string> Told() {
    std::vector<std::string> told;
    const auto inbox = Call<v1::ListNotificationsResponse>("ListNotifications", v1::ListNotificationsRequest());
    for (const v1::Notification& sent : inbox.value().notifications()) {
      const std::string kind = v1::NotificationKind_Name(sent.kind()).substr(sizeof("NOTIFICATION_KIND_") - 1);
      told.push_back(sent.part().empty() ? kind : kind + " " + sent.part());
    }
    return told;
  }
  v1::PortalDossier Known() {
    v1::GetPortalDossierRequest request;
    request.set_dossier_code(kDossier);
    return Call<v1::GetPortalDossierResponse>("GetPortalDossier", request).value().dossier();
  }
};

TEST_F(AnnouncementsTest, TheReceiptBringsTheAppointmentAndALaterDateAnApology) {
  auto report = Step(APPLICATION_STATUS_ACCEPTED, 1);
  report.mutable_due_at()->set_seconds(1'722'900'000);
  AddPart(report, "birth", APPLICATION_STATUS_ACCEPTED).mutable_due_at()->set_seconds(1'722'900'000);
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), ElementsAre("APPOINTMENT"));
  report = Step(APPLICATION_STATUS_IN_PROCESS, 2);
  AddPart(report, "birth", APPLICATION_STATUS_IN_PROCESS).mutable_due_at()->set_seconds(1'722'990'000);
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), ElementsAre("APPOINTMENT", "DELAY birth"));
}

TEST_F(AnnouncementsTest, ALaterDateOfAFurtherPartOrAfterASupplementIsNoDelay) {
  auto report = Step(APPLICATION_STATUS_ACCEPTED, 1);
  report.mutable_due_at()->set_seconds(1'722'900'000);
  AddPart(report, "birth", APPLICATION_STATUS_SUPPLEMENT_REQUESTED).mutable_due_at()->set_seconds(1'722'900'000);
  ASSERT_TRUE(Update(report).ok());
  report = Step(APPLICATION_STATUS_IN_PROCESS, 2);
  report.mutable_due_at()->set_seconds(1'722'990'000);
  AddPart(report, "birth", APPLICATION_STATUS_IN_PROCESS).mutable_due_at()->set_seconds(1'722'990'000);
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), ElementsAre("SUPPLEMENT_REQUESTED birth", "APPOINTMENT", "APPOINTMENT"));
}

TEST_F(AnnouncementsTest, WhatIsAskedForIsToldOnce) {
  auto report = Step(APPLICATION_STATUS_SUPPLEMENT_REQUESTED, 1);
  AddPart(report, "birth", APPLICATION_STATUS_SUPPLEMENT_REQUESTED).mutable_note()->set_vi("Thiếu giấy chứng sinh.");
  ASSERT_TRUE(Update(report).ok());
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), ElementsAre("SUPPLEMENT_REQUESTED birth"));
  report = Step(APPLICATION_STATUS_PAYMENT_REQUESTED, 2);
  AddPart(report, "birth", APPLICATION_STATUS_PAYMENT_REQUESTED);
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), ElementsAre("SUPPLEMENT_REQUESTED birth", "PAYMENT_REQUESTED birth"));
}

TEST_F(AnnouncementsTest, ARefusedPartIsToldAndTheWholeStillHasItsResult) {
  auto report = Step(APPLICATION_STATUS_RESULT_RETURNED, 1);
  AddPart(report, "birth", APPLICATION_STATUS_COMPLETED);
  AddPart(report, "residence", APPLICATION_STATUS_STOPPED, Reason::HEAD_CONSENT_REFUSED).mutable_note()->set_vi("Chủ hộ.");
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), ElementsAre("REFUSAL residence", "RESULT"));
}

TEST_F(AnnouncementsTest, ARefusalOfTheWholeIsToldOnceAndEndsThePartsThatNobodySaw) {
  auto report = Step(APPLICATION_STATUS_STOPPED, 1);
  report.set_reason(Reason::CHILD_ALREADY_REGISTERED);
  report.mutable_note()->set_vi("Trẻ đã được đăng ký.");
  report.mutable_note()->set_en("The child is registered.");
  AddPart(report, "birth", APPLICATION_STATUS_NOT_ACCEPTED, Reason::CHILD_ALREADY_REGISTERED);
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), ElementsAre("REFUSAL"));
  EXPECT_EQ(Known().parts(0).status(), APPLICATION_STATUS_NOT_ACCEPTED);
  EXPECT_EQ(Known().parts(1).status(), APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(Known().parts(1).reason(), Reason::CHILD_ALREADY_REGISTERED);
}

TEST_F(AnnouncementsTest, WhoWithdrawsIsNotToldSo) {
  auto report = Step(APPLICATION_STATUS_STOPPED, 1);
  report.set_reason(Reason::WITHDRAWN_BY_APPLICANT);
  ASSERT_TRUE(Update(report).ok());
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_F(AnnouncementsTest, TheTextNamesTheDossierThePartAndTheReason) {
  auto report = Step(APPLICATION_STATUS_IN_PROCESS, 1);
  v1::PortalDossierPart& part = AddPart(report, "residence", APPLICATION_STATUS_STOPPED);
  part.mutable_note()->set_vi("Chủ hộ không đồng ý.");
  part.mutable_note()->set_en("The head refuses.");
  ASSERT_TRUE(Update(report).ok());
  const auto inbox = Call<v1::ListNotificationsResponse>("ListNotifications", v1::ListNotificationsRequest()).value();
  ASSERT_EQ(inbox.notifications_size(), 1);
  EXPECT_THAT(inbox.notifications(0).body().vi(), HasSubstr("Đăng ký thường trú: Chủ hộ không đồng ý."));
  EXPECT_THAT(inbox.notifications(0).body().en(), HasSubstr(kDossier));
}

TEST_F(AnnouncementsTest, ResultsComeAlongAndBelongToTheApplicantAndThePart) {
  auto report = Step(APPLICATION_STATUS_IN_PROCESS, 1);
  AddPart(report, "birth", APPLICATION_STATUS_COMPLETED);
  v1::PortalResult& result = *report.add_results();
  result.set_part("birth");
  result.mutable_document()->set_kind("BIRTH_CERTIFICATE");
  result.mutable_document()->mutable_title()->set_vi("Giấy khai sinh");
  result.mutable_document()->mutable_title()->set_en("Birth certificate");
  ASSERT_TRUE(Update(report).ok());
  ASSERT_TRUE(Update(report).ok());
  const auto results = Call<v1::ListResultsResponse>("ListResults", v1::ListResultsRequest()).value();
  ASSERT_EQ(results.results_size(), 1);
  EXPECT_EQ(results.results(0).owner_pin(), Registration().applicant().pin());
  EXPECT_EQ(results.results(0).agency(), "civil_registry");
}

TEST_F(AnnouncementsTest, AResultOfNoPartIsRefusedAndNothingOfTheReportIsTaken) {
  auto report = Step(APPLICATION_STATUS_IN_PROCESS, 1);
  v1::PortalResult& result = *report.add_results();
  result.set_part("elsewhere");
  result.mutable_document()->set_kind("X");
  result.mutable_document()->mutable_title()->set_vi("X");
  result.mutable_document()->mutable_title()->set_en("X");
  EXPECT_THAT(Update(report), HasReason(Reason::INVALID_FIELD));
  EXPECT_EQ(Known().status(), APPLICATION_STATUS_SUBMITTED);
}

}  // namespace
}  // namespace lienthong::portal
