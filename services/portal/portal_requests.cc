#include "services/portal/portal_requests.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "seeds/identifiers/dossier_code.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/status.h"

namespace lienthong::portal {
namespace {

absl::Status CheckDossierCode(absl::string_view field, const std::string& code) {
  RETURN_IF_ERROR(CheckRequired(field, code));
  return seeds::ParseDossierCode(code) ? absl::OkStatus() : InvalidField(field, "is no dossier code");
}

absl::Status CheckTimestamp(absl::string_view field, bool given, const google::protobuf::Timestamp& time) {
  using google::protobuf::util::TimeUtil;
  const bool valid =
      !given || (time.seconds() >= TimeUtil::kTimestampMinSeconds && time.seconds() <= TimeUtil::kTimestampMaxSeconds &&
                 time.nanos() >= 0 && time.nanos() <= 999'999'999);
  return valid ? absl::OkStatus() : InvalidField(field, "is no time between the years 1 and 9999");
}

absl::Status CheckBothLanguages(absl::string_view field, const common::v1::LocalizedText& text) {
  const bool both = !text.vi().empty() && !text.en().empty();
  return both ? absl::OkStatus() : InvalidField(field, "give it in Vietnamese (vi) and English (en)");
}

absl::Status CheckExactlyOne(absl::string_view first, bool has_first, absl::string_view second, bool has_second) {
  if (has_first != has_second) return absl::OkStatus();
  return InvalidField(first, absl::StrCat("give exactly one of ", first, " and ", second));
}

absl::Status CheckFilterPin(absl::string_view field, const std::string& pin) {
  return pin.empty() ? absl::OkStatus() : CheckPersonalNumberShape(field, pin);
}

absl::Status CheckOptionalDate(absl::string_view field, bool given, const common::v1::Date& date) {
  return given ? CheckFullDate(field, date) : absl::OkStatus();
}

absl::Status CheckApplicant(const applications::v1::Applicant& applicant) {
  RETURN_IF_ERROR(CheckPersonalNumberShape("applicant.pin", applicant.pin()));
  return CheckName("applicant.full_name", applicant.full_name());
}

absl::Status CheckParts(const v1::RegisterDossierRequest& request) {
  absl::flat_hash_set<std::string> names;
  for (int i = 0; i < request.parts_size(); ++i) {
    const v1::PortalDossierPart& part = request.parts(i);
    const std::string path = absl::StrCat("parts[", i, "].");
    RETURN_IF_ERROR(CheckRequired(path + "part", part.part()));
    RETURN_IF_ERROR(CheckRequired(path + "agency", part.agency()));
    if (!names.insert(part.part()).second) return InvalidField(path + "part", "is there twice");
  }
  return absl::OkStatus();
}

absl::Status CheckChannels(const v1::Notification& notification) {
  for (const int channel : notification.channels()) {
    const bool known = v1::NotificationChannel_IsValid(channel) && channel != v1::NOTIFICATION_CHANNEL_UNSPECIFIED;
    if (!known) return InvalidField("notification.channels", "name channels that exist");
  }
  return absl::OkStatus();
}

absl::Status CheckDocument(const std::string& path, const v1::PortalResult& result) {
  RETURN_IF_ERROR(CheckRequired(path + "document.kind", result.document().kind()));
  return CheckBothLanguages(path + "document.title", result.document().title());
}

absl::Status CheckStatus(const std::string& path, applications::v1::ApplicationStatus status) {
  const bool known = applications::v1::ApplicationStatus_IsValid(status) &&
                     status != applications::v1::APPLICATION_STATUS_UNSPECIFIED;
  return known ? absl::OkStatus() : InvalidField(path, "name one that exists");
}

absl::Status CheckSequence(const std::string& path, int64_t sequence) {
  return sequence >= 0 ? absl::OkStatus() : InvalidField(path, "must not be negative");
}

// Parts and results that come along with the whole.
absl::Status CheckCompany(const v1::UpdateDossierStatusRequest& request) {
  if (!request.part().empty() && !request.parts().empty()) return InvalidField("parts", "leave empty or leave part empty");
  for (int i = 0; i < request.parts_size(); ++i) {
    const v1::PortalDossierPart& part = request.parts(i);
    const std::string path = absl::StrCat("parts[", i, "].");
    RETURN_IF_ERROR(CheckRequired(path + "part", part.part()));
    RETURN_IF_ERROR(CheckStatus(path + "status", part.status()));
    RETURN_IF_ERROR(CheckTimestamp(path + "due_at", part.has_due_at(), part.due_at()));
    RETURN_IF_ERROR(CheckSequence(path + "sequence", part.sequence()));
  }
  for (int i = 0; i < request.results_size(); ++i) {
    RETURN_IF_ERROR(CheckDocument(absl::StrCat("results[", i, "]."), request.results(i)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateListProcedures(const v1::ListProceduresRequest& request) {
  return CheckOptionalDate("on_date", request.has_on_date(), request.on_date());
}

absl::Status ValidateGetProcedure(const v1::GetProcedureRequest& request) {
  RETURN_IF_ERROR(
      CheckExactlyOne("procedure_code", !request.procedure_code().empty(), "workflow", !request.workflow().empty()));
  return CheckOptionalDate("on_date", request.has_on_date(), request.on_date());
}

absl::Status ValidateGetEForm(const v1::GetEFormRequest& request) {
  return CheckExactlyOne("form_code", !request.form_code().empty(), "workflow", !request.workflow().empty());
}

absl::Status ValidatePrefillForm(const v1::PrefillFormRequest& request) {
  RETURN_IF_ERROR(CheckExactlyOne("form_code", !request.form_code().empty(), "workflow", !request.workflow().empty()));
  RETURN_IF_ERROR(CheckPersonalNumberShape("applicant_pin", request.applicant_pin()));
  absl::flat_hash_set<std::string> names;
  for (int i = 0; i < request.sources_size(); ++i) {
    const v1::PrefillSource& source = request.sources(i);
    const std::string path = absl::StrCat("sources[", i, "].");
    RETURN_IF_ERROR(CheckRequired(path + "name", source.name()));
    RETURN_IF_ERROR(CheckTimestamp(path + "as_of", source.has_as_of(), source.as_of()));
    if (!names.insert(source.name()).second) return InvalidField(path + "name", "is there twice");
  }
  return absl::OkStatus();
}

absl::Status ValidateRegisterDossier(const v1::RegisterDossierRequest& request) {
  RETURN_IF_ERROR(CheckDossierCode("dossier_code", request.dossier_code()));
  RETURN_IF_ERROR(CheckRequired("procedure_code", request.procedure_code()));
  RETURN_IF_ERROR(CheckApplicant(request.applicant()));
  RETURN_IF_ERROR(CheckTimestamp("submitted_at", request.has_submitted_at(), request.submitted_at()));
  if (!applications::v1::Channel_IsValid(request.channel())) return InvalidField("channel", "name one that exists");
  return CheckParts(request);
}

absl::Status ValidateUpdateDossierStatus(const v1::UpdateDossierStatusRequest& request) {
  RETURN_IF_ERROR(CheckDossierCode("dossier_code", request.dossier_code()));
  RETURN_IF_ERROR(CheckTimestamp("at", request.has_at(), request.at()));
  RETURN_IF_ERROR(CheckTimestamp("due_at", request.has_due_at(), request.due_at()));
  RETURN_IF_ERROR(CheckStatus("status", request.status()));
  if (!applications::v1::Actor_IsValid(request.next_actor())) return InvalidField("next_actor", "name one that exists");
  RETURN_IF_ERROR(CheckSequence("sequence", request.sequence()));
  return CheckCompany(request);
}

absl::Status ValidateGetPortalDossier(const v1::GetPortalDossierRequest& request) {
  return CheckDossierCode("dossier_code", request.dossier_code());
}

absl::Status ValidateListPortalDossiers(const v1::ListPortalDossiersRequest& request) {
  return CheckFilterPin("applicant_pin", request.applicant_pin());
}

absl::Status ValidateSendNotification(const v1::SendNotificationRequest& request) {
  const v1::Notification& notification = request.notification();
  RETURN_IF_ERROR(CheckPersonalNumberShape("notification.recipient_pin", notification.recipient_pin()));
  if (!notification.dossier_code().empty()) {
    RETURN_IF_ERROR(CheckDossierCode("notification.dossier_code", notification.dossier_code()));
  }
  if (!notification.part().empty()) {
    RETURN_IF_ERROR(CheckRequired("notification.dossier_code", notification.dossier_code()));
  }
  const bool known =
      v1::NotificationKind_IsValid(notification.kind()) && notification.kind() != v1::NOTIFICATION_KIND_UNSPECIFIED;
  if (!known) return InvalidField("notification.kind", "name one that exists");
  RETURN_IF_ERROR(CheckChannels(notification));
  RETURN_IF_ERROR(CheckBothLanguages("notification.title", notification.title()));
  return CheckBothLanguages("notification.body", notification.body());
}

absl::Status ValidateListNotifications(const v1::ListNotificationsRequest& request) {
  return CheckFilterPin("recipient_pin", request.recipient_pin());
}

absl::Status ValidateDeliverResult(const v1::DeliverResultRequest& request) {
  const v1::PortalResult& result = request.result();
  RETURN_IF_ERROR(CheckPersonalNumberShape("result.owner_pin", result.owner_pin()));
  RETURN_IF_ERROR(CheckDossierCode("result.dossier_code", result.dossier_code()));
  RETURN_IF_ERROR(CheckRequired("result.agency", result.agency()));
  return CheckDocument("result.", result);
}

absl::Status ValidateListResults(const v1::ListResultsRequest& request) {
  return CheckFilterPin("owner_pin", request.owner_pin());
}

}  // namespace lienthong::portal
