// The history of a dossier, as WatchDossier gives it.
#include "tests/gateway/dossier/dossier_fixture.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

using WatchTest = DossierTest;

TEST_F(WatchTest, EventsAreNumberedWithoutGapsAndAPageGoesOnWhereTheLastEnded) {
  File();
  RegisterBirth();
  const auto whole = History();
  ASSERT_GT(whole.size(), 3u);
  std::vector<gateway::v1::DossierEvent> pages;
  bool finished = false;
  while (true) {
    const auto page = Watch(static_cast<int64_t>(pages.size()), 2, &finished);
    if (page.empty()) break;
    pages.insert(pages.end(), page.begin(), page.end());
  }
  ASSERT_EQ(pages.size(), whole.size());
  for (size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(pages[i].sequence(), static_cast<int64_t>(i) + 1);
    EXPECT_EQ(pages[i].dossier_id(), id_);
    EXPECT_FALSE(pages[i].kind() != gateway::v1::DOSSIER_EVENT_KIND_CALLED && pages[i].text().vi().empty());
  }
  EXPECT_EQ(pages[0].kind(), gateway::v1::DOSSIER_EVENT_KIND_SUBMITTED);
  EXPECT_FALSE(finished);
}

TEST_F(WatchTest, ItEndsWithTheDossierAndNotBeforeItsLastEvent) {
  File();
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  ASSERT_TRUE(Withdraw().ok());
  const int64_t last = Read().sequence();
  bool finished = false;
  EXPECT_EQ(Watch(0, static_cast<int>(last) - 1, &finished).size(), static_cast<size_t>(last - 1));
  EXPECT_FALSE(finished);
  EXPECT_EQ(Watch(last - 1, 10, &finished).size(), 1u);
  EXPECT_TRUE(finished);
}

TEST_F(WatchTest, AnUnknownDossierIsNotFoundAndANegativeNumberRefused) {
  const auto* watch = harness_.handlers().FindWatch(absl::StrCat(kGateway, "WatchDossier"));
  gateway::v1::WatchDossierRequest request;
  EXPECT_EQ(ReasonOf(watch->start(request).status()), Reason::INVALID_FIELD);
  request.set_dossier_id("nowhere");
  EXPECT_EQ(*watch->start(request), 0);
  const absl::Status status = harness_.Look([&](CallContext& context, store::Txn& txn) {
    int64_t position = 0;
    std::vector<std::string> messages;
    bool finished = false;
    return watch->next(context, txn, request, &position, 10, &messages, &finished);
  });
  EXPECT_EQ(ReasonOf(status), Reason::RESOURCE_NOT_FOUND);
  request.set_after_sequence(-1);
  EXPECT_EQ(ReasonOf(watch->start(request).status()), Reason::INVALID_FIELD);
}

}  // namespace
}  // namespace lienthong::dossier
