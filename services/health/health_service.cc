#include "services/health/health_service.h"

#include <string>
#include <utility>

#include "seeds/places/places.h"
#include "services/base/error/error.h"
#include "services/base/host/binder.h"
#include "services/base/identity/field_checks.h"
#include "services/base/status.h"
#include "services/health/health_errors.h"
#include "services/health/notification_checks.h"

namespace lienthong::health {
namespace {

using store::Txn;

absl::Status ValidateIssue(const v1::IssueBirthNotificationRequest& request) {
  return CheckNotification(request.birth_notification());
}

absl::Status ValidateReissue(const v1::ReissueBirthNotificationRequest& request) {
  RETURN_IF_ERROR(CheckRequired("number", request.number()));
  return request.has_birth_notification() ? CheckNotification(request.birth_notification()) : absl::OkStatus();
}

absl::Status ValidateRevoke(const v1::RevokeBirthNotificationRequest& request) {
  RETURN_IF_ERROR(CheckRequired("number", request.number()));
  return CheckRequired("cause", request.cause());
}

absl::Status ValidateGet(const v1::GetBirthNotificationRequest& request) {
  const bool by_mother = !request.mother_pin().empty() || request.has_child_birth_date();
  if (by_mother != request.number().empty()) return InvalidField("number", "name a number, or mother and birth date");
  if (!by_mother) return absl::OkStatus();
  RETURN_IF_ERROR(CheckRequired("mother_pin", request.mother_pin()));
  return CheckFullDate("child_birth_date", request.child_birth_date());
}

absl::Status ValidateList(const v1::ListBirthNotificationsRequest& request) {
  const bool both = !request.mother_pin().empty() && !request.facility_code().empty();
  return both ? FilterNotSupported("mother_pin with facility_code", "mother_pin; facility_code") : absl::OkStatus();
}

absl::Status ValidateGetFacility(const v1::GetFacilityRequest& request) {
  return CheckRequired("facility_code", request.facility_code());
}

absl::Status ValidateListFacilities(const v1::ListFacilitiesRequest& request) {
  const std::string& code = request.province_code();
  const bool known = code.empty() || seeds::Places::Default().FindProvince(code) != nullptr;
  return known ? absl::OkStatus() : ProvinceUnknown("province_code");
}

absl::StatusOr<store::Page<v1::BirthNotification>> PageOf(const HealthRegistry& registry, Txn& txn,
                                                          const v1::ListBirthNotificationsRequest& request) {
  const auto& table = registry.notifications();
  const int size = request.page_size();
  const std::string& token = request.page_token();
  if (!request.mother_pin().empty()) return table.ListBy(txn, kByMother, request.mother_pin(), size, token);
  if (!request.facility_code().empty()) return table.ListBy(txn, kByFacility, request.facility_code(), size, token);
  return table.List(txn, size, token);
}

// A token belongs to the filter as well as to the list.
absl::StatusOr<store::Page<v1::Facility>> FacilitiesOf(const HealthRegistry& registry, Txn& txn,
                                                       const v1::ListFacilitiesRequest& request) {
  const auto accepted = [&request](const v1::Facility& row) {
    return !request.accepts_under_six() || row.accepts_under_six();
  };
  const std::string query = request.accepts_under_six() ? "under six" : "";
  const auto& table = registry.facilities();
  if (request.province_code().empty()) {
    return table.List(txn, request.page_size(), request.page_token(), accepted, query);
  }
  return table.ListBy(txn, kByProvince, request.province_code(), request.page_size(), request.page_token(), accepted,
                      query);
}

}  // namespace

void HealthService::Register(std::shared_ptr<const HealthService> service, host::Handlers& handlers) {
  const host::Binder bind(handlers, "lienthong.health.v1.HealthService", std::move(service));
  bind("IssueBirthNotification", &HealthService::Issue, ValidateIssue);
  bind("ReissueBirthNotification", &HealthService::Reissue, ValidateReissue);
  bind("RevokeBirthNotification", &HealthService::Revoke, ValidateRevoke);
  bind("GetBirthNotification", &HealthService::Get, ValidateGet);
  bind("ListBirthNotifications", &HealthService::List, ValidateList);
  bind("GetFacility", &HealthService::GetFacility, ValidateGetFacility);
  bind("ListFacilities", &HealthService::ListFacilities, ValidateListFacilities);
}

absl::StatusOr<v1::IssueBirthNotificationResponse> HealthService::Issue(
    CallContext& context, Txn& txn, const v1::IssueBirthNotificationRequest& request) const {
  RETURN_IF_ERROR(CheckNotificationInWorld(context, request.birth_notification()));
  v1::IssueBirthNotificationResponse response;
  ASSIGN_OR_RETURN(*response.mutable_birth_notification(), registry_.Issue(context, txn, request.birth_notification()));
  return response;
}

absl::StatusOr<v1::ReissueBirthNotificationResponse> HealthService::Reissue(
    CallContext& context, Txn& txn, const v1::ReissueBirthNotificationRequest& request) const {
  absl::optional<v1::BirthNotification> text;
  if (request.has_birth_notification()) {
    RETURN_IF_ERROR(CheckNotificationInWorld(context, request.birth_notification()));
    text = request.birth_notification();
  }
  v1::ReissueBirthNotificationResponse response;
  ASSIGN_OR_RETURN(*response.mutable_birth_notification(),
                   registry_.Reissue(context, txn, request.number(), std::move(text)));
  return response;
}

absl::StatusOr<v1::RevokeBirthNotificationResponse> HealthService::Revoke(
    CallContext& context, Txn& txn, const v1::RevokeBirthNotificationRequest& request) const {
  v1::RevokeBirthNotificationResponse response;
  ASSIGN_OR_RETURN(*response.mutable_birth_notification(),
                   registry_.Revoke(context, txn, request.number(), request.cause()));
  return response;
}

absl::StatusOr<v1::GetBirthNotificationResponse> HealthService::Get(
    CallContext&, Txn& txn, const v1::GetBirthNotificationRequest& request) const {
  v1::GetBirthNotificationResponse response;
  if (!request.number().empty()) {
    auto notification = registry_.Find(txn, request.number());
    if (!notification) return NotificationNotFound("number");
    *response.mutable_birth_notification() = *std::move(notification);
    return response;
  }
  auto found = registry_.FindByMother(txn, request.mother_pin(), request.child_birth_date(), request.birth_order());
  if (found.empty()) return NotificationNotFound("mother_pin");
  if (found.size() > 1) return NotificationAmbiguous();
  *response.mutable_birth_notification() = std::move(found.front());
  return response;
}

absl::StatusOr<v1::ListBirthNotificationsResponse> HealthService::List(
    CallContext&, Txn& txn, const v1::ListBirthNotificationsRequest& request) const {
  ASSIGN_OR_RETURN(auto page, PageOf(registry_, txn, request));
  return store::FillPage(std::move(page), &v1::ListBirthNotificationsResponse::mutable_birth_notifications);
}

absl::StatusOr<v1::GetFacilityResponse> HealthService::GetFacility(CallContext&, Txn& txn,
                                                                   const v1::GetFacilityRequest& request) const {
  auto facility = registry_.facilities().Get(txn, request.facility_code());
  if (!facility) return FacilityUnknown(request.facility_code());
  v1::GetFacilityResponse response;
  *response.mutable_facility() = *std::move(facility);
  return response;
}

absl::StatusOr<v1::ListFacilitiesResponse> HealthService::ListFacilities(
    CallContext&, Txn& txn, const v1::ListFacilitiesRequest& request) const {
  ASSIGN_OR_RETURN(auto page, FacilitiesOf(registry_, txn, request));
  return store::FillPage(std::move(page), &v1::ListFacilitiesResponse::mutable_facilities);
}

}  // namespace lienthong::health
