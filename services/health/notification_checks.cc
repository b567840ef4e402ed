#include "services/health/notification_checks.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "seeds/names/ethnicities.h"
#include "seeds/places/places.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"

namespace lienthong::health {
namespace {

constexpr size_t kLongestLinkCode = 100;
constexpr int kLeastGrams = 200;
constexpr int kMostGrams = 9999;
constexpr char kPath[] = "birth_notification";

std::string In(absl::string_view path, absl::string_view field) { return absl::StrCat(path, ".", field); }

absl::Status Check(bool holds, absl::string_view field, absl::string_view problem) {
  return holds ? absl::OkStatus() : InvalidField(field, problem);
}

// HH:MM
bool IsTime(const std::string& text) {
  const bool shaped = text.size() == 5 && text[2] == ':' && absl::ascii_isdigit(text[0]) &&
                      absl::ascii_isdigit(text[1]) && absl::ascii_isdigit(text[3]) && absl::ascii_isdigit(text[4]);
  return shaped && text.substr(0, 2) < "24" && text[3] < '6';
}

bool IsCountry(const std::string& code) {
  const bool letters = std::all_of(code.begin(), code.end(), [](char c) { return absl::ascii_isupper(c); });
  return code.empty() || (letters && code.size() == 3);
}

absl::Status CheckMother(const std::string& path, const v1::BirthMother& mother) {
  RETURN_IF_ERROR(CheckName(In(path, "full_name"), mother.full_name()));
  RETURN_IF_ERROR(CheckDate(In(path, "birth_date"), mother.birth_date()));
  RETURN_IF_ERROR(
      Check(IsCountry(mother.nationality()), In(path, "nationality"), "give three capital letters of ISO 3166-1"));
  const bool ethnicity_known =
      mother.ethnicity_code().empty() || seeds::FindEthnicity(mother.ethnicity_code()) != nullptr;
  RETURN_IF_ERROR(Check(ethnicity_known, In(path, "ethnicity_code"), "give a code of the census list, 01 to 56"));
  if (mother.pin().empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckPersonalNumberShape(In(path, "pin"), mother.pin()));
  return CheckPersonalNumberClaim(In(path, "pin"), mother.pin(), {seeds::Sex::kFemale, mother.birth_date().year()});
}

absl::Status CheckChild(const std::string& path, const v1::NewbornChild& child) {
  const bool has_sex = common::v1::Sex_IsValid(child.sex()) && child.sex() != common::v1::SEX_UNSPECIFIED;
  RETURN_IF_ERROR(Check(has_sex, In(path, "sex"), "say the child's sex"));
  RETURN_IF_ERROR(CheckFullDate(In(path, "birth_date"), child.birth_date()));
  RETURN_IF_ERROR(Check(child.birth_time().empty() || IsTime(child.birth_time()), In(path, "birth_time"), "use HH:MM"));
  const bool weight_fits =
      child.weight_grams() == 0 || (child.weight_grams() >= kLeastGrams && child.weight_grams() <= kMostGrams);
  return Check(weight_fits, In(path, "weight_grams"), "use 200 to 9999 grams");
}

// Each child of a multiple birth says which one it is; a single child doesn't.
absl::Status CheckCounts(const v1::BirthNotification& notification) {
  const int children = notification.children_of_delivery();
  const int order = notification.child().birth_order();
  RETURN_IF_ERROR(Check(children >= 0 && children <= 9, In(kPath, "children_of_delivery"), "use 1 to 9"));
  const bool order_fits = children > 1 ? order >= 1 && order <= children : order == 0 || order == 1;
  RETURN_IF_ERROR(Check(order_fits, In(kPath, "child.birth_order"), "say which child of the delivery it is, from 1"));
  RETURN_IF_ERROR(Check(notification.parity() >= 0, In(kPath, "parity"), "count from 1"));
  return Check(notification.living_children() >= 0, In(kPath, "living_children"), "count from 0");
}

// The district may be left out: the commune says it.
absl::Status CheckPlace(const std::string& path, common::v1::Address address, absl::CivilDay today) {
  if (address.commune_code().empty()) return CheckProvince(path, address, today);
  const seeds::Commune* commune = seeds::Places::Default().FindCommune(address.commune_code());
  const bool has_districts = today < seeds::kTwoLevelDay;
  if (commune != nullptr && has_districts && address.district_code().empty()) {
    address.set_district_code(std::string(commune->district_code));
  }
  return CheckAddress(path, address, today);
}

absl::Status CheckMotherInWorld(const std::string& path, const v1::BirthMother& mother, const CallContext& context) {
  if (!mother.pin().empty()) {
    RETURN_IF_ERROR(CheckPersonalNumberRange(In(path, "pin"), mother.pin(), *context.config));
    RETURN_IF_ERROR(CheckPersonalNumberYear(In(path, "pin"), mother.pin(), context.Today()));
  }
  if (!mother.has_residence()) return absl::OkStatus();
  return CheckPlace(In(path, "residence"), mother.residence(), context.Today());
}

}  // namespace

absl::Status CheckNotification(const v1::BirthNotification& notification) {
  RETURN_IF_ERROR(CheckRequired(In(kPath, "facility_code"), notification.facility_code()));
  RETURN_IF_ERROR(
      Check(notification.link_code().size() <= kLongestLinkCode, In(kPath, "link_code"), "use at most 100 characters"));
  RETURN_IF_ERROR(Check(notification.has_mother(), In(kPath, "mother"), "name the mother who gave birth"));
  RETURN_IF_ERROR(CheckMother(In(kPath, "mother"), notification.mother()));
  if (notification.has_commissioning_mother()) {
    RETURN_IF_ERROR(CheckMother(In(kPath, "commissioning_mother"), notification.commissioning_mother()));
  }
  RETURN_IF_ERROR(CheckChild(In(kPath, "child"), notification.child()));
  return CheckCounts(notification);
}

absl::Status CheckNotificationInWorld(const CallContext& context, const v1::BirthNotification& notification) {
  RETURN_IF_ERROR(CheckNotInFuture(In(kPath, "child.birth_date"), notification.child().birth_date(), context.Today()));
  RETURN_IF_ERROR(CheckMotherInWorld(In(kPath, "mother"), notification.mother(), context));
  if (!notification.has_commissioning_mother()) return absl::OkStatus();
  return CheckMotherInWorld(In(kPath, "commissioning_mother"), notification.commissioning_mother(), context);
}

}  // namespace lienthong::health
