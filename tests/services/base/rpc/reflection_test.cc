#include <memory>
#include <set>
#include <string>

#include "google/protobuf/descriptor.pb.h"
#include "grpc/reflection/v1/reflection.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/base/rpc/bytes.h"
#include "tests/services/base/rpc/fixture.h"

namespace lienthong::host {
namespace {

using grpc::reflection::v1::ServerReflectionRequest;
using grpc::reflection::v1::ServerReflectionResponse;

// One request, one response, end.
class Exchange : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  Exchange(std::shared_ptr<grpc::Channel> channel, const std::string& package, const std::string& request)
      : stub_(std::move(channel)), request_(ToByteBuffer(request)) {
    stub_.PrepareBidiStreamingCall(&context_, "/" + package + ".ServerReflection/ServerReflectionInfo", {}, this);
    StartWriteLast(&request_, grpc::WriteOptions());
    StartRead(&response_);
    StartCall();
  }
  void OnDone(const grpc::Status& status) override { done_.Give(status); }
  grpc::Status Wait() { return done_.Take(); }
  std::string response() const { return ToString(response_); }

 private:
  grpc::ClientContext context_;
  grpc::GenericStub stub_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  Awaited<grpc::Status> done_;
};

class ReflectionTest : public ServerTest {
 protected:
  ServerReflectionResponse Ask(const ServerReflectionRequest& request,
                               const std::string& package = "grpc.reflection.v1") {
    Exchange exchange(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()), package,
                      request.SerializeAsString());
    EXPECT_TRUE(exchange.Wait().ok());
    ServerReflectionResponse response;
    EXPECT_TRUE(response.ParseFromString(exchange.response()));
    return response;
  }
  static ServerReflectionRequest Symbol(const std::string& name) {
    ServerReflectionRequest request;
    request.set_file_containing_symbol(name);
    return request;
  }
  static std::set<std::string> FileNames(const ServerReflectionResponse& response) {
    std::set<std::string> names;
    for (const std::string& bytes : response.file_descriptor_response().file_descriptor_proto()) {
      google::protobuf::FileDescriptorProto file;
      EXPECT_TRUE(file.ParseFromString(bytes));
      EXPECT_TRUE(names.insert(file.name()).second) << file.name() << " twice";
    }
    return names;
  }
};
INSTANTIATE_TEST_SUITE_P(Wires, ReflectionTest, ::testing::Values(true), WireName);

TEST_P(ReflectionTest, BothVersionsListEveryService) {
  ServerReflectionRequest request;
  request.set_list_services("");
  for (const char* package : {"grpc.reflection.v1", "grpc.reflection.v1alpha"}) {
    const auto response = Ask(request, package);
    std::set<std::string> names;
    for (const auto& service : response.list_services_response().service()) names.insert(service.name());
    EXPECT_EQ(names, (std::set<std::string>{"lienthong.testing.v1.EchoService", "grpc.health.v1.Health",
                                            "grpc.reflection.v1.ServerReflection",
                                            "grpc.reflection.v1alpha.ServerReflection"}));
  }
}

TEST_P(ReflectionTest, DescribesEveryServiceItLists) {
  ServerReflectionRequest request;
  request.set_list_services("");
  const auto list = Ask(request);
  for (const auto& service : list.list_services_response().service()) {
    const auto response = Ask(Symbol(service.name()));
    ASSERT_GE(response.file_descriptor_response().file_descriptor_proto_size(), 1) << service.name();
    google::protobuf::FileDescriptorProto file;
    ASSERT_TRUE(file.ParseFromString(response.file_descriptor_response().file_descriptor_proto(0)));
    EXPECT_EQ(file.package() + "." + file.service(0).name(), service.name());
  }
}

TEST_P(ReflectionTest, AFileComesWithWhatItImportsAndFoundByNameIsTheSame) {
  const auto by_symbol = FileNames(Ask(Symbol("google.rpc.BadRequest")));
  EXPECT_EQ(by_symbol, (std::set<std::string>{"google/rpc/error_details.proto", "google/protobuf/duration.proto"}));
  ServerReflectionRequest request;
  request.set_file_by_filename("google/rpc/error_details.proto");
  EXPECT_EQ(FileNames(Ask(request)), by_symbol);
}

TEST_P(ReflectionTest, ExtensionsAreFoundByTypeAndNumber) {
  ServerReflectionRequest numbers;
  numbers.set_all_extension_numbers_of_type("google.protobuf.MethodOptions");
  const auto known = Ask(numbers).all_extension_numbers_response();
  EXPECT_EQ(known.base_type_name(), "google.protobuf.MethodOptions");
  ASSERT_GT(known.extension_number_size(), 0);
  ServerReflectionRequest request;
  request.mutable_file_containing_extension()->set_containing_type("google.protobuf.MethodOptions");
  request.mutable_file_containing_extension()->set_extension_number(known.extension_number(0));
  EXPECT_FALSE(FileNames(Ask(request)).empty());
}

TEST_P(ReflectionTest, WhatIsNotThereIsAnAnswerNotTheEndOfTheStream) {
  const auto response = Ask(Symbol("nobody.knows.This"));
  EXPECT_EQ(response.error_response().error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(response.original_request().file_containing_symbol(), "nobody.knows.This");
  EXPECT_EQ(Ask(ServerReflectionRequest()).error_response().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace lienthong::host
