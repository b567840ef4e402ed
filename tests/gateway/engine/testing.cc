#include "tests/gateway/engine/testing.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "google/protobuf/compiler/parser.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"

namespace lienthong::engine {
namespace {

constexpr char kOffice[] = R"(
syntax = "proto3";
package office;
enum Colour { COLOUR_UNSPECIFIED = 0; COLOUR_RED = 1; COLOUR_GREEN = 2; }
message Person { string name = 1; int32 age = 2; }
message LookRequest {
  string pin = 1;
  int64 amount = 2;
  Colour colour = 3;
  Person person = 4;
  repeated Person others = 5;
  repeated string tags = 6;
  map<string, int32> counts = 7;
  bytes data = 8;
  optional bool flag = 9;
  double ratio = 10;
  uint32 size = 11;
}
message LookResponse { string status = 1; int64 amount = 2; Person person = 3; repeated string tags = 4; }
service OfficeService {
  rpc Look(LookRequest) returns (LookResponse);
  rpc Apply(LookRequest) returns (LookResponse);
  rpc Watch(LookRequest) returns (stream LookResponse);
}
)";

const google::protobuf::DescriptorPool& Pool() {
  static const auto* const pool = [] {
    google::protobuf::io::ArrayInputStream input(kOffice, sizeof kOffice - 1);
    google::protobuf::io::Tokenizer tokenizer(&input, nullptr);
    google::protobuf::FileDescriptorProto file;
    file.set_name("office.proto");
    EXPECT_TRUE(google::protobuf::compiler::Parser().Parse(&tokenizer, &file));
    auto* built = new google::protobuf::DescriptorPool();
    EXPECT_NE(built->BuildFile(file), nullptr);
    return built;
  }();
  return *pool;
}

std::string ErrorSummary(const WorkflowError& error) {
  return absl::StrCat(error.type.substr(error.type.rfind('/') + 1), " ", error.status, " ", error.instance);
}

struct Describer {
  std::string operator()(const CallEffect& call) const { return absl::StrCat("call ", call.idempotency_suffix); }
  std::string operator()(const ApplicationEffect& application) const {
    return absl::StrCat("application ", application.idempotency_suffix);
  }
  std::string operator()(const TimerEffect& timer) const {
    const char* kinds[] = {"wait", "retry", "timeout"};
    return absl::StrCat("timer ", kinds[static_cast<int>(timer.kind)], " ", absl::FormatDuration(timer.after));
  }
  std::string operator()(const EmitEffect& emitted) const { return absl::StrCat("emit ", emitted.type); }
  std::string operator()(const ListenEffect& listen) const { return absl::StrCat("listen ", listen.step.Suffix()); }
  std::string operator()(const CancelEffect& cancel) const { return absl::StrCat("cancel ", cancel.token); }
  std::string operator()(const FinishedEffect& finished) const { return absl::StrCat("finished ", finished.output); }
  std::string operator()(const FaultedEffect& faulted) const {
    return absl::StrCat("faulted ", ErrorSummary(faulted.error));
  }
};

}  // namespace

std::shared_ptr<const Catalogue> OfficeCatalogue() {
  static const auto* const catalogue = new std::shared_ptr<const Catalogue>(std::make_shared<const Catalogue>(&Pool()));
  return *catalogue;
}

std::unique_ptr<google::protobuf::Message> OfficeMessage(const std::string& type, const std::string& text_format) {
  auto message = OfficeCatalogue()->NewMessage(Pool().FindMessageTypeByName("office." + type));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text_format, message.get())) << text_format;
  return message;
}

std::string OfficeBytes(const std::string& type, const std::string& text_format) {
  return OfficeMessage(type, text_format)->SerializeAsString();
}

std::string OfficeText(const std::string& type, const std::string& bytes) {
  const auto message = OfficeMessage(type, "");
  EXPECT_TRUE(message->ParseFromString(bytes));
  return message->ShortDebugString();
}

std::string Document(const std::string& body) {
  return "document:\n  dsl: '1.0.0'\n  namespace: test\n  name: sample\n  version: '0.1.0'\n\n" + body;
}

std::shared_ptr<const Workflow> Load(const std::string& body) {
  auto workflow = LoadWorkflow(Document(body), "sample.yaml", {OfficeCatalogue(), false});
  EXPECT_TRUE(workflow.ok()) << workflow.status().message();
  return workflow.ok() ? *workflow : nullptr;
}

std::shared_ptr<const Workflow> LoadFile(const std::string& name) {
  std::ifstream file(absl::StrCat(LIENTHONG_SOURCE_DIR, "/tests/gateway/engine/testdata/", name));
  std::stringstream text;
  text << file.rdbuf();
  auto workflow = LoadWorkflow(text.str(), name, {OfficeCatalogue(), false});
  EXPECT_TRUE(workflow.ok()) << workflow.status().message();
  return workflow.ok() ? *workflow : nullptr;
}

RunContext ContextForTest() {
  RunContext context;
  context.run_id = "run-1";
  context.now = absl::FromCivil(absl::CivilSecond(2024, 8, 5, 1, 0, 0), absl::UTCTimeZone());
  context.runtime_version = "0.1.0";
  return context;
}

std::string Summary(const StandaloneResult& result) {
  return result.error.has_value() ? ErrorSummary(*result.error) : result.output;
}

std::string RunToEnd(const std::string& body, const std::string& input, const StandaloneHost& host) {
  const auto workflow = Load(body);
  if (workflow == nullptr) return "not loaded";
  const auto result = RunStandalone(*workflow, input, ContextForTest(), host);
  EXPECT_TRUE(result.ok()) << result.status().message();
  return result.ok() ? Summary(*result) : "no result";
}

std::vector<std::string> Trace(const std::string& body, const std::string& input) {
  std::vector<std::string> names;
  StandaloneHost host;
  host.on_task = [&](const TaskRun& run) { names.push_back(run.skipped ? "(" + run.name + ")" : run.name); };
  (void)RunToEnd(body, input, host);
  return names;
}

std::vector<std::string> Describe(const std::vector<Effect>& effects) {
  std::vector<std::string> lines;
  for (const Effect& effect : effects) lines.push_back(std::visit(Describer(), effect));
  return lines;
}

}  // namespace lienthong::engine
