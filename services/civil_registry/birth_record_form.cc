#include "services/civil_registry/birth_record_form.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "seeds/names/name_matching.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/civil_registry/child_name.h"
#include "services/civil_registry/civil_registry_base.h"
#include "services/civil_registry/date_in_words.h"
#include "services/civil_registry/parents_on_file.h"

namespace lienthong::civil_registry {
namespace {

constexpr int kEntriesPerBook = 200;
constexpr char kSignerTitle[] = "Công chức tư pháp - hộ tịch (mô phỏng)";
constexpr char kUnnamedOfficer[] = "Cán bộ hộ tịch mô phỏng";

v1::RecordedParent RecordedParentOf(const v1::DeclaredParent& parent) {
  v1::RecordedParent recorded;
  recorded.set_pin(parent.pin());
  recorded.set_full_name(seeds::NormalizeName(parent.full_name()).value_or(parent.full_name()));
  *recorded.mutable_birth_date() = parent.birth_date();
  recorded.set_ethnicity_code(parent.ethnicity_code());
  recorded.set_nationality(NationalityOf(parent));
  recorded.set_residence_kind(parent.residence_kind());
  if (parent.has_residence()) *recorded.mutable_residence() = parent.residence();
  if (parent.has_identity_document()) *recorded.mutable_identity_document() = parent.identity_document();
  return recorded;
}

// By custom the father's, else the mother's.
std::string EthnicityOf(const v1::BirthDeclaration& form) {
  if (!form.child().ethnicity_code().empty()) return form.child().ethnicity_code();
  return form.father().ethnicity_code().empty() ? form.mother().ethnicity_code() : form.father().ethnicity_code();
}

v1::Requester RequesterOf(const applications::v1::Application& application, const v1::BirthDeclaration& form) {
  v1::Requester requester = form.requester();
  if (requester.pin().empty()) requester.set_pin(application.applicant().pin());
  if (requester.full_name().empty()) requester.set_full_name(application.applicant().full_name());
  if (requester.relation().empty()) requester.set_relation(application.applicant().relation());
  return requester;
}

void SetDeclaredChild(const v1::BirthDeclaration& form, v1::BirthRecord& record) {
  const v1::DeclaredChild& child = form.child();
  record.set_full_name(FullNameOf(child));
  record.set_sex(child.sex());
  *record.mutable_birth_date() = child.birth_date();
  record.set_birth_date_in_words(DateInWords(DayOf(child.birth_date())));
  *record.mutable_birth_place() = child.birth_place();
  if (child.has_native_place()) *record.mutable_native_place() = child.native_place();
  record.set_ethnicity_code(EthnicityOf(form));
  record.set_nationality(child.nationality().empty() ? "VNM" : child.nationality());
  record.set_birth_order(child.birth_order());
}

}  // namespace

void SetEntry(absl::string_view commune_code, absl::CivilDay registered_on, int64_t number, v1::BirthRecord& record) {
  const int year = static_cast<int>(registered_on.year());
  record.set_record_id(RecordIdOf(commune_code, year, number));
  record.set_number(absl::StrCat(number, "/", year));
  record.set_book(absl::StrFormat("%02d/%d", (number - 1) / kEntriesPerBook + 1, year));
  record.set_page(static_cast<int>((number - 1) % kEntriesPerBook) + 1);
  *record.mutable_registered_on() = ToProto(registered_on);
  record.set_commune_code(std::string(commune_code));
}

v1::BirthRecord RecordOf(const applications::v1::Application& application, const v1::BirthDeclaration& form,
                         absl::CivilDay today, bool late) {
  v1::BirthRecord record;
  *record.mutable_registered_on() = ToProto(today);
  record.set_commune_code(form.commune_code());
  record.set_registration_kind(late ? v1::REGISTRATION_KIND_LATE : v1::REGISTRATION_KIND_IN_TIME);
  record.set_officer(application.officer().empty() ? kUnnamedOfficer : application.officer());
  record.set_signed_by(record.officer());
  record.set_signer_title(kSignerTitle);
  SetDeclaredChild(form, record);
  if (form.has_mother()) *record.mutable_mother() = RecordedParentOf(form.mother());
  if (form.has_father()) *record.mutable_father() = RecordedParentOf(form.father());
  *record.mutable_requester() = RequesterOf(application, form);
  record.set_birth_notification_number(form.evidence().birth_notification().number());
  record.set_application_id(application.application_id());
  return record;
}

}  // namespace lienthong::civil_registry
