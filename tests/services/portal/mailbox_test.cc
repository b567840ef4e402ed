#include "tests/services/portal/portal_fixture.h"

namespace lienthong::portal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class MailboxTest : public PortalTest {
 protected:
  MailboxTest() : mother_(Someone("binh-family.mother").pin) {}

  v1::DeliverResultRequest Certificate() const {
    v1::DeliverResultRequest request;
    v1::PortalResult& result = *request.mutable_result();
    result.set_owner_pin(mother_);
    result.set_dossier_code(kDossier);
    result.set_part("birth");
    result.set_agency("civil_registry");
    result.mutable_document()->set_kind("BIRTH_CERTIFICATE");
    result.mutable_document()->set_number("7/2024");
    result.mutable_document()->mutable_title()->set_vi("Giấy khai sinh");
    result.mutable_document()->mutable_title()->set_en("Birth certificate");
    result.mutable_document()->set_html("<p>7/2024</p>");
    return request;
  }
  absl::StatusOr<v1::DeliverResultResponse> Deliver(const v1::DeliverResultRequest& request) {
    return Call<v1::DeliverResultResponse>("DeliverResult", request);
  }
  absl::StatusOr<v1::ListNotificationsResponse> Inbox(const v1::ListNotificationsRequest& request) {
    return Call<v1::ListNotificationsResponse>("ListNotifications", request);
  }
  absl::StatusOr<v1::ListResultsResponse> Results(const v1::ListResultsRequest& request) {
    return Call<v1::ListResultsResponse>("ListResults", request);
  }

  const std::string mother_;
};

TEST_F(MailboxTest, WithoutAChannelANotificationGoesToTheInbox) {
  const auto sent = Send(News(mother_, ""));
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_FALSE(sent->notification().notification_id().empty());
  EXPECT_THAT(sent->notification().channels(), ElementsAre(v1::NOTIFICATION_CHANNEL_PORTAL));
  EXPECT_EQ(sent->notification().sent_at().seconds(), absl::ToUnixSeconds(harness_.now()));
}

TEST_F(MailboxTest, EachChannelCountsOnce) {
  v1::SendNotificationRequest request = News(mother_, "");
  for (const auto channel :
       {v1::NOTIFICATION_CHANNEL_SMS, v1::NOTIFICATION_CHANNEL_VNEID, v1::NOTIFICATION_CHANNEL_SMS}) {
    request.mutable_notification()->add_channels(channel);
  }
  EXPECT_THAT(Send(request).value().notification().channels(),
              ElementsAre(v1::NOTIFICATION_CHANNEL_VNEID, v1::NOTIFICATION_CHANNEL_SMS));
}

TEST_F(MailboxTest, ANotificationIsChecked) {
  EXPECT_THAT(Send(News(mother_, kDossier)), HasReason(Reason::PORTAL_DOSSIER_NOT_FOUND));
  v1::SendNotificationRequest request = News(mother_, "");
  request.mutable_notification()->clear_kind();
  EXPECT_THAT(Send(request), HasReason(Reason::INVALID_FIELD));
  request = News(mother_, "");
  request.mutable_notification()->mutable_title()->clear_en();
  EXPECT_THAT(Send(request), HasReason(Reason::INVALID_FIELD));
  request = News(mother_, "");
  request.mutable_notification()->set_part("birth");
  EXPECT_THAT(Send(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(MailboxTest, NotificationsAreListedInOrderOfSending) {
  ASSERT_TRUE(RegisterDossier(Registration()).ok());
  ASSERT_TRUE(Send(News(mother_, "")).ok());
  harness_.Advance(absl::Hours(1));
  ASSERT_TRUE(Send(News(mother_, kDossier)).ok());
  ASSERT_TRUE(Send(News(Someone("an-family.father").pin, "")).ok());

  v1::ListNotificationsRequest request;
  EXPECT_EQ(Inbox(request).value().notifications_size(), 3);
  request.set_recipient_pin(mother_);
  request.set_page_size(1);
  const auto first = Inbox(request).value();
  ASSERT_EQ(first.notifications_size(), 1);
  EXPECT_EQ(first.notifications(0).dossier_code(), "");
  request.set_page_token(first.next_page_token());
  EXPECT_EQ(Inbox(request).value().notifications(0).dossier_code(), kDossier);
  request.set_page_token("not ours");
  EXPECT_THAT(Inbox(request), HasReason(Reason::PAGE_TOKEN_INVALID));
  request.clear_page_token();
  request.set_dossier_code(kDossier);
  EXPECT_THAT(Inbox(request), HasReason(Reason::FILTER_NOT_SUPPORTED));
  request.clear_recipient_pin();
  EXPECT_EQ(Inbox(request).value().notifications_size(), 1);
}

TEST_F(MailboxTest, AResultIsKeptOnceAndMarkedAsSynthetic) {
  ASSERT_TRUE(RegisterDossier(Registration()).ok());
  const auto kept = Deliver(Certificate());
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_THAT(kept->result().document().html(), HasSubstr("SYNTHETIC"));
  harness_.Advance(absl::Hours(1));
  EXPECT_EQ(Deliver(Certificate()).value().result().result_id(), kept->result().result_id());
  v1::DeliverResultRequest other = Certificate();
  other.mutable_result()->mutable_document()->set_number("8/2024");
  EXPECT_NE(Deliver(other).value().result().result_id(), kept->result().result_id());

  v1::ListResultsRequest request;
  request.set_owner_pin(mother_);
  const auto listed = Results(request).value();
  ASSERT_EQ(listed.results_size(), 2);
  EXPECT_EQ(listed.results(0).document().number(), "7/2024");
  request.set_dossier_code(kDossier);
  EXPECT_THAT(Results(request), HasReason(Reason::FILTER_NOT_SUPPORTED));
  request.clear_owner_pin();
  EXPECT_EQ(Results(request).value().results_size(), 2);
  request.set_page_token("not ours");
  EXPECT_THAT(Results(request), HasReason(Reason::PAGE_TOKEN_INVALID));
}

TEST_F(MailboxTest, AResultGoesToTheApplicantOfADossierThatExists) {
  EXPECT_THAT(Deliver(Certificate()), HasReason(Reason::PORTAL_DOSSIER_NOT_FOUND));
  ASSERT_TRUE(RegisterDossier(Registration()).ok());
  v1::DeliverResultRequest request = Certificate();
  request.mutable_result()->set_owner_pin(Someone("an-family.father").pin);
  EXPECT_THAT(Deliver(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(MailboxTest, PersonalNumbersGoByTheNumberRules) {
  v1::DeliverResultRequest result = Certificate();
  for (const auto& [pin, reason] : kNobodysNumbers) {
    EXPECT_THAT(Send(News(pin, "")), HasReason(reason));
    result.mutable_result()->set_owner_pin(pin);
    EXPECT_THAT(Deliver(result), HasReason(reason));
  }
  for (const auto& [pin, reason] : {kNobodysNumbers[0], kNobodysNumbers[1]}) {
    v1::ListNotificationsRequest notifications;
    notifications.set_recipient_pin(pin);
    EXPECT_THAT(Inbox(notifications), HasReason(reason));
    v1::ListResultsRequest results;
    results.set_owner_pin(pin);
    EXPECT_THAT(Results(results), HasReason(reason));
  }
}

}  // namespace
}  // namespace lienthong::portal
