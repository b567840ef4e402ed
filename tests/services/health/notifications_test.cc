#include "tests/services/health/health_fixture.h"

namespace lienthong::health {
namespace {

class NotificationsTest : public HealthTest {
 protected:
  absl::StatusOr<v1::BirthNotification> Reissue(const v1::ReissueBirthNotificationRequest& request) {
    const auto response = harness_.Call<v1::ReissueBirthNotificationResponse>(
        absl::StrCat(kService, "ReissueBirthNotification"), request);
    if (!response.ok()) return response.status();
    return response->birth_notification();
  }
  absl::StatusOr<v1::ListBirthNotificationsResponse> List(const v1::ListBirthNotificationsRequest& request) {
    return harness_.Call<v1::ListBirthNotificationsResponse>(absl::StrCat(kService, "ListBirthNotifications"), request);
  }
  static v1::GetBirthNotificationRequest ByMother(const std::string& family, absl::CivilDay day, int order = 0) {
    v1::GetBirthNotificationRequest request;
    request.set_mother_pin(Persona(absl::StrCat(family, ".mother")).pin);
    *request.mutable_child_birth_date() = ToProto(day);
    request.set_birth_order(order);
    return request;
  }
  static v1::GetBirthNotificationRequest ByNumber(const std::string& number) {
    v1::GetBirthNotificationRequest request;
    request.set_number(number);
    return request;
  }
};

TEST_F(NotificationsTest, AreNumberedByFacilityAndYear) {
  const auto first = Issue(NoticeOf("binh-family"));
  ASSERT_TRUE(first.ok()) << first.status();
  v1::BirthNotification elsewhere = NoticeOf("khmer-family");
  elsewhere.set_facility_code("84901");

  EXPECT_EQ(first->number(), "01901.GCS.00001.24");
  EXPECT_EQ(Issue(NoticeOf("an-family"))->number(), "01901.GCS.00002.24");
  EXPECT_EQ(Issue(elsewhere)->number(), "84901.GCS.00001.24");
  EXPECT_EQ(first->state(), v1::BIRTH_NOTIFICATION_STATE_ISSUED);
  EXPECT_EQ(first->issued_on().year(), 2024);
}

TEST_F(NotificationsTest, OneChildHasOne) {
  ASSERT_TRUE(Issue(NoticeOf("binh-family")).ok());
  EXPECT_EQ(ReasonOf(Issue(NoticeOf("binh-family")).status()), Reason::BIRTH_NOTIFICATION_ALREADY_ISSUED);
}

TEST_F(NotificationsTest, TwinsHaveOneEach) {
  v1::BirthNotification first = NoticeOf("twins-family", "first-twin");
  v1::BirthNotification second = NoticeOf("twins-family", "second-twin");
  for (v1::BirthNotification* notice : {&first, &second}) notice->set_children_of_delivery(2);
  first.mutable_child()->set_birth_order(1);
  second.mutable_child()->set_birth_order(2);
  ASSERT_TRUE(Issue(first).ok());
  ASSERT_TRUE(Issue(second).ok());
  const absl::CivilDay day(2024, 7, 30);

  EXPECT_EQ(ReasonOf(Get(ByMother("twins-family", day)).status()), Reason::BIRTH_NOTIFICATION_AMBIGUOUS);
  EXPECT_EQ(Get(ByMother("twins-family", day, 2))->child().intended_full_name(), second.child().intended_full_name());
}

TEST_F(NotificationsTest, AreReadByNumberOrMother) {
  const std::string number = Issue(NoticeOf("binh-family"))->number();

  EXPECT_EQ(Get(ByNumber(number))->child().weight_grams(), 3200);
  EXPECT_EQ(Get(ByMother("binh-family", absl::CivilDay(2024, 7, 29)))->number(), number);
  EXPECT_EQ(ReasonOf(Get(ByNumber("none")).status()), Reason::BIRTH_NOTIFICATION_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Get(ByMother("binh-family", absl::CivilDay(2024, 7, 28))).status()),
            Reason::BIRTH_NOTIFICATION_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Get({}).status()), Reason::INVALID_FIELD);
}

TEST_F(NotificationsTest, KeepTheirNumberWhenIssuedAnew) {
  const std::string number = Issue(NoticeOf("binh-family"))->number();
  v1::ReissueBirthNotificationRequest request;
  request.set_number(number);
  *request.mutable_birth_notification() = NoticeOf("binh-family");
  request.mutable_birth_notification()->mutable_child()->set_weight_grams(3300);
  harness_.Advance(absl::Hours(24));

  const auto again = Reissue(request);

  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->number(), number);
  EXPECT_EQ(again->child().weight_grams(), 3300);
  EXPECT_EQ(again->state(), v1::BIRTH_NOTIFICATION_STATE_REISSUED);
  EXPECT_EQ(again->reissue_number(), "1/2024");
  EXPECT_EQ(again->issued_on().day(), 6);

  request.clear_birth_notification();
  EXPECT_EQ(Reissue(request)->child().weight_grams(), 3300) << "the same text once more";
}

TEST_F(NotificationsTest, CannotBecomeAnotherChilds) {
  ASSERT_TRUE(Issue(NoticeOf("binh-family")).ok());
  v1::ReissueBirthNotificationRequest request;
  request.set_number(Issue(NoticeOf("an-family"))->number());
  *request.mutable_birth_notification() = NoticeOf("binh-family");

  EXPECT_EQ(ReasonOf(Reissue(request).status()), Reason::BIRTH_NOTIFICATION_ALREADY_ISSUED);
}

TEST_F(NotificationsTest, AreVoidOnceRevoked) {
  const std::string number = Issue(NoticeOf("binh-family"))->number();
  ASSERT_TRUE(Revoke(number).ok());
  v1::ReissueBirthNotificationRequest again;
  again.set_number(number);
  v1::ReissueBirthNotificationRequest unknown;
  unknown.set_number("none");

  EXPECT_EQ(ReasonOf(Revoke(number).status()), Reason::BIRTH_NOTIFICATION_REVOKED);
  EXPECT_EQ(ReasonOf(Reissue(again).status()), Reason::BIRTH_NOTIFICATION_REVOKED);
  EXPECT_EQ(ReasonOf(Reissue(unknown).status()), Reason::BIRTH_NOTIFICATION_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Revoke("none").status()), Reason::BIRTH_NOTIFICATION_NOT_FOUND);
  EXPECT_EQ(Get(ByNumber(number))->state(), v1::BIRTH_NOTIFICATION_STATE_REVOKED);
  EXPECT_EQ(ReasonOf(Get(ByMother("binh-family", absl::CivilDay(2024, 7, 29))).status()),
            Reason::BIRTH_NOTIFICATION_NOT_FOUND);
  EXPECT_EQ(Issue(NoticeOf("binh-family"))->number(), "01901.GCS.00002.24") << "the child can be notified again";
}

TEST_F(NotificationsTest, AreListedByMotherOrFacility) {
  ASSERT_TRUE(Issue(NoticeOf("binh-family")).ok());
  ASSERT_TRUE(Issue(NoticeOf("an-family")).ok());
  v1::ListBirthNotificationsRequest by_mother;
  by_mother.set_mother_pin(Persona("an-family.mother").pin);
  v1::ListBirthNotificationsRequest by_facility;
  by_facility.set_facility_code("01901");
  by_facility.set_page_size(1);
  v1::ListBirthNotificationsRequest both = by_mother;
  both.set_facility_code("01901");

  EXPECT_EQ(List({})->birth_notifications_size(), 2);
  EXPECT_EQ(List(by_mother)->birth_notifications_size(), 1);
  const auto page = List(by_facility);
  EXPECT_EQ(page->birth_notifications_size(), 1);
  EXPECT_FALSE(page->next_page_token().empty());
  EXPECT_EQ(ReasonOf(List(both).status()), Reason::FILTER_NOT_SUPPORTED);
  by_facility.set_page_token("none");
  EXPECT_EQ(ReasonOf(List(by_facility).status()), Reason::PAGE_TOKEN_INVALID);
}

}  // namespace
}  // namespace lienthong::health
