#include "services/base/identity/place_checks.h"

#include "absl/strings/str_cat.h"
#include "seeds/calendar/partial_date.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

using seeds::Places;
using seeds::PlaceState;

absl::Status AddressUnknown(absl::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_UNKNOWN)
      .With("field", field)
      .Violation(field, "Give administrative codes that exist and belong together.");
}

absl::Status CheckDistrict(absl::string_view field, const std::string& code, const seeds::Commune& commune,
                           absl::CivilDay day) {
  const bool has_districts = day < seeds::kTwoLevelDay;
  if (code.empty()) return has_districts ? AddressUnknown(field) : absl::OkStatus();
  RETURN_IF_ERROR(CheckPlaceState(field, Places::Default().DistrictState(code, day)));
  return commune.district_code == code ? absl::OkStatus() : AddressUnknown(field);
}

}  // namespace

absl::Status StaleCode(absl::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::STALE_CODE)
      .With("field", field)
      .With("since", seeds::FormatDate(seeds::kTwoLevelDay))
      .Violation(field, "Use the codes of two levels: province and commune.");
}

absl::Status CheckPlaceState(absl::string_view field, PlaceState state) {
  if (state == PlaceState::kUnknown) return AddressUnknown(field);
  return state == PlaceState::kStale ? StaleCode(field) : absl::OkStatus();
}

common::v1::Address InCodesOf(absl::CivilDay day, const common::v1::Address& address) {
  common::v1::Address current = address;
  if (day < seeds::kTwoLevelDay) return current;
  current.clear_district_code();
  const seeds::Province* province = Places::Default().ProvinceOn(address.province_code(), day);
  if (province != nullptr) current.set_province_code(std::string(province->code));
  return current;
}

absl::Status CheckProvince(absl::string_view field, const common::v1::Address& address, absl::CivilDay day) {
  return CheckPlaceState(absl::StrCat(field, ".province_code"),
                         Places::Default().ProvinceState(address.province_code(), day));
}

absl::Status CheckAddress(absl::string_view field, const common::v1::Address& address, absl::CivilDay day) {
  const Places& places = Places::Default();
  const std::string commune_field = absl::StrCat(field, ".commune_code");
  RETURN_IF_ERROR(CheckProvince(field, address, day));
  RETURN_IF_ERROR(CheckPlaceState(commune_field, places.CommuneState(address.commune_code(), day)));
  const seeds::Commune* commune = places.FindCommune(address.commune_code());
  RETURN_IF_ERROR(CheckDistrict(absl::StrCat(field, ".district_code"), address.district_code(), *commune, day));
  const seeds::Province* province = places.ProvinceOn(commune->province_code, day);
  return province->code == address.province_code() ? absl::OkStatus() : AddressUnknown(commune_field);
}

}  // namespace lienthong
