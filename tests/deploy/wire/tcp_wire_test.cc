// A wire between a client and a server that says everything back, both of this test.
#include "deploy/wire/tcp_wire.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/world/clock.h"

namespace lienthong::wire {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Trouble = boost::system::error_code;

// Says back what it is told, a connection at a time, until the test ends.
class Echo {
 public:
  Echo() : acceptor_(io_, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)), thread_([this] { Serve(); }) {}
  ~Echo() {
    stopping_ = true;
    Trouble ignored;
    tcp::socket last(io_);
    last.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }

  std::string address() const { return absl::StrCat("127.0.0.1:", acceptor_.local_endpoint().port()); }

 private:
  void Serve() {
    while (!stopping_) {
      Trouble trouble;
      tcp::socket client = acceptor_.accept(trouble);
      char bytes[4096];
      while (!trouble && !stopping_) {
        const size_t size = client.read_some(asio::buffer(bytes), trouble);
        if (!trouble) asio::write(client, asio::buffer(bytes, size), trouble);
      }
    }
  }

  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

class TcpWireTest : public ::testing::Test {
 protected:
  void SetUp() override { OpenWith({}); }
  void OpenWith(const Weather& weather) {
    auto wire = TcpWire::Open("127.0.0.1:0", echo_.address(), weather);
    ASSERT_TRUE(wire.ok()) << wire.status();
    wire_ = *std::move(wire);
  }

  Trouble Connect(tcp::socket& socket) {
    const std::string& address = wire_->address();
    int port = 0;
    EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
    Trouble trouble;
    socket.connect(tcp::endpoint(asio::ip::make_address("127.0.0.1"), static_cast<uint16_t>(port)), trouble);
    return trouble;
  }
  tcp::socket Connected() {
    tcp::socket socket(io_);
    EXPECT_FALSE(Connect(socket));
    return socket;
  }
  static void Say(tcp::socket& socket, const std::string& words) { asio::write(socket, asio::buffer(words)); }
  static std::string Hear(tcp::socket& socket, size_t size, Trouble* trouble) {
    std::string heard(size, '\0');
    heard.resize(asio::read(socket, asio::buffer(heard), *trouble));
    return heard;
  }
  static std::string Hear(tcp::socket& socket, size_t size) {
    Trouble trouble;
    std::string heard = Hear(socket, size, &trouble);
    EXPECT_FALSE(trouble) << trouble.message();
    return heard;
  }
  static absl::Duration Since(int64_t ticks) { return absl::Nanoseconds(WallClock::System().Ticks() - ticks); }

  Echo echo_;
  asio::io_context io_;
  std::unique_ptr<TcpWire> wire_;
};

TEST_F(TcpWireTest, BytesPassBothWaysAndSoDoesTheEnd) {
  tcp::socket client = Connected();
  Say(client, "xin chào");
  EXPECT_EQ(Hear(client, 9), "xin chào");
  client.shutdown(tcp::socket::shutdown_send);
  Trouble trouble;
  EXPECT_EQ(Hear(client, 1, &trouble), "");
  EXPECT_EQ(trouble, asio::error::eof);
  EXPECT_EQ(wire_->counts().connections, 1);
  EXPECT_EQ(wire_->counts().to_client, 9);
}

TEST_F(TcpWireTest, MuchPassesUnchanged) {
  tcp::socket client = Connected();
  std::string much;
  for (int i = 0; i < 100000; ++i) absl::StrAppend(&much, i);
  std::thread speaker([&] { Say(client, much); });
  EXPECT_EQ(Hear(client, much.size()), much);
  speaker.join();
}

TEST_F(TcpWireTest, WhileItRefusesNobodyConnectsAndThenTheSamePortServesAgain) {
  tcp::socket before = Connected();
  Say(before, "a");
  Hear(before, 1);
  Weather refusing;
  refusing.refused = true;
  ASSERT_TRUE(wire_->Set(refusing).ok());
  Trouble trouble;
  Hear(before, 1, &trouble);
  EXPECT_EQ(trouble, asio::error::connection_reset);
  tcp::socket client(io_);
  EXPECT_EQ(Connect(client), asio::error::connection_refused);
  ASSERT_TRUE(wire_->Set({}).ok());
  tcp::socket again = Connected();
  Say(again, "b");
  EXPECT_EQ(Hear(again, 1), "b");
}

TEST_F(TcpWireTest, ItMayRefuseFromTheFirst) {
  Weather refusing;
  refusing.refused = true;
  OpenWith(refusing);
  tcp::socket client(io_);
  EXPECT_EQ(Connect(client), asio::error::connection_refused);
}

TEST_F(TcpWireTest, AResetIsSeenAsOne) {
  tcp::socket client = Connected();
  Say(client, "a");
  Hear(client, 1);
  wire_->Reset();
  Trouble trouble;
  Hear(client, 1, &trouble);
  EXPECT_EQ(trouble, asio::error::connection_reset);
  EXPECT_EQ(wire_->counts().resets, 1);
}

TEST_F(TcpWireTest, TheAnswerIsCutWhereItWasTold) {
  Weather weather;
  weather.reset_after = 3;
  ASSERT_TRUE(wire_->Set(weather).ok());
  tcp::socket client = Connected();
  Say(client, "abcdef");
  Trouble trouble;
  EXPECT_EQ(Hear(client, 6, &trouble), "abc");
  EXPECT_EQ(trouble, asio::error::connection_reset);
  EXPECT_EQ(wire_->counts().to_server, 6) << "the server has heard it all";
}

TEST_F(TcpWireTest, HalfOpenTakesBytesAndLosesThem) {
  tcp::socket client = Connected();
  Weather weather;
  weather.half_open = true;
  ASSERT_TRUE(wire_->Set(weather).ok());
  Say(client, "lost");
  while (wire_->counts().lost < 4) std::this_thread::yield();
  ASSERT_TRUE(wire_->Set({}).ok());
  Say(client, "kept");
  EXPECT_EQ(Hear(client, 4), "kept");
}

TEST_F(TcpWireTest, LatencyHoldsBackEachWay) {
  Weather weather;
  weather.latency = absl::Milliseconds(20);
  ASSERT_TRUE(wire_->Set(weather).ok());
  tcp::socket client = Connected();
  const int64_t start = WallClock::System().Ticks();
  Say(client, "a");
  EXPECT_EQ(Hear(client, 1), "a");
  EXPECT_GE(Since(start), absl::Milliseconds(40));
}

TEST_F(TcpWireTest, BandwidthLimitsEachWay) {
  Weather weather;
  weather.bytes_per_second = 10000;
  ASSERT_TRUE(wire_->Set(weather).ok());
  tcp::socket client = Connected();
  const int64_t start = WallClock::System().Ticks();
  const std::string words(1000, 'x');
  Say(client, words);
  EXPECT_EQ(Hear(client, words.size()), words);
  EXPECT_GE(Since(start), absl::Milliseconds(100));
}

TEST_F(TcpWireTest, AServerThatIsNotThereIsAReset) {
  Weather fair;
  auto wire = TcpWire::Open("127.0.0.1:0", "127.0.0.1:1", fair);
  ASSERT_TRUE(wire.ok());
  wire_ = *std::move(wire);
  tcp::socket client(io_);
  Trouble trouble = Connect(client);
  if (!trouble) Hear(client, 1, &trouble);
  EXPECT_EQ(trouble, asio::error::connection_reset);
}

TEST_F(TcpWireTest, WhatCannotBeOpenedIsNamed) {
  EXPECT_TRUE(absl::IsInvalidArgument(TcpWire::Open("nowhere", echo_.address()).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(TcpWire::Open("127.0.0.1:0", "127.0.0.1:65536").status()));
  EXPECT_TRUE(absl::IsUnavailable(TcpWire::Open(echo_.address(), echo_.address()).status()));
}

}  // namespace
}  // namespace lienthong::wire
