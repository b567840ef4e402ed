#include "gateway/dossier/part_news.h"

#include "gtest/gtest.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "services/base/error/error.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

ApplicationEvent Event(int64_t sequence, ApplicationStatus status) {
  ApplicationEvent event;
  event.set_sequence(sequence);
  event.set_status(status);
  return event;
}

TEST(PartNewsTest, OnlyWhatComesLaterInTheAgencysOrderIsNews) {
  Part part;
  EXPECT_TRUE(TakeNews(Event(3, APPLICATION_STATUS_IN_PROCESS), &part));
  EXPECT_FALSE(TakeNews(Event(3, APPLICATION_STATUS_IN_PROCESS), &part)) << "delivered twice";
  EXPECT_FALSE(TakeNews(Event(2, APPLICATION_STATUS_ACCEPTED), &part)) << "delivered late";
  EXPECT_EQ(part.status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_TRUE(TakeNews(Event(5, APPLICATION_STATUS_COMPLETED), &part)) << "one in between was lost";
  EXPECT_EQ(part.sequence(), 5);
}

TEST(PartNewsTest, TheStatusSaysWhoActsNext) {
  const std::pair<ApplicationStatus, Actor> expected[] = {
      {APPLICATION_STATUS_SUBMITTED, ACTOR_OFFICER},           {APPLICATION_STATUS_ACCEPTED, ACTOR_OFFICER},
      {APPLICATION_STATUS_NOT_ACCEPTED, ACTOR_NOBODY},         {APPLICATION_STATUS_IN_PROCESS, ACTOR_OFFICER},
      {APPLICATION_STATUS_SUPPLEMENT_REQUESTED, ACTOR_APPLICANT}, {APPLICATION_STATUS_PAYMENT_REQUESTED, ACTOR_APPLICANT},
      {APPLICATION_STATUS_WITHDRAWAL_REQUESTED, ACTOR_OFFICER}, {APPLICATION_STATUS_STOPPED, ACTOR_NOBODY},
      {APPLICATION_STATUS_COMPLETED, ACTOR_NOBODY},            {APPLICATION_STATUS_RESULT_RETURNED, ACTOR_NOBODY}};
  Part part;
  part.set_agency("tax");
  int64_t sequence = 0;
  for (const auto& [status, actor] : expected) {
    ASSERT_TRUE(TakeNews(Event(++sequence, status), &part));
    EXPECT_EQ(part.next_actor(), actor) << ApplicationStatus_Name(status);
    EXPECT_EQ(part.waiting_for(), actor == ACTOR_OFFICER ? "tax" : "");
  }
}

TEST(PartNewsTest, AnAnsweredRequestIsOpenNoLongerAndAResultStays) {
  Part part;
  ApplicationEvent asks = Event(1, APPLICATION_STATUS_PAYMENT_REQUESTED);
  asks.mutable_payment()->set_amount_vnd(8000);
  TakeNews(asks, &part);
  EXPECT_EQ(part.payment().amount_vnd(), 8000);
  ApplicationEvent done = Event(2, APPLICATION_STATUS_COMPLETED);
  done.mutable_result()->PackFrom(civil_registry::v1::BirthRecord());
  TakeNews(done, &part);
  EXPECT_FALSE(part.has_payment());
  TakeNews(Event(3, APPLICATION_STATUS_RESULT_RETURNED), &part);
  EXPECT_TRUE(part.has_result());
}

TEST(PartNewsTest, AnApplicationAsReadAmountsToItsLastEvent) {
  Application application;
  application.set_sequence(3);
  application.set_status(APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  application.add_supplements()->add_items("old");
  application.add_supplements()->add_items("new");
  application.add_payments()->set_amount_vnd(1);
  application.add_history()->set_reason(common::v1::INVALID_FIELD);
  const ApplicationEvent event = EventFrom(application);
  EXPECT_EQ(event.supplement().items(0), "new");
  EXPECT_FALSE(event.has_payment()) << "paid long ago";
  EXPECT_EQ(event.reason(), common::v1::INVALID_FIELD);
}

TEST(PartNewsTest, ARefusalAtTheDoorIsFinalAndHasItsSentence) {
  Part part;
  part.set_waiting_for("tax");
  RefusedAtTheDoor(InvalidField("form.x", "write it"), &part);
  EXPECT_EQ(part.status(), APPLICATION_STATUS_NOT_ACCEPTED);
  EXPECT_EQ(part.reason(), common::v1::INVALID_FIELD);
  EXPECT_EQ(part.next_actor(), ACTOR_NOBODY);
  EXPECT_TRUE(part.waiting_for().empty());
  EXPECT_NE(part.note().vi().find("form.x"), std::string::npos);
  RefusedAtTheDoor(absl::UnknownError(""), &part);
  EXPECT_FALSE(part.note().vi().empty());
  EXPECT_FALSE(part.note().en().empty());
}

TEST(PartNewsTest, AResultIsReadThroughItsDescriptor) {
  Part part;
  EXPECT_EQ(ResultJson(part), "null");
  civil_registry::v1::BirthRecord record;
  record.set_record_id("R-1");
  part.mutable_result()->PackFrom(record);
  EXPECT_NE(ResultJson(part).find("\"record_id\":\"R-1\""), std::string::npos) << ResultJson(part);
  part.mutable_result()->set_type_url("type.googleapis.com/no.such.Type");
  EXPECT_EQ(ResultJson(part), "null");
}

TEST(PartNewsTest, ATitleIsInBothLanguagesOrTheSameInBoth) {
  EXPECT_EQ(TitleOf("Khai sinh | Birth").vi(), "Khai sinh");
  EXPECT_EQ(TitleOf("Khai sinh | Birth").en(), "Birth");
  EXPECT_EQ(TitleOf("Birth").en(), "Birth");
}

}  // namespace
}  // namespace lienthong::dossier
