#include "services/base/applications/verdict.h"

namespace lienthong::applications {
namespace {

using Metadata = google::protobuf::Map<std::string, std::string>;

// What the metadata left in braces means nothing to people.
std::string WithoutBraces(std::string sentence) {
  for (size_t open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', open)) {
    const size_t close = sentence.find('}', open);
    if (close == std::string::npos) break;
    sentence.replace(open, close - open + 1, "…");
  }
  return sentence;
}

common::v1::LocalizedText Sentences(Reason reason, const Metadata& metadata) {
  common::v1::LocalizedText note;
  if (reason == Reason::REASON_UNSPECIFIED) return note;
  note.set_vi(WithoutBraces(ReasonText(reason, "vi", metadata)));
  note.set_en(WithoutBraces(ReasonText(reason, "en", metadata)));
  return note;
}

Verdict Because(Verdict::Kind kind, const absl::Status& why) {
  Verdict verdict;
  verdict.kind = kind;
  verdict.reason = ReasonOf(why);
  verdict.note = NoteOf(why);
  return verdict;
}

}  // namespace

common::v1::LocalizedText NoteOf(Reason reason) { return Sentences(reason, {}); }

common::v1::LocalizedText NoteOf(const absl::Status& why) {
  const auto info = ErrorInfoOf(why);
  return info ? Sentences(ReasonOf(why), info->metadata()) : common::v1::LocalizedText();
}

Verdict Verdict::Refuse(const absl::Status& why) { return Because(Kind::kRefuse, why); }

Verdict Verdict::Supplement(const absl::Status& why, std::vector<std::string> items) {
  Verdict verdict = Because(Kind::kSupplement, why);
  verdict.items = std::move(items);
  return verdict;
}

Verdict Verdict::Payment(absl::string_view fee_code, int64_t amount_vnd, common::v1::LocalizedText title) {
  Verdict verdict;
  verdict.kind = Kind::kPayment;
  verdict.fee_code = std::string(fee_code);
  verdict.amount_vnd = amount_vnd;
  verdict.title = std::move(title);
  return verdict;
}

}  // namespace lienthong::applications
