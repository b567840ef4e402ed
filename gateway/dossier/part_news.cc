#include "gateway/dossier/part_news.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "gateway/dossier/explanations.h"
#include "gateway/engine/proto_value.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/base/error/error.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

std::unique_ptr<google::protobuf::Message> Unpack(const google::protobuf::Any& any) {
  std::string type;
  if (!google::protobuf::Any::ParseAnyTypeUrl(any.type_url(), &type)) return nullptr;
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return nullptr;
  std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  if (!message->ParseFromString(any.value())) return nullptr;
  return message;
}

Actor ActorAfter(ApplicationStatus status) {
  if (status == APPLICATION_STATUS_SUPPLEMENT_REQUESTED || status == APPLICATION_STATUS_PAYMENT_REQUESTED) {
    return ACTOR_APPLICANT;
  }
  return IsFinal(status) ? ACTOR_NOBODY : ACTOR_OFFICER;
}

}  // namespace

ApplicationEvent EventFrom(const Application& application) {
  ApplicationEvent event;
  event.set_application_id(application.application_id());
  event.set_agency(application.agency());
  event.set_sequence(application.sequence());
  event.set_status(application.status());
  event.set_reason(application.reason());
  event.set_receipt_code(application.receipt_code());
  event.set_next_actor(application.next_actor());
  event.set_waiting_for(application.waiting_for());
  if (application.has_due_at()) *event.mutable_due_at() = application.due_at();
  if (application.has_result()) *event.mutable_result() = application.result();
  *event.mutable_documents() = application.documents();
  if (!application.history().empty()) {
    const StatusChange& last = *application.history().rbegin();
    *event.mutable_note() = last.note();
    if (event.reason() == 0) event.set_reason(last.reason());
  }
  if (application.status() == APPLICATION_STATUS_SUPPLEMENT_REQUESTED && !application.supplements().empty()) {
    *event.mutable_supplement() = *application.supplements().rbegin();
  }
  if (application.status() == APPLICATION_STATUS_PAYMENT_REQUESTED && !application.payments().empty()) {
    *event.mutable_payment() = *application.payments().rbegin();
  }
  return event;
}

bool IsBeingSupplemented(const Part& part) {
  return part.status() == APPLICATION_STATUS_SUPPLEMENT_REQUESTED && part.next_actor() == ACTOR_AGENCY;
}

bool IsSupplemented(const Part& part) {
  return part.status() == APPLICATION_STATUS_SUPPLEMENT_REQUESTED && part.next_actor() == ACTOR_OFFICER;
}

// An agency that doesn't say who must act next leaves it to the status.
void TakeActor(const ApplicationEvent& event, Part* part) {
  part->set_next_actor(event.next_actor() == ACTOR_UNSPECIFIED ? ActorAfter(event.status()) : event.next_actor());
  part->set_waiting_for(part->next_actor() == ACTOR_AGENCY    ? event.waiting_for()
                        : part->next_actor() == ACTOR_OFFICER ? part->agency()
                                                              : "");
}

bool TakeNews(const ApplicationEvent& event, Part* part) {
  if (event.sequence() <= part->sequence()) return false;
  part->set_sequence(event.sequence());
  part->set_status(event.status());
  part->set_reason(event.reason());
  *part->mutable_note() = event.note();
  TakeActor(event, part);
  if (!event.receipt_code().empty()) part->set_receipt_code(event.receipt_code());
  if (event.has_due_at()) *part->mutable_due_at() = event.due_at();
  part->clear_supplement();
  part->clear_payment();
  if (event.has_supplement()) *part->mutable_supplement() = event.supplement();
  if (event.has_payment()) *part->mutable_payment() = event.payment();
  if (event.has_result()) *part->mutable_result() = event.result();
  if (!event.documents().empty()) *part->mutable_documents() = event.documents();
  return true;
}

common::v1::LocalizedText SentenceOf(const absl::Status& status) {
  const std::string en = status.message().empty() ? "It gave no reason." : std::string(status.message());
  const auto info = ErrorInfoOf(status);
  const std::string vi = info ? ReasonText(ReasonOf(status), "vi", info->metadata()) : "";
  return Text(vi.empty() ? en : vi, en);
}

void RefusedAtTheDoor(const absl::Status& status, Part* part) {
  part->set_status(APPLICATION_STATUS_NOT_ACCEPTED);
  part->set_reason(ReasonOf(status));
  *part->mutable_note() = SentenceOf(status);
  part->set_next_actor(ACTOR_NOBODY);
  part->clear_waiting_for();
}

DossierEvent EventOf(const Part& part) {
  DossierEvent event;
  event.set_kind(gateway::v1::DOSSIER_EVENT_KIND_PART_CHANGED);
  event.set_agency(part.agency());
  event.set_application_id(part.application_id());
  event.set_status(part.status());
  event.set_reason(part.reason());
  *event.mutable_text() = part.note().en().empty() ? ExplainPart(part) : part.note();
  return event;
}

DossierEvent SilenceOf(const Part& part) {
  DossierEvent event = EventOf(part);
  event.set_kind(gateway::v1::DOSSIER_EVENT_KIND_AGENCY_SILENT);
  *event.mutable_text() = ExplainPart(part);
  return event;
}

std::string ResultJson(const Part& part) {
  if (!part.has_result()) return "null";
  const auto message = Unpack(part.result());
  if (message == nullptr) return "null";
  const auto value = engine::ValueOfMessage(*message);
  return value.ok() ? value->ToJson() : "null";
}

absl::optional<engine::ApplicationDecided> DecisionOf(const Part& part) {
  engine::ApplicationDecided decided;
  using Verdict = engine::ApplicationDecided::Verdict;
  if (IsGranted(part.status())) {
    decided.result = ResultJson(part);
    return decided;
  }
  if (!IsRefusal(part.status())) return absl::nullopt;
  const bool withdrawn = part.reason() == common::v1::WITHDRAWN_BY_APPLICANT;
  decided.verdict = withdrawn ? Verdict::kWithdrawn : Verdict::kRefused;
  decided.error.reason = common::v1::Reason_Name(part.reason());
  decided.error.detail = part.note().en();
  decided.error.metadata["agency"] = part.agency();
  decided.error.metadata["task"] = part.task();
  return decided;
}

common::v1::LocalizedText TitleOf(const std::string& title) {
  const std::pair<absl::string_view, absl::string_view> halves = absl::StrSplit(title, absl::MaxSplits('|', 1));
  const std::string vi(absl::StripAsciiWhitespace(halves.first));
  const std::string en(absl::StripAsciiWhitespace(halves.second));
  return Text(vi, en.empty() ? vi : en);
}

}  // namespace lienthong::dossier
