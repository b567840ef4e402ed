#include "deploy/lienthong/seats.h"

#include "gtest/gtest.h"
#include "services/base/error/error.h"

namespace lienthong {
namespace {

TEST(SeatTest, AnAgencyOrATenantOfIt) {
  const auto agency = Seat::Parse("population=10.0.0.1:8000");
  ASSERT_TRUE(agency.ok()) << agency.status();
  EXPECT_EQ(agency->name, "population");
  EXPECT_EQ(agency->address, "10.0.0.1:8000");
  EXPECT_EQ(Seat::Parse("one_stop/22=localhost:1")->name, "one_stop/22");
  EXPECT_EQ(Seat::Parse("one_stop=[::1]:8000")->address, "[::1]:8000");
}

TEST(SeatTest, PullingIsRefusedInSoManyWords) {
  const absl::Status status = Seat::Parse("one_stop/22=pull").status();
  EXPECT_EQ(ReasonOf(status), Reason::INVALID_FIELD);
  EXPECT_EQ(status.message(),
            "Field --agency is invalid: a seat that pulls its work (=pull) is not carried out yet; "
            "write one_stop/22=HOST:PORT.");
}

TEST(SeatTest, EverythingElseIsRefused) {
  for (const char* text : {"", "=", "population", "population=", "population=host", "population=:8000",
                           "population=host:", "nowhere=host:1", "gateway=host:1", "/22=host:1"}) {
    EXPECT_EQ(ReasonOf(Seat::Parse(text).status()), Reason::INVALID_FIELD) << text;
  }
}

// A transport that notes where calls go.
class Inner : public host::Transport {
 public:
  void Call(const std::string& to, host::RawCall, host::AnswerCallback done) override {
    called.push_back(to);
    done({});
  }
  std::unique_ptr<host::RawStream> Watch(const std::string&, host::RawCall) override { return nullptr; }
  std::vector<std::string> called;
};

TEST(SeatedTransportTest, OnlyTheSeatTakenIsOutside) {
  Inner inner;
  SeatedTransport transport(&inner, {*Seat::Parse("one_stop/22=localhost:1"), *Seat::Parse("tax=localhost:1")});
  EXPECT_TRUE(transport.External("one_stop/22"));
  EXPECT_FALSE(transport.External("one_stop/01"));
  EXPECT_FALSE(transport.External("one_stop"));
  EXPECT_TRUE(transport.External("tax"));
  transport.Call("one_stop/01", {}, [](host::RawAnswer) {});
  EXPECT_EQ(inner.called, std::vector<std::string>{"one_stop/01"});
}

}  // namespace
}  // namespace lienthong
