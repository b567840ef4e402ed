#include "services/civil_registry/civil_registry_service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "seeds/names/name_matching.h"
#include "services/base/applications/printable.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/civil_registry/birth_form_checks.h"
#include "services/civil_registry/birth_procedure.h"
#include "services/civil_registry/civil_registry_errors.h"
#include "services/civil_registry/printed_birth.h"

namespace lienthong::civil_registry {
namespace {

constexpr char kFilters[] = "mother_pin; child_full_name with child_birth_date";

std::string MethodNamed(const char* method) {
  return absl::StrCat("lienthong.civil_registry.v1.CivilRegistryService/", method);
}

// Submission.

absl::Status ValidateSubmit(const v1::SubmitBirthApplicationRequest& request) {
  if (!request.has_form()) return InvalidField("form", "send the declaration");
  return CheckDeclaration(request.form());
}

absl::StatusOr<v1::SubmitBirthApplicationResponse> Submit(applications::Desk& desk, CallContext& context,
                                                          store::Txn& txn,
                                                          const v1::SubmitBirthApplicationRequest& request) {
  RETURN_IF_ERROR(CheckDeclarationInWorld(context, request.form()));
  return desk.Submit<v1::SubmitBirthApplicationResponse>(context, txn, request, kBirthRegistration);
}

// Births.

absl::Status ValidateGetBirth(const v1::GetBirthRecordRequest& request) {
  const int named = !request.record_id().empty() + !request.pin().empty() + !request.application_id().empty();
  return named == 1 ? absl::OkStatus()
                    : InvalidField("record_id", "give exactly one of record_id, pin and application_id");
}

absl::StatusOr<v1::GetBirthRecordResponse> GetBirth(const CivilRegistry& registry, store::Txn& txn,
                                                    const v1::GetBirthRecordRequest& request) {
  const char* field = "record_id";
  absl::optional<v1::BirthRecord> record;
  if (!request.record_id().empty()) {
    record = registry.FindBirth(txn, request.record_id());
  } else if (!request.pin().empty()) {
    field = "pin";
    record = registry.FindBirthBy(txn, kByPin, request.pin());
  } else {
    field = "application_id";
    record = registry.FindBirthBy(txn, kByApplication, request.application_id());
  }
  if (!record) return BirthRecordNotFound(field);
  v1::GetBirthRecordResponse response;
  *response.mutable_record() = *std::move(record);
  return response;
}

absl::Status ValidateFind(const v1::FindBirthRecordsRequest& request) {
  const bool by_mother = !request.mother_pin().empty();
  const bool by_name = !request.child_full_name().empty() || request.has_child_birth_date();
  if (by_mother && by_name) return FilterNotSupported("mother_pin with child_full_name", kFilters);
  if (by_name && request.child_full_name().empty()) return FilterNotSupported("child_birth_date", kFilters);
  if (by_name && !request.has_child_birth_date()) return FilterNotSupported("child_full_name", kFilters);
  if (!by_name) return absl::OkStatus();
  RETURN_IF_ERROR(CheckName("child_full_name", request.child_full_name()));
  return CheckDate("child_birth_date", request.child_birth_date());
}

absl::StatusOr<store::Page<v1::BirthRecord>> PageOf(const CivilRegistry& registry, store::Txn& txn,
                                                    const v1::FindBirthRecordsRequest& request) {
  const int size = request.page_size();
  const std::string& token = request.page_token();
  if (!request.mother_pin().empty()) return registry.ListBirthsBy(txn, kByMother, request.mother_pin(), size, token);
  if (request.child_full_name().empty()) return registry.ListBirths(txn, size, token);
  return registry.ListBirthsBy(txn, kByName, NameIndexValue(request.child_full_name(), request.child_birth_date()),
                               size, token);
}

absl::StatusOr<v1::FindBirthRecordsResponse> FindBirths(const CivilRegistry& registry, store::Txn& txn,
                                                        const v1::FindBirthRecordsRequest& request) {
  ASSIGN_OR_RETURN(auto page, PageOf(registry, txn, request));
  return store::FillPage(std::move(page), &v1::FindBirthRecordsResponse::mutable_records);
}

absl::StatusOr<v1::GetExtractResponse> GetExtract(const CivilRegistry& registry, const CallContext& context,
                                                  store::Txn& txn, const v1::GetExtractRequest& request) {
  const auto record = registry.FindBirth(txn, request.record_id());
  if (!record) return BirthRecordNotFound("record_id");
  if (record->state() != v1::BIRTH_RECORD_STATE_FINAL) return BirthRecordNotFinal();
  v1::GetExtractResponse response;
  *response.mutable_document() = PrintBirth(*record, request.kind());
  applications::MarkSynthetic(*response.mutable_document(), context.config->realistic_numbers());
  *response.mutable_record() = *record;
  return response;
}

// Marriages.

absl::Status ValidateLookUp(const v1::LookUpMarriageRequest& request) {
  RETURN_IF_ERROR(CheckPersonalNumberShape("pin", request.pin()));
  if (!request.spouse_pin().empty()) RETURN_IF_ERROR(CheckPersonalNumberShape("spouse_pin", request.spouse_pin()));
  return request.has_on_date() ? CheckFullDate("on_date", request.on_date()) : absl::OkStatus();
}

bool InForceOn(const v1::MarriageRecord& marriage, absl::CivilDay day) {
  const bool ended = marriage.has_ended_on() && DayOf(marriage.ended_on()) <= day;
  return DayOf(marriage.registered_on()) <= day && !ended;
}

bool IsAskedFor(const v1::LookUpMarriageRequest& request, const v1::MarriageRecord& marriage) {
  const std::string& spouse = request.spouse_pin();
  const bool of_both = spouse.empty() || marriage.husband_pin() == spouse || marriage.wife_pin() == spouse;
  return of_both && (!request.has_on_date() || InForceOn(marriage, DayOf(request.on_date())));
}

absl::StatusOr<v1::LookUpMarriageResponse> LookUpMarriage(const CivilRegistry& registry, store::Txn& txn,
                                                          const v1::LookUpMarriageRequest& request) {
  v1::LookUpMarriageResponse response;
  for (v1::MarriageRecord& marriage : registry.MarriagesOf(txn, request.pin())) {
    if (IsAskedFor(request, marriage)) *response.add_marriages() = std::move(marriage);
  }
  return response;
}

void RegisterReads(const std::shared_ptr<const CivilRegistry>& registry, host::Handlers& handlers) {
  handlers.Unary<v1::GetBirthRecordRequest, v1::GetBirthRecordResponse>(
      MethodNamed("GetBirthRecord"),
      [registry](CallContext&, store::Txn& txn, const auto& request) { return GetBirth(*registry, txn, request); },
      ValidateGetBirth);
  handlers.Unary<v1::FindBirthRecordsRequest, v1::FindBirthRecordsResponse>(
      MethodNamed("FindBirthRecords"),
      [registry](CallContext&, store::Txn& txn, const auto& request) { return FindBirths(*registry, txn, request); },
      ValidateFind);
  handlers.Unary<v1::LookUpMarriageRequest, v1::LookUpMarriageResponse>(
      MethodNamed("LookUpMarriage"),
      [registry](CallContext&, store::Txn& txn, const auto& request) {
        return LookUpMarriage(*registry, txn, request);
      },
      ValidateLookUp);
  handlers.Unary<v1::GetExtractRequest, v1::GetExtractResponse>(
      MethodNamed("GetExtract"),
      [registry](CallContext& context, store::Txn& txn, const auto& request) {
        return GetExtract(*registry, context, txn, request);
      },
      [](const auto& request) { return CheckRequired("record_id", request.record_id()); });
}

}  // namespace

void RegisterService(std::shared_ptr<const CivilRegistry> registry, std::shared_ptr<applications::Desk> desk,
                     host::Handlers& handlers) {
  handlers.Unary<v1::SubmitBirthApplicationRequest, v1::SubmitBirthApplicationResponse>(
      MethodNamed("SubmitBirthApplication"),
      [desk](CallContext& context, store::Txn& txn, const auto& request) {
        return Submit(*desk, context, txn, request);
      },
      ValidateSubmit);
  RegisterReads(registry, handlers);
}

}  // namespace lienthong::civil_registry
