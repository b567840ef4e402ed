#include "gateway/verification/bodies.h"

#include <utility>

#include "absl/time/time.h"
#include "google/protobuf/util/json_util.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using control::v1::JournalEntry;

Message Decoded(const google::protobuf::Descriptor& type, const std::string& bytes, int64_t size) {
  if (static_cast<int64_t>(bytes.size()) != size) return nullptr;
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type);
  if (prototype == nullptr) return nullptr;
  Message message(prototype->New());
  return message->ParseFromString(bytes) ? std::move(message) : nullptr;
}

Json Shown(const Message& message, Showing showing) {
  if (message == nullptr) return nullptr;
  Json json = MessageJson(*message);
  Redaction::Default().Apply(showing, json);
  return json;
}

}  // namespace

Json MessageJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) return nullptr;
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return json.is_discarded() ? Json() : json;
}

Message RequestMessage(const JournalEntry& entry) {
  const auto* method = MethodNamed(entry.method());
  return method == nullptr ? nullptr : Decoded(*method->input_type(), entry.request(), entry.request_size());
}

Message ResponseMessage(const JournalEntry& entry) {
  const auto* method = MethodNamed(entry.method());
  if (method == nullptr || entry.status().code() != 0) return nullptr;
  return Decoded(*method->output_type(), entry.response(), entry.response_size());
}

Json RequestOf(const JournalEntry& entry, Showing showing) { return Shown(RequestMessage(entry), showing); }

Json ResponseOf(const JournalEntry& entry, Showing showing) { return Shown(ResponseMessage(entry), showing); }

std::string OutcomeOf(const JournalEntry& entry) {
  if (entry.status().code() == 0) return "OK";
  const Reason reason = ReasonOf(FromRpcStatus(entry.status()));
  return reason == 0 ? CodeOf(entry) : common::v1::Reason_Name(reason);
}

std::string CodeOf(const JournalEntry& entry) {
  return absl::StatusCodeToString(static_cast<absl::StatusCode>(entry.status().code()));
}

std::string Instant(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", FromProto(time), absl::UTCTimeZone());
}

std::string Text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace lienthong::verification
