#include "services/health/health_registry.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/names/name_matching.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"
#include "services/health/health_errors.h"

namespace lienthong::health {
namespace {

using v1::BirthNotification;
using Values = std::vector<std::string>;

constexpr char kByChild[] = "child";
constexpr char kSerials[] = "notification-serial";
constexpr char kReissues[] = "notification-reissue";

Values ValuesOf(const std::string& value) { return value.empty() ? Values() : Values{value}; }

bool IsValid(const BirthNotification& row) { return row.state() != v1::BIRTH_NOTIFICATION_STATE_REVOKED; }

// Who gave birth: number, else another paper, else name and birth date.
std::string MotherKey(const v1::BirthMother& mother) {
  if (!mother.pin().empty()) return mother.pin();
  if (!mother.identity_number().empty()) return mother.identity_number();
  return absl::StrCat(seeds::MatchKey(mother.full_name()).value_or(""), "|",
                      seeds::FormatDate(FromProto(mother.birth_date())));
}

// One valid notification per child.
Values ChildOf(const BirthNotification& row) {
  if (!IsValid(row)) return {};
  return {store::Key(MotherKey(row.mother()), seeds::FormatDate(FromProto(row.child().birth_date())),
                     row.child().birth_order())};
}

store::Table<v1::Facility> FacilityTable(const FacilityBase& base) {
  return {"facility",
          [](const v1::Facility& row) { return row.facility_code(); },
          {{kByProvince, [](const v1::Facility& row) { return Values{row.province_code()}; }}},
          &base};
}

store::Table<BirthNotification> NotificationTable() {
  return {"birth-notification",
          [](const BirthNotification& row) { return row.number(); },
          {{kByChild, ChildOf, true},
           {kByMother, [](const BirthNotification& row) { return ValuesOf(row.mother().pin()); }},
           {kByFacility, [](const BirthNotification& row) { return Values{row.facility_code()}; }}}};
}

// Facilities count on their own, each year anew.
int64_t Count(store::Txn& txn, const std::string& key) {
  int64_t count = 0;
  if (const auto stored = txn.Get(key)) (void)absl::SimpleAtoi(*stored, &count);
  txn.Put(key, absl::StrCat(++count));
  return count;
}

void ClearOutput(BirthNotification& notification) {
  notification.clear_number();
  notification.clear_issued_on();
  notification.clear_reissue_number();
  notification.clear_reissue_book();
  notification.clear_state();
  notification.clear_updated_at();
}

void Stamp(const CallContext& context, v1::BirthNotificationState state, BirthNotification& notification) {
  notification.set_state(state);
  *notification.mutable_updated_at() = ToProto(context.now);
}

}  // namespace

HealthRegistry::HealthRegistry(std::shared_ptr<const seeds::Nation> nation)
    : nation_(std::move(nation)), facilities_(FacilityTable(facility_base_)), notifications_(NotificationTable()) {}

absl::StatusOr<BirthNotification> HealthRegistry::Issue(const CallContext& context, store::Txn& txn,
                                                        BirthNotification notification) const {
  ClearOutput(notification);
  RETURN_IF_ERROR(CheckContent(txn, notification));
  if (notifications_.FindOne(txn, kByChild, ChildOf(notification).front())) return NotificationAlreadyIssued();
  notification.set_number(NextNumber(context, txn, notification.facility_code()));
  *notification.mutable_issued_on() = ToProto(context.Today());
  Stamp(context, v1::BIRTH_NOTIFICATION_STATE_ISSUED, notification);
  if (!notifications_.Insert(txn, notification)) return InternalError("a notification's number was given out twice");
  return notification;
}

absl::StatusOr<BirthNotification> HealthRegistry::Reissue(const CallContext& context, store::Txn& txn,
                                                          const std::string& number,
                                                          absl::optional<BirthNotification> text) const {
  const auto known = notifications_.Get(txn, number);
  if (!known) return NotificationNotFound("number");
  if (!IsValid(*known)) return NotificationRevoked();
  BirthNotification notification = text ? *std::move(text) : *known;
  ClearOutput(notification);
  RETURN_IF_ERROR(CheckContent(txn, notification));
  const auto other = notifications_.FindOne(txn, kByChild, ChildOf(notification).front());
  if (other && other->number() != number) return NotificationAlreadyIssued();
  const int year = static_cast<int>(context.Today().year());
  notification.set_number(number);
  notification.set_reissue_number(
      absl::StrCat(Count(txn, store::Key(kReissues, notification.facility_code(), year)), "/", year));
  notification.set_reissue_book(absl::StrCat("01/", year));
  *notification.mutable_issued_on() = ToProto(context.Today());
  Stamp(context, v1::BIRTH_NOTIFICATION_STATE_REISSUED, notification);
  RETURN_IF_ERROR(notifications_.Put(txn, notification));
  return notification;
}

absl::StatusOr<BirthNotification> HealthRegistry::Revoke(const CallContext& context, store::Txn& txn,
                                                         const std::string& number, const std::string& cause) const {
  auto notification = notifications_.Get(txn, number);
  if (!notification) return NotificationNotFound("number");
  if (!IsValid(*notification)) return NotificationRevoked();
  notification->set_note(notification->note().empty() ? cause : absl::StrCat(notification->note(), "; ", cause));
  Stamp(context, v1::BIRTH_NOTIFICATION_STATE_REVOKED, *notification);
  RETURN_IF_ERROR(notifications_.Put(txn, *notification));
  return *std::move(notification);
}

absl::optional<BirthNotification> HealthRegistry::Find(store::Txn& txn, absl::string_view number) const {
  return notifications_.Get(txn, number);
}

std::vector<BirthNotification> HealthRegistry::FindByMother(store::Txn& txn, const std::string& mother_pin,
                                                            const common::v1::Date& birth_date, int birth_order) const {
  std::vector<BirthNotification> found;
  for (BirthNotification& row : notifications_.Find(txn, kByMother, mother_pin)) {
    const bool same_day = FromProto(row.child().birth_date()) == FromProto(birth_date);
    const bool same_child = birth_order == 0 || row.child().birth_order() == birth_order;
    if (IsValid(row) && same_day && same_child) found.push_back(std::move(row));
  }
  return found;
}

absl::Status HealthRegistry::CheckFacility(store::Txn& txn, const std::string& code) const {
  const auto facility = facilities_.Get(txn, code);
  if (!facility) return FacilityUnknown(code);
  return facility->delivers_births() ? absl::OkStatus() : FacilityCannotIssue(code);
}

// A mother without a number of this country can't be compared.
absl::Status HealthRegistry::CheckMother(const store::Txn& txn, const std::string& path,
                                         const v1::BirthMother& mother) const {
  if (mother.pin().empty()) return absl::OkStatus();
  const auto person = nation_->In(PinModeOf(txn.world())).ByPin(mother.pin());
  if (!person) return MotherUnknown(absl::StrCat(path, ".pin"));
  std::vector<std::string> fields;
  if (!seeds::SameName(mother.full_name(), person->full_name).value_or(false)) {
    fields.push_back(absl::StrCat(path, ".full_name"));
  }
  if (!seeds::Agrees(FromProto(mother.birth_date()), person->birth_date)) {
    fields.push_back(absl::StrCat(path, ".birth_date"));
  }
  return fields.empty() ? absl::OkStatus() : MotherDiffers(fields);
}

absl::Status HealthRegistry::CheckContent(store::Txn& txn, const BirthNotification& notification) const {
  RETURN_IF_ERROR(CheckFacility(txn, notification.facility_code()));
  RETURN_IF_ERROR(CheckMother(txn, "birth_notification.mother", notification.mother()));
  if (!notification.has_commissioning_mother()) return absl::OkStatus();
  return CheckMother(txn, "birth_notification.commissioning_mother", notification.commissioning_mother());
}

std::string HealthRegistry::NextNumber(const CallContext& context, store::Txn& txn,
                                       const std::string& facility_code) const {
  seeds::NoticeNumber number;
  number.kind = seeds::NoticeKind::kBirth;
  number.facility_code = facility_code;
  number.year = static_cast<int>(context.Today().year());
  number.serial = static_cast<uint32_t>(Count(txn, store::Key(kSerials, facility_code, number.year)));
  return seeds::FormatNoticeNumber(number);
}

}  // namespace lienthong::health
