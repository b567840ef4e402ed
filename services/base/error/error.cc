#include "services/base/error/error.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/base/bytes.h"
#include "services/base/error/problem_texts.h"

namespace lienthong {
namespace {

constexpr char kTypePrefix[] = "type.googleapis.com/";
// A process that stops may be back after this.
constexpr absl::Duration kRestart = absl::Seconds(5);

std::string TypeUrl(const google::protobuf::Message& message) {
  return kTypePrefix + message.GetDescriptor()->full_name();
}

void Attach(absl::Status& status, const google::protobuf::Message& detail) {
  status.SetPayload(TypeUrl(detail), absl::Cord(ToBytes(detail)));
}

template <class Detail>
absl::optional<Detail> Payload(const absl::Status& status) {
  Detail detail;
  const auto cord = status.GetPayload(TypeUrl(detail));
  if (!cord || !detail.ParseFromString(std::string(*cord))) return absl::nullopt;
  return detail;
}

// Of what the metadata say in English, the Vietnamese where there is some. A field's problem always has one.
std::string InVietnamese(Reason reason, absl::string_view name, const std::string& content) {
  if (name == "problem" && (reason == Reason::INVALID_FIELD || reason == Reason::RULE_CANNOT_ACT)) {
    return VietnameseProblem(content).value_or(kSomeProblemInVietnamese);
  }
  // Words of ours; of an unknown event or field the type is the caller's.
  const bool ours = name == "expected" || name == "what" || name == "action" || name == "parent" || name == "rule" ||
                    (name == "type" && reason == Reason::RESOURCE_NOT_FOUND);
  return ours ? VietnameseWord(content).value_or(content) : content;
}

google::rpc::LocalizedMessage Localized(Reason reason, const char* locale, const google::rpc::ErrorInfo& info) {
  google::rpc::LocalizedMessage message;
  message.set_locale(locale);
  message.set_message(ReasonText(reason, locale, info.metadata()));
  return message;
}

}  // namespace

Error& Error::With(absl::string_view name, absl::string_view value) & {
  metadata_.emplace_back(std::string(name), std::string(value));
  return *this;
}

Error& Error::Violation(absl::string_view field, absl::string_view description) & {
  auto* violation = violations_.add_field_violations();
  violation->set_field(field.data(), field.size());
  violation->set_description(description.data(), description.size());
  return *this;
}

Error& Error::RetryAfter(absl::Duration delay) & {
  retry_after_ = delay;
  return *this;
}

Error::operator absl::Status() const {
  google::rpc::ErrorInfo info;
  info.set_reason(common::v1::Reason_Name(reason_));
  for (const auto& [name, value] : metadata_) info.mutable_metadata()->insert({name, value});
  absl::Status status(code_, ReasonText(reason_, "en", info.metadata()));
  Attach(status, info);
  if (violations_.field_violations_size() > 0) Attach(status, violations_);
  if (retry_after_) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(*retry_after_));
    retry.mutable_retry_delay()->set_nanos(
        static_cast<int>(absl::ToInt64Nanoseconds(*retry_after_ - absl::Seconds(absl::ToInt64Seconds(*retry_after_)))));
    Attach(status, retry);
  }
  return status;
}

absl::Status InvalidField(absl::string_view field, absl::string_view problem) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::INVALID_FIELD)
      .With("field", field)
      .With("problem", problem)
      .Violation(field, problem);
}

absl::Status ResourceNotFound(absl::string_view type, absl::string_view name) {
  return Error(absl::StatusCode::kNotFound, Reason::RESOURCE_NOT_FOUND).With("type", type).With("name", name);
}

absl::Status FilterNotSupported(absl::string_view filter, absl::string_view supported) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FILTER_NOT_SUPPORTED)
      .With("filter", filter)
      .With("supported", supported);
}

absl::Status InternalError(absl::string_view detail) {
  return Error(absl::StatusCode::kInternal, Reason::INTERNAL_ERROR).With("detail", detail);
}

absl::Status ServerStopping() {
  return Error(absl::StatusCode::kUnavailable, Reason::SERVER_STOPPING).RetryAfter(kRestart);
}

absl::Status Overloaded(absl::string_view limit, int64_t value, absl::Duration retry_after) {
  return Error(absl::StatusCode::kResourceExhausted, Reason::OVERLOADED)
      .With("limit", limit)
      .With("value", absl::StrCat(value))
      .RetryAfter(retry_after);
}

absl::optional<google::rpc::ErrorInfo> ErrorInfoOf(const absl::Status& status) {
  return Payload<google::rpc::ErrorInfo>(status);
}

Reason ReasonOf(const absl::Status& status) {
  Reason reason = Reason::REASON_UNSPECIFIED;
  if (const auto info = ErrorInfoOf(status)) common::v1::Reason_Parse(info->reason(), &reason);
  return reason;
}

absl::optional<absl::Duration> RetryAfterOf(const absl::Status& status) {
  const auto retry = Payload<google::rpc::RetryInfo>(status);
  if (!retry) return absl::nullopt;
  return absl::Seconds(retry->retry_delay().seconds()) + absl::Nanoseconds(retry->retry_delay().nanos());
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int>(status.code()));
  rpc.set_message(std::string(status.message()));
  if (status.ok()) return rpc;
  status.ForEachPayload([&rpc](absl::string_view type_url, const absl::Cord& payload) {
    auto* detail = rpc.add_details();
    detail->set_type_url(std::string(type_url));
    detail->set_value(std::string(payload));
  });
  // absl iterates payloads in an unspecified order; answers are compared byte for byte.
  std::sort(rpc.mutable_details()->begin(), rpc.mutable_details()->end(),
            [](const auto& a, const auto& b) { return a.type_url() < b.type_url(); });
  if (const auto info = ErrorInfoOf(status)) {
    Reason reason = Reason::REASON_UNSPECIFIED;
    common::v1::Reason_Parse(info->reason(), &reason);
    if (reason != Reason::REASON_UNSPECIFIED) {
      for (const char* locale : {"vi", "en"}) rpc.add_details()->PackFrom(Localized(reason, locale, *info));
    }
  }
  return rpc;
}

absl::Status FromRpcStatus(const google::rpc::Status& rpc) {
  if (rpc.code() == 0) return absl::OkStatus();
  absl::Status status(static_cast<absl::StatusCode>(rpc.code()), rpc.message());
  for (const auto& detail : rpc.details()) {
    if (detail.Is<google::rpc::LocalizedMessage>()) continue;  // made again from the reason
    status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return status;
}

absl::Status WithDomain(const absl::Status& status, absl::string_view domain) {
  auto info = ErrorInfoOf(status);
  if (!info || !info->domain().empty()) return status;
  info->set_domain(std::string(domain));
  absl::Status result = status;
  Attach(result, *info);
  return result;
}

absl::Status WithMetadata(const absl::Status& status, absl::string_view name, absl::string_view value) {
  auto info = ErrorInfoOf(status);
  if (!info) return status;
  info->mutable_metadata()->insert({std::string(name), std::string(value)});
  absl::Status result = status;
  Attach(result, *info);
  return result;
}

std::string ReasonText(Reason reason, absl::string_view language,
                       const google::protobuf::Map<std::string, std::string>& metadata) {
  const auto* value = common::v1::Reason_descriptor()->FindValueByNumber(reason);
  if (value == nullptr) return absl::StrCat("reason ", static_cast<int>(reason));
  const auto& text = value->options().GetExtension(common::v1::text);
  const bool vietnamese = language == "vi";
  std::vector<std::pair<std::string, std::string>> contents;
  for (const auto& [name, content] : metadata) {
    contents.emplace_back(absl::StrCat("{", name, "}"), vietnamese ? InVietnamese(reason, name, content) : content);
  }
  return absl::StrReplaceAll(vietnamese ? text.vi() : text.en(), contents);
}

}  // namespace lienthong
