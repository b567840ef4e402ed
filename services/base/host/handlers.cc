#include "services/base/host/handlers.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"

namespace lienthong::host {
namespace {

// Registration happens at start, by our own code: a wrong name is a defect that must not survive the first run.
void Require(bool condition, const std::string& what) {
  if (condition) return;
  fprintf(stderr, "lienthong: %s\n", what.c_str());
  abort();
}

template <class Map>
const typename Map::mapped_type* FindIn(const Map& map, const std::string& name) {
  const auto it = map.find(name);
  return it == map.end() ? nullptr : &it->second;
}

}  // namespace

absl::Status CallAnswer::MalformedAnswer(const std::string& type) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::MALFORMED_MESSAGE).With("method", type);
}

absl::Status WatchPositionGone(int64_t sequence) {
  return Error(absl::StatusCode::kAborted, Reason::WATCH_POSITION_GONE).With("sequence", absl::StrCat(sequence));
}

absl::string_view Find(const Metadata& metadata, absl::string_view name) {
  for (const auto& [key, value] : metadata) {
    if (key == name) return value;
  }
  return {};
}

void Handlers::Declare(const std::string& method) {
  Require(MethodNamed(method) != nullptr, absl::StrCat(method, " is in no compiled-in service"));
  methods_.push_back(method);
}

Handlers::UnaryMethod Handlers::DescribeUnary(const std::string& method, const google::protobuf::Descriptor* request,
                                              const google::protobuf::Descriptor* response) {
  Declare(method);
  const auto* descriptor = MethodNamed(method);
  Require(descriptor->input_type() == request && descriptor->output_type() == response,
          absl::StrCat(method, " is registered with other message types than its own"));
  UnaryMethod entry;
  entry.write = descriptor->options().idempotency_level() != google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
  const auto* field = request->FindFieldByName("request_id");
  entry.has_request_id = field != nullptr && field->type() == google::protobuf::FieldDescriptor::TYPE_STRING;
  return entry;
}

void Handlers::Restrict(const std::string& method, std::vector<std::string> callers) {
  Require(unary_.contains(method), absl::StrCat(method, " is restricted before it is registered"));
  unary_[method].callers = std::move(callers);
}

void Handlers::System(const std::string& method, SystemHandler handler, Openness openness) {
  Declare(method);
  SystemMethod& entry = system_[method];
  entry.name = method;
  entry.handle = std::move(handler);
  entry.machinery = openness == Openness::kMachinery;
}

const metrics::Latency* Handlers::LatencyOf(const std::string& method) const {
  if (const UnaryMethod* unary = FindUnary(method)) return unary->latency.get();
  if (const SystemMethod* system = FindSystem(method)) return system->latency.get();
  return nullptr;
}

const Handlers::UnaryMethod* Handlers::FindUnary(const std::string& method) const { return FindIn(unary_, method); }
const Handlers::WatchMethod* Handlers::FindWatch(const std::string& method) const { return FindIn(watch_, method); }
const Handlers::SystemMethod* Handlers::FindSystem(const std::string& method) const { return FindIn(system_, method); }
const Handlers::ErasedContinuation* Handlers::FindContinuation(const std::string& name) const {
  return FindIn(continuations_, name);
}

}  // namespace lienthong::host
