#include <memory>
#include <set>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/message.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/base/rpc/bytes.h"
#include "tests/services/base/rpc/fixture.h"

namespace lienthong::host {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;

// The reflection protocol's messages come with gRPC's reflection library, as descriptors; it has no headers for them.
std::unique_ptr<Message> New(const std::string& name) {
  const auto* type = DescriptorPool::generated_pool()->FindMessageTypeByName("grpc.reflection.v1alpha." + name);
  if (type == nullptr) return nullptr;
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

// One request, one response, end.
class Exchange : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  Exchange(std::shared_ptr<grpc::Channel> channel, const Message& request)
      : stub_(std::move(channel)), request_(ToByteBuffer(request.SerializeAsString())) {
    stub_.PrepareBidiStreamingCall(&context_, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", {},
                                   this);
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
  // Asks with one string field set; returns the response.
  std::unique_ptr<Message> Reflect(const std::string& field, const std::string& value) {
    auto request = New("ServerReflectionRequest");
    auto response = New("ServerReflectionResponse");
    request->GetReflection()->SetString(request.get(), request->GetDescriptor()->FindFieldByName(field), value);
    Exchange exchange(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()), *request);
    EXPECT_TRUE(exchange.Wait().ok());
    EXPECT_TRUE(response->ParseFromString(exchange.response()));
    return response;
  }
};
INSTANTIATE_TEST_SUITE_P(Wires, ReflectionTest, ::testing::Values(true), WireName);

const Message& Sub(const Message& message, const std::string& field) {
  return message.GetReflection()->GetMessage(message, message.GetDescriptor()->FindFieldByName(field));
}

TEST_P(ReflectionTest, ListsEveryService) {
  const auto response = Reflect("list_services", "");
  const Message& list = Sub(*response, "list_services_response");
  const auto* field = list.GetDescriptor()->FindFieldByName("service");
  std::set<std::string> names;
  for (int i = 0; i < list.GetReflection()->FieldSize(list, field); ++i) {
    const Message& service = list.GetReflection()->GetRepeatedMessage(list, field, i);
    names.insert(service.GetReflection()->GetString(service, service.GetDescriptor()->FindFieldByName("name")));
  }
  EXPECT_EQ(names.count("lienthong.testing.v1.EchoService"), 1u);
  EXPECT_EQ(names.count("grpc.health.v1.Health"), 1u);
}

TEST_P(ReflectionTest, DescribesServicesAndHealth) {
  for (const std::string name : {"lienthong.testing.v1.EchoService", "grpc.health.v1.Health"}) {
    const auto response = Reflect("file_containing_symbol", name);
    const Message& files = Sub(*response, "file_descriptor_response");
    const auto* field = files.GetDescriptor()->FindFieldByName("file_descriptor_proto");
    ASSERT_GE(files.GetReflection()->FieldSize(files, field), 1) << name;
    google::protobuf::FileDescriptorProto file;
    ASSERT_TRUE(file.ParseFromString(files.GetReflection()->GetRepeatedString(files, field, 0)));
    EXPECT_EQ(file.package() + "." + file.service(0).name(), name);
    EXPECT_EQ(file.service(0).method_size(), 2);
  }
}

}  // namespace
}  // namespace lienthong::host
