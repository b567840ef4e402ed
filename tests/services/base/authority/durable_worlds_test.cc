// What outlives the process: durable worlds, their records, their time, what was due in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"
#include "services/base/world/times.h"
#include "tests/services/base/store/temporary_folder.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using namespace control::v1;  // NOLINT: the control's messages

class DurableWorldsTest : public ::testing::TestWithParam<Town::Wire> {
 protected:
  // A life of all processes over one file.
  std::unique_ptr<Town> Live(const std::string& file = "town.db") {
    Town::Options options;
    options.wire = GetParam();
    options.life = ++lives_;
    store::StoreOptions store;
    store.spec = absl::StrCat("sqlite:", folder_.path(), "/", file);
    auto database = store::OpenDatabase(store);
    EXPECT_TRUE(database.ok()) << database.status();
    options.database = *std::move(database);
    return std::make_unique<Town>(options);
  }

  absl::StatusOr<World> CreateDurable(Town& town, const std::string& name, ClockMode mode = CLOCK_MODE_MANUAL) {
    CreateWorldRequest request;
    request.set_request_id(absl::StrCat("create", ++ids_));
    request.mutable_world()->set_name(name);
    request.mutable_world()->set_durable(true);
    request.mutable_world()->set_clock_mode(mode);
    auto response = town.Control<CreateWorldResponse>("CreateWorld", request);
    if (!response.ok()) return response.status();
    return response->world();
  }

  World Get(Town& town, const std::string& name) { return *town.authority().Get(name); }

  void StirWithRow(Town& town, const std::string& id, absl::Duration after) {
    toy::v1::StirRequest request = Stirring(id, id);
    toy::v1::Chore& chore = *request.add_chores();
    *chore.mutable_after() = ToProto(after);
    chore.set_to("toy-b");
    *chore.mutable_stir() = Stirring("from a row", "");
    ASSERT_TRUE(town.Stir("toy-a", "w", request).ok());
  }

  store::TemporaryFolder folder_;
  int lives_ = 0;
  int ids_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Wires, DurableWorldsTest, ::testing::Values(Town::Wire::kDirect, Town::Wire::kSplit));

TEST_P(DurableWorldsTest, AWorldGoesOnInTheNextLife) {
  auto town = Live();
  ASSERT_TRUE(CreateDurable(*town, "w").ok());
  StirWithRow(*town, "first", absl::Hours(2));
  const auto described = town->Describe("w");
  ASSERT_TRUE(described.ok());
  const World before = Get(*town, "w");
  town.reset();

  town = Live();
  const World after = Get(*town, "w");
  EXPECT_EQ(after.state_id(), before.state_id());
  EXPECT_EQ(town->Look("toy-a", "w")->count(), 1);
  EXPECT_EQ(town->Describe("w")->digest(), described->digest());
  EXPECT_EQ(town->Look("toy-b", "w")->count(), 0) << "not due yet";

  ASSERT_TRUE(town->Advance("w", absl::Hours(3)).ok());
  EXPECT_EQ(town->Look("toy-b", "w")->count(), 1) << "what was due is done";
}

TEST_P(DurableWorldsTest, TimeAndNumbersNeverGoBack) {
  auto town = Live();
  ASSERT_TRUE(CreateDurable(*town, "w").ok());
  StirWithRow(*town, "first", absl::Hours(2));
  ASSERT_TRUE(town->Advance("w", absl::Hours(50)).ok());
  const World before = Get(*town, "w");
  const std::string first = town->Look("toy-a", "w")->last_id();
  town.reset();

  town = Live();
  const auto again = town->Stir("toy-a", "w", Stirring("again", "again"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_NE(again->id(), first);
  const World after = Get(*town, "w");
  EXPECT_EQ(FromProto(after.now()), FromProto(before.now()));
  EXPECT_GT(after.step(), before.step());
}

TEST_P(DurableWorldsTest, ARepeatedWriteIsAnsweredInTheNextLifeToo) {
  auto town = Live();
  ASSERT_TRUE(CreateDurable(*town, "w").ok());
  const auto first = town->Stir("toy-a", "w", Stirring("x", "once"));
  ASSERT_TRUE(first.ok());
  town.reset();

  town = Live();
  const auto repeated = town->Stir("toy-a", "w", Stirring("x", "once"));
  ASSERT_TRUE(repeated.ok()) << repeated.status();
  EXPECT_EQ(repeated->id(), first->id());
  EXPECT_EQ(town->Look("toy-a", "w")->count(), 1);
}

TEST_P(DurableWorldsTest, TheTestersCallsAreAnsweredOnceInAllLives) {
  AdvanceClockRequest advance;
  advance.set_request_id("an hour");
  advance.set_world("w");
  *advance.mutable_by() = ToProto(absl::Hours(1));
  const auto advance_it = [&](Town& town) { return town.Control<AdvanceClockResponse>("AdvanceClock", advance); };
  CreateWorldRequest lasting, passing;
  lasting.set_request_id("lasting");
  lasting.mutable_world()->set_name("w");
  lasting.mutable_world()->set_durable(true);
  passing.set_request_id("passing");
  passing.mutable_world()->set_name("passing");
  const auto create = [](Town& town, const CreateWorldRequest& request) {
    return town.Control<CreateWorldResponse>("CreateWorld", request);
  };
  auto town = Live();
  ASSERT_TRUE(create(*town, lasting).ok());
  ASSERT_TRUE(create(*town, passing).ok());
  const auto first = advance_it(*town);
  ASSERT_TRUE(first.ok()) << first.status();
  const World before = Get(*town, "w");
  town.reset();

  town = Live();
  EXPECT_TRUE(create(*town, lasting).ok()) << "the same request_id again";
  const auto again = advance_it(*town);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(FromProto(Get(*town, "w").now()), FromProto(before.now())) << "time moved once";
  advance.mutable_by()->set_seconds(1);
  EXPECT_EQ(ReasonOf(advance_it(*town).status()), Reason::REQUEST_ID_REUSED);
  ASSERT_TRUE(create(*town, passing).ok());
  EXPECT_EQ(Get(*town, "passing").name(), "passing") << "made anew, not only said so";
}

TEST_P(DurableWorldsTest, RecordsAreKeptAndEphemeralWorldsAreNot) {
  auto town = Live();
  ASSERT_TRUE(CreateDurable(*town, "w").ok());
  ASSERT_TRUE(town->Create("passing").ok());
  SetOfficersRequest officers;
  officers.set_request_id("officers");
  officers.set_world("w");
  officers.add_officers()->set_agency("toy-a");
  officers.mutable_officers(0)->set_mode(OFFICER_MODE_PERSON);
  ASSERT_TRUE(town->Control<SetOfficersResponse>("SetOfficers", officers).ok());
  town.reset();

  town = Live();
  EXPECT_EQ(Get(*town, "w").officers_size(), 1);
  EXPECT_EQ(ReasonOf(town->Look("toy-a", "passing").status()), Reason::WORLD_UNKNOWN);
}

TEST_P(DurableWorldsTest, AResetWorldBeginsAnewAndADeletedOneIsGone) {
  auto town = Live();
  ASSERT_TRUE(CreateDurable(*town, "w").ok());
  ASSERT_TRUE(CreateDurable(*town, "gone").ok());
  ASSERT_TRUE(town->Stir("toy-a", "w", Stirring("x", "x")).ok());
  ASSERT_TRUE(town->Stir("toy-a", "gone", Stirring("x", "x")).ok());
  ResetWorldRequest reset;
  reset.set_request_id("reset");
  reset.set_world("w");
  ASSERT_TRUE(town->Control<ResetWorldResponse>("ResetWorld", reset).ok());
  DeleteWorldRequest remove;
  remove.set_request_id("delete");
  remove.set_world("gone");
  ASSERT_TRUE(town->Control<DeleteWorldResponse>("DeleteWorld", remove).ok());
  town.reset();

  town = Live();
  EXPECT_EQ(town->Look("toy-a", "w")->count(), 0);
  EXPECT_EQ(ReasonOf(town->Look("toy-a", "gone").status()), Reason::WORLD_UNKNOWN);
  ASSERT_TRUE(CreateDurable(*town, "gone").ok()) << "the name is free";
  EXPECT_EQ(town->Look("toy-a", "gone")->count(), 0) << "nothing of the old one";
}

TEST_P(DurableWorldsTest, AForkOfADurableWorldIsEphemeral) {
  auto town = Live();
  ASSERT_TRUE(CreateDurable(*town, "w").ok());
  ASSERT_TRUE(town->Stir("toy-a", "w", Stirring("x", "x")).ok());
  town.reset();

  town = Live();
  const auto copy = town->Fork("w", "copy");
  ASSERT_TRUE(copy.ok()) << copy.status();
  EXPECT_FALSE(copy->durable());
  ASSERT_TRUE(town->Stir("toy-a", "copy", Stirring("y", "y")).ok());
  EXPECT_EQ(town->Look("toy-a", "copy")->count(), 2);
  EXPECT_EQ(town->Look("toy-a", "w")->count(), 1);
}

TEST_P(DurableWorldsTest, ARealWorldDoesWhatWasDue) {
  auto town = Live();
  ASSERT_TRUE(CreateDurable(*town, "w", CLOCK_MODE_REAL).ok());
  StirWithRow(*town, "first", absl::Milliseconds(1));
  town.reset();

  town = Live();
  for (int looked = 0; town->Look("toy-b", "w")->count() == 0 && looked < 1'000'000; ++looked) {
  }
  EXPECT_EQ(town->Look("toy-b", "w")->count(), 1);
}

TEST(DurableWorldsWithoutAStoreTest, AreRefused) {
  Town town;
  CreateWorldRequest request;
  request.set_request_id("x");
  request.mutable_world()->set_name("w");
  request.mutable_world()->set_durable(true);
  EXPECT_EQ(ReasonOf(town.Control<CreateWorldResponse>("CreateWorld", request).status()), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(town.Look("toy-a", "w").status()), Reason::WORLD_UNKNOWN) << "nothing is half-made";
}

TEST(DurableWorldsOfAnotherStoreTest, AreLost) {
  store::TemporaryFolder folder;
  const auto open = [&](const std::string& name) {
    store::StoreOptions store;
    store.spec = absl::StrCat("sqlite:", folder.path(), "/", name);
    return *store::OpenDatabase(store);
  };
  authority::WorldRecords records(*open("control.db")->StoreOf("control")->Open("town"));
  authority::Authority::Parts parts;
  parts.records = &records;
  authority::Authority authority(parts);
  World world;
  world.set_name("w");
  world.set_durable(true);
  absl::Notification made;
  authority.Create(world, [&](const auto& created) {
    EXPECT_TRUE(created.ok()) << created.status();
    made.Notify();
  });
  made.WaitForNotification();
  const auto opened = [&](const host::Life& life) {
    absl::Status status;
    absl::Notification done;
    authority.OpenWorld("w", "toy-a", life, [&](const auto& record) {
      status = record.status();
      done.Notify();
    });
    done.WaitForNotification();
    return status;
  };
  EXPECT_TRUE(opened({"life 1", "store 1"}).ok());
  EXPECT_TRUE(opened({"life 2", "store 1"}).ok()) << "the store is what counts";
  EXPECT_EQ(ReasonOf(opened({"life 3", "store 2"})), Reason::WORLD_LOST);
}

// Keeps nothing while it is full.
class FullSpace : public store::Space {
 public:
  std::shared_ptr<const store::Snapshot> Read() const override { return inner_->Read(); }
  void Commit(store::WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    if (full) return done(absl::ResourceExhaustedError("full"));
    inner_->Commit(std::move(batch), std::move(done));
  }
  void CommitInOrder(store::WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override {
    Commit(std::move(batch), std::move(done));
  }
  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override { inner_->Settle(std::move(done)); }
  std::unique_ptr<store::Space> Fork() const override { return inner_->Fork(); }
  std::string Digest() const override { return inner_->Digest(); }

  bool full = false;

 private:
  const std::unique_ptr<store::Space> inner_ = store::NewMemorySpace();
};

TEST(DurableWorldsOnAFullDiskTest, AResetThatCannotBeKeptChangesNothing) {
  const auto space = std::make_shared<FullSpace>();
  authority::WorldRecords records(space);
  authority::Authority::Parts parts;
  parts.records = &records;
  authority::Authority authority(parts);
  World world;
  world.set_name("w");
  world.set_durable(true);
  authority.Create(world, [](const auto& made) { ASSERT_TRUE(made.ok()) << made.status(); });
  const World before = *authority.Get("w");
  absl::Status status;
  const auto reset = [&] { authority.Reset("w", [&](const auto& anew) { status = anew.status(); }); };

  space->full = true;
  reset();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(authority.Get("w")->SerializeAsString(), before.SerializeAsString());

  space->full = false;
  reset();
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_NE(authority.Get("w")->state_id(), before.state_id());
}

}  // namespace
}  // namespace lienthong::testing
