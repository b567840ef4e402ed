#include "services/civil_registry/personal_number_inquiry.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/applications/events.h"
#include "services/base/error/error.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/world/agenda.h"
#include "services/civil_registry/civil_registry_errors.h"
#include "services/civil_registry/printed_birth.h"

namespace lienthong::civil_registry {
namespace {

using population::v1::IssuePersonalNumberRequest;
using population::v1::IssuePersonalNumberResponse;
using v1::PersonalNumberInquiry;

constexpr char kPopulation[] = "population";
constexpr char kIssue[] = "lienthong.population.v1.PopulationService/IssuePersonalNumber";
constexpr char kAnswered[] = "civil_registry.personal-number";
constexpr std::array<absl::Duration, 5> kWaits = {absl::Minutes(1), absl::Minutes(5), absl::Minutes(30), absl::Hours(2),
                                                  absl::Hours(12)};

IssuePersonalNumberRequest RequestFor(const v1::BirthRecord& record, absl::CivilDay today) {
  IssuePersonalNumberRequest request;
  // The same for every attempt.
  request.set_request_id(absl::StrCat(record.record_id(), "/number"));
  request.set_birth_record_id(record.record_id());
  request.set_full_name(record.full_name());
  request.set_sex(record.sex());
  *request.mutable_birth_date() = record.birth_date();
  *request.mutable_registration_place() = InCodesOf(today, AddressOf("", record.commune_code()));
  request.set_mother_pin(record.mother().pin());
  request.set_father_pin(record.father().pin());
  request.set_ethnicity_code(record.ethnicity_code());
  request.set_nationality(record.nationality());
  if (record.has_native_place()) *request.mutable_native_place() = record.native_place();
  request.set_mother_full_name(record.mother().full_name());
  request.set_father_full_name(record.father().full_name());
  request.set_birth_order(record.birth_order());
  return request;
}

void ScheduleCall(const CallContext& context, store::Txn& txn, const v1::BirthRecord& record, absl::Duration wait) {
  PersonalNumberInquiry asked;
  asked.set_application_id(record.application_id());
  asked.set_record_id(record.record_id());
  agenda::Work work;
  work.due = context.now + wait;
  work.kind = wait == absl::ZeroDuration() ? control::v1::ROW_KIND_OUTBOX_REQUEST : control::v1::ROW_KIND_RETRY;
  work.owner = applications::OwnerOf(record.application_id());
  work.continuation = kAnswered;
  work.arguments = asked.SerializeAsString();
  work.call = agenda::Call(kPopulation, kIssue, RequestFor(record, context.Today()));
  agenda::Schedule(context, txn, std::move(work));
}

// The call may have been lost, or its answer: the same question may well be answered later.
bool IsTransient(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsAborted(status);
}

// A withdrawn or stopped application hears nothing more; that is no defect.
absl::Status UnlessOver(const absl::StatusOr<applications::Application>& application) {
  if (ReasonOf(application.status()) == Reason::TRANSITION_NOT_ALLOWED) return absl::OkStatus();
  return application.status();
}

int ExtractsOf(const absl::optional<applications::Application>& application) {
  v1::BirthDeclaration form;
  return application && application->form().UnpackTo(&form) ? form.extracts_wanted() : 0;
}

std::string CauseOf(const absl::Status& why) {
  const Reason reason = ReasonOf(why);
  return reason == Reason::REASON_UNSPECIFIED ? absl::StatusCodeToString(why.code()) : common::v1::Reason_Name(reason);
}

}  // namespace

void PersonalNumberInquiries::Register(host::Handlers& handlers) {
  handlers.Continue<PersonalNumberInquiry>(
      kAnswered, [this](CallContext& context, store::Txn& txn, const PersonalNumberInquiry& asked,
                        const host::CallAnswer& answer) { return Answered(context, txn, asked, answer); });
}

absl::Status PersonalNumberInquiries::Ask(const CallContext& context, store::Txn& txn,
                                          const v1::BirthRecord& record) const {
  PersonalNumberInquiry inquiry;
  inquiry.set_application_id(record.application_id());
  inquiry.set_record_id(record.record_id());
  RETURN_IF_ERROR(registry_.inquiries().Put(txn, inquiry));
  ScheduleCall(context, txn, record, absl::ZeroDuration());
  return absl::OkStatus();
}

bool PersonalNumberInquiries::IsOpen(store::Txn& txn, absl::string_view application_id) const {
  return registry_.inquiries().Get(txn, application_id).has_value();
}

absl::Status PersonalNumberInquiries::Answered(CallContext& context, store::Txn& txn,
                                               const PersonalNumberInquiry& asked,
                                               const host::CallAnswer& answer) const {
  const auto record = registry_.FindBirth(txn, asked.record_id());
  const bool waits = record && record->state() == v1::BIRTH_RECORD_STATE_AWAITING_PIN;
  if (!waits) return absl::OkStatus();
  const auto response = answer.As<IssuePersonalNumberResponse>();
  return response.ok() ? Issued(context, txn, *record, response->pin())
                       : Failed(context, txn, *record, response.status());
}

absl::Status PersonalNumberInquiries::Issued(CallContext& context, store::Txn& txn, v1::BirthRecord record,
                                             const std::string& pin) const {
  const std::string id = record.application_id();
  registry_.inquiries().Delete(txn, id);
  ASSIGN_OR_RETURN(const v1::BirthRecord final_record, registry_.Conclude(txn, std::move(record), pin, context.now));
  const int extracts = ExtractsOf(desk_.Find(txn, id));
  return UnlessOver(desk_.Complete(context, txn, id, final_record, PrintResults(final_record, extracts)));
}

absl::Status PersonalNumberInquiries::Failed(CallContext& context, store::Txn& txn, const v1::BirthRecord& record,
                                             const absl::Status& why) const {
  auto inquiry = registry_.inquiries().Get(txn, record.application_id());
  const int failures = inquiry ? inquiry->failures() : 0;
  const bool again = inquiry && IsTransient(why) && failures < static_cast<int>(kWaits.size());
  if (!again) return HandBack(context, txn, record, why);
  inquiry->set_failures(failures + 1);
  ScheduleCall(context, txn, record, kWaits[failures]);
  return registry_.inquiries().Put(txn, *inquiry);
}

absl::Status PersonalNumberInquiries::HandBack(CallContext& context, store::Txn& txn, const v1::BirthRecord& record,
                                               const absl::Status& why) const {
  registry_.inquiries().Delete(txn, record.application_id());
  const auto application = desk_.HandBack(context, txn, record.application_id(), PersonalNumberNotIssued(CauseOf(why)));
  // Withdrawn in the meantime: nobody will ever complete the entry.
  if (ReasonOf(application.status()) == Reason::TRANSITION_NOT_ALLOWED) registry_.Strike(txn, record);
  return UnlessOver(application);
}

}  // namespace lienthong::civil_registry
