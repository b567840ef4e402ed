#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"
#include "services/base/rpc/grpc_server.h"
#include "services/base/rpc/grpc_transport.h"

namespace lienthong::host {

inline constexpr char kSay[] = "lienthong.testing.v1.EchoService/Say";
inline constexpr char kCount[] = "lienthong.testing.v1.EchoService/Count";
// Far longer than anything here takes; a test that waits this long has failed.
inline constexpr absl::Duration kPatience = absl::Seconds(20);

// A dispatcher that does what the test says; without orders it echoes.
class FakeDispatcher : public Dispatcher {
 public:
  std::function<void(RawCall, AnswerCallback)> unary = [](RawCall call, AnswerCallback done) {
    done(RawAnswer{absl::OkStatus(), std::move(call.body), {}});
  };
  std::function<std::unique_ptr<RawStream>(RawCall)> watch;

  void Unary(RawCall call, AnswerCallback done) override { unary(std::move(call), std::move(done)); }
  std::unique_ptr<RawStream> Watch(RawCall call) override { return watch(std::move(call)); }
  std::vector<std::string> Methods() const override { return {kSay, kCount}; }
};

// A value that another thread gives.
template <class T>
class Awaited {
 public:
  void Give(T value) {
    value_ = std::move(value);
    given_.Notify();
  }
  T Take() {
    EXPECT_TRUE(given_.WaitForNotificationWithTimeout(kPatience)) << "nothing came";
    return given_.HasBeenNotified() ? std::move(value_) : T();
  }

 private:
  absl::Notification given_;
  T value_;
};

inline RawAnswer Ask(Transport& transport, const std::string& to, RawCall call) {
  auto answer = std::make_shared<Awaited<RawAnswer>>();
  transport.Call(to, std::move(call), [answer](RawAnswer given) { answer->Give(std::move(given)); });
  return answer->Take();
}

inline RawStream::Item NextOf(RawStream& stream) {
  auto item = std::make_shared<Awaited<RawStream::Item>>();
  stream.Next([item](RawStream::Item given) { item->Give(std::move(given)); });
  return item->Take();
}

// A server with a fake dispatcher, reached under the name "echo" by TCP or by an in-process channel.
class ServerTest : public ::testing::TestWithParam<bool> {
 protected:
  ServerTest() : server(std::make_unique<GrpcServer>(&dispatcher)), transport(&directory) {}

  void SetUp() override {
    const auto port = server->Listen("127.0.0.1", 0);
    ASSERT_TRUE(port.ok()) << port.status();
    ASSERT_GT(*port, 0);
    address = absl::StrCat("127.0.0.1:", *port);
    if (OverTcp()) {
      directory.SetAddress("echo", address);
    } else {
      directory.SetChannel("echo", server->InProcessChannel());
    }
  }

  static bool OverTcp() { return GetParam(); }

  FakeDispatcher dispatcher;
  Directory directory;
  std::unique_ptr<GrpcServer> server;
  GrpcTransport transport;
  std::string address;
};

inline std::string WireName(const ::testing::TestParamInfo<bool>& info) { return info.param ? "Tcp" : "InProcess"; }

}  // namespace lienthong::host
