#include "gateway/http/docs/refusals.h"

#include "absl/strings/strip.h"
#include "lienthong/common/v1/fidelity.pb.h"
#include "lienthong/common/v1/reason.pb.h"
#include "nlohmann/json.hpp"

namespace lienthong::http {
namespace {

using google::protobuf::MethodDescriptor;
using Json = nlohmann::ordered_json;

constexpr DocumentedStatus kStatuses[] = {
    {200, "The method's answer."},
    {400, "The request is wrong, or what it asks for is not possible now."},
    {401, "The caller is not known."},
    {403, "The caller may not do this."},
    {404, "No such record, world or method."},
    {409, "It exists already, or something else changed it at the same time."},
    {413, "The message is larger than the gateway takes."},
    {415, "The content type is neither application/json nor application/proto."},
    {429, "Too much was asked for; see RetryInfo."},
    {499, "The call was cancelled."},
    {501, "The office does not do this."},
    {503, "The office cannot be reached; call again later."},
    {504, "The office did not answer in time; call again with the same request_id."},
};

}  // namespace

absl::Span<const DocumentedStatus> DocumentedStatuses() { return kStatuses; }

Json ReasonsOf(const MethodDescriptor& method) {
  Json reasons = Json::array();
  const auto& options = method.options();
  for (int i = 0; i < options.ExtensionSize(common::v1::reasons); ++i) {
    const auto* value =
        common::v1::Reason_descriptor()->FindValueByNumber(options.GetExtension(common::v1::reasons, i));
    if (value == nullptr) continue;
    const auto& text = value->options().GetExtension(common::v1::text);
    reasons.push_back({{"reason", value->name()}, {"vi", text.vi()}, {"en", text.en()}});
  }
  return reasons;
}

Json FidelityOf(const MethodDescriptor& method) {
  if (!method.options().HasExtension(common::v1::fidelity)) return nullptr;
  const auto& fidelity = method.options().GetExtension(common::v1::fidelity);
  const std::string& level = common::v1::FidelityLevel_Name(fidelity.level());
  return {{"level", std::string(absl::StripPrefix(level, "FIDELITY_LEVEL_"))},
          {"legalBasis", fidelity.legal_basis()},
          {"note", fidelity.note()}};
}

}  // namespace lienthong::http
