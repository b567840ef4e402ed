#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/verification/redaction.h"
#include "google/protobuf/message.h"
#include "lienthong/control/v1/journal.pb.h"

// What a journal's line carries, in JSON of proto3 with the field names of the .proto: fields at their default are
// there, messages not set are not. Members are sorted by name, so equal messages have equal text.
namespace lienthong::verification {

using Json = nlohmann::json;

// The full form; null for a message that has none, such as an Any of an unknown type.
Json MessageJson(const google::protobuf::Message& message);

// Bodies as messages; null for what can't be decoded: rows, bytes that are no message, bodies cut off. A refusal has no
// response.
using Message = std::unique_ptr<google::protobuf::Message>;
Message RequestMessage(const control::v1::JournalEntry& entry);
Message ResponseMessage(const control::v1::JournalEntry& entry);

// The same as JSON, as it is shown; null for what can't be decoded.
Json RequestOf(const control::v1::JournalEntry& entry, Showing showing = Showing::kAllButSecrets);
Json ResponseOf(const control::v1::JournalEntry& entry, Showing showing = Showing::kAllButSecrets);

// "OK", the reason of a refusal, or its code.
std::string OutcomeOf(const control::v1::JournalEntry& entry);
// The name of the gRPC code.
std::string CodeOf(const control::v1::JournalEntry& entry);

// RFC 3339 in UTC.
std::string Instant(const google::protobuf::Timestamp& time);

// One line, never failing: bytes that are no UTF-8 are replaced.
std::string Text(const Json& json);

}  // namespace lienthong::verification
