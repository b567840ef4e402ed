// What every method, message and reason says of itself.
#include <functional>
#include <regex>
#include <set>

#include "embed/lienthong_http_descriptors.h"
#include "gateway/http/docs/comments.h"
#include "google/protobuf/any.pb.h"
#include "gtest/gtest.h"
#include "lienthong/common/v1/fidelity.pb.h"
#include "lienthong/common/v1/reason.pb.h"
#include "services/base/error/error.h"
#include "tests/conformance/methods.h"

namespace lienthong::conformance {
namespace {

using common::v1::Reason_descriptor;
using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;

// Every file of ours, in the order of the descriptor set.
std::vector<const FileDescriptor*> OurFiles() {
  google::protobuf::FileDescriptorSet set;
  const absl::string_view bytes = http::descriptors::File("descriptors.binpb");
  EXPECT_TRUE(set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  std::vector<const FileDescriptor*> files;
  for (const auto& file : set.file()) {
    if (!absl::StartsWith(file.package(), "lienthong.")) continue;
    const FileDescriptor* compiled = DescriptorPool::generated_pool()->FindFileByName(file.name());
    EXPECT_NE(compiled, nullptr) << file.name() << " is not compiled in";
    if (compiled != nullptr) files.push_back(compiled);
  }
  return files;
}

std::vector<const MethodDescriptor*> OurMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const FileDescriptor* file : OurFiles()) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) methods.push_back(file->service(i)->method(j));
    }
  }
  return methods;
}

std::set<std::string> Braces(const std::string& text) {
  static const std::regex kBraces("\\{[a-z_]+\\}");
  return {std::sregex_token_iterator(text.begin(), text.end(), kBraces), std::sregex_token_iterator()};
}

bool EndsASentence(absl::string_view text) {
  for (const char* end : {".", "?", "!", "}", ">."}) {
    if (absl::EndsWith(text, end)) return true;
  }
  return false;
}

TEST(DescriptorsTest, EveryMethodSaysHowFaithfulItIs) {
  ASSERT_GT(OurMethods().size(), 60u);
  for (const MethodDescriptor* method : OurMethods()) {
    SCOPED_TRACE(WireName(*method));
    const auto& fidelity = method->options().GetExtension(common::v1::fidelity);
    EXPECT_NE(fidelity.level(), common::v1::FIDELITY_LEVEL_UNSPECIFIED);
    EXPECT_EQ(fidelity.legal_basis().empty(), fidelity.level() == common::v1::FIDELITY_LEVEL_INVENTED);
    EXPECT_TRUE(EndsASentence(fidelity.note())) << fidelity.note();
  }
}

TEST(DescriptorsTest, EveryReasonAMethodNamesExistsAndIsNamedOnce) {
  for (const MethodDescriptor* method : OurMethods()) {
    SCOPED_TRACE(WireName(*method));
    std::set<int> named;
    for (const int reason : method->options().GetRepeatedExtension(common::v1::reasons)) {
      EXPECT_NE(reason, 0);
      EXPECT_NE(Reason_descriptor()->FindValueByNumber(reason), nullptr) << reason;
      EXPECT_TRUE(named.insert(reason).second) << common::v1::Reason_Name(reason) << " twice";
    }
  }
}

TEST(DescriptorsTest, EveryReasonSpeaksBothLanguages) {
  for (int i = 0; i < Reason_descriptor()->value_count(); ++i) {
    const auto* reason = Reason_descriptor()->value(i);
    if (reason->number() == 0) continue;
    SCOPED_TRACE(reason->name());
    const auto& text = reason->options().GetExtension(common::v1::text);
    EXPECT_TRUE(EndsASentence(text.vi())) << text.vi();
    EXPECT_TRUE(EndsASentence(text.en())) << text.en();
    EXPECT_NE(text.vi(), text.en());
    EXPECT_EQ(Braces(text.vi()), Braces(text.en()));
  }
}

TEST(DescriptorsTest, WritesHaveARequestIdFirstAndReadsHaveNone) {
  for (const MethodDescriptor* method : OurMethods()) {
    if (IsMachinery(*method->service())) continue;
    SCOPED_TRACE(WireName(*method));
    const auto* field = method->input_type()->FindFieldByName("request_id");
    EXPECT_EQ(field != nullptr, IsWrite(*method));
    if (field == nullptr) continue;
    EXPECT_EQ(field->number(), 1);
    EXPECT_EQ(field->type(), google::protobuf::FieldDescriptor::TYPE_STRING);
  }
}

TEST(DescriptorsTest, EveryMethodHasItsOwnRequestAndResponse) {
  std::set<const Descriptor*> used;
  for (const MethodDescriptor* method : OurMethods()) {
    EXPECT_EQ(method->input_type()->name(), method->name() + "Request");
    EXPECT_EQ(method->output_type()->name(), method->name() + "Response");
    EXPECT_TRUE(used.insert(method->input_type()).second) << method->input_type()->full_name();
    EXPECT_TRUE(used.insert(method->output_type()).second) << method->output_type()->full_name();
  }
}

TEST(DescriptorsTest, ListsComeInPages) {
  // Few by nature, all compiled in.
  const std::set<std::string> whole = {"ListWorkflows", "ListAgencies"};
  int lists = 0;
  for (const MethodDescriptor* method : OurMethods()) {
    if (!absl::StartsWith(method->name(), "List") || whole.count(method->name()) > 0) continue;
    SCOPED_TRACE(WireName(*method));
    ++lists;
    const auto* size = method->input_type()->FindFieldByName("page_size");
    const auto* token = method->input_type()->FindFieldByName("page_token");
    ASSERT_TRUE(size != nullptr && token != nullptr);
    EXPECT_EQ(size->type(), google::protobuf::FieldDescriptor::TYPE_INT32);
    EXPECT_EQ(token->type(), google::protobuf::FieldDescriptor::TYPE_STRING);
    EXPECT_TRUE(IsList(*method)) << "no next_page_token";
  }
  EXPECT_GT(lists, 8);
}

void ExpectComments(const Descriptor& message) {
  if (message.options().map_entry()) return;
  EXPECT_FALSE(http::CommentOf(message).text.empty()) << message.full_name();
  for (int i = 0; i < message.field_count(); ++i) {
    EXPECT_FALSE(http::CommentOf(*message.field(i)).text.empty()) << message.field(i)->full_name();
  }
  for (int i = 0; i < message.nested_type_count(); ++i) ExpectComments(*message.nested_type(i));
}

TEST(DescriptorsTest, EverythingHasAComment) {
  for (const MethodDescriptor* method : OurMethods()) {
    EXPECT_FALSE(http::CommentOf(*method).text.empty()) << WireName(*method);
    EXPECT_FALSE(http::CommentOf(*method->service()).text.empty()) << method->service()->full_name();
  }
  for (const FileDescriptor* file : OurFiles()) {
    for (int i = 0; i < file->message_type_count(); ++i) ExpectComments(*file->message_type(i));
    for (int i = 0; i < file->enum_type_count(); ++i) {
      const auto* type = file->enum_type(i);
      EXPECT_FALSE(http::CommentOf(*type).text.empty()) << type->full_name();
      if (type == Reason_descriptor()) continue;  // its values have sentences
      for (int j = 0; j < type->value_count(); ++j) {
        EXPECT_FALSE(http::CommentOf(*type->value(j)).text.empty()) << type->value(j)->full_name();
      }
    }
  }
}

}  // namespace
}  // namespace lienthong::conformance
