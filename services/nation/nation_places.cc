#include "services/nation/nation_places.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/places/places.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/page.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {
namespace {

using control::v1::ListPlacesRequest;
using control::v1::ListPlacesResponse;
using control::v1::Place;
using control::v1::PlaceLevel;
using seeds::Places;

constexpr char kWithin[] = "within_code";
constexpr size_t kProvinceDigits = 2, kDistrictDigits = 3;

bool HasDistricts(absl::CivilDay day) { return day < seeds::kTwoLevelDay; }

Place Unit(absl::string_view code, absl::string_view name, PlaceLevel level) {
  Place place;
  place.set_code(std::string(code));
  place.set_name(std::string(name));
  place.set_level(level);
  return place;
}

// A province of 63, or of 34 with what it was made of.
Place ProvinceUnit(const seeds::Province& province, absl::CivilDay day) {
  Place place = Unit(province.code, HasDistricts(day) ? province.full_name : province.successor_name,
                     control::v1::PLACE_LEVEL_PROVINCE);
  if (HasDistricts(day)) {
    place.set_successor_code(std::string(province.successor_code));
    return place;
  }
  for (const seeds::Province& former : Places::Default().provinces()) {
    if (former.successor_code == province.code) place.add_former_codes(std::string(former.code));
  }
  return place;
}

Place DistrictUnit(const seeds::District& district) {
  Place place = Unit(district.code, district.name, control::v1::PLACE_LEVEL_DISTRICT);
  place.set_province_code(std::string(district.province_code));
  return place;
}

Place CommuneUnit(const seeds::Commune& commune, absl::CivilDay day) {
  Place place = Unit(commune.code, commune.name, control::v1::PLACE_LEVEL_COMMUNE);
  if (HasDistricts(day)) place.set_district_code(std::string(commune.district_code));
  place.set_province_code(std::string(Places::Default().ProvinceOn(commune.province_code, day)->code));
  return place;
}

// What is asked for, once its codes are known to hold.
struct Question {
  absl::CivilDay day;
  std::string within;
  PlaceLevel level;

  bool InProvince(absl::string_view province_code) const {
    return within.empty() || Places::Default().ProvinceOn(province_code, day)->code == within;
  }
  bool Holds(const seeds::District& district) const { return InProvince(district.province_code); }
  bool Holds(const seeds::Commune& commune) const {
    return within.size() == kDistrictDigits ? commune.district_code == within : InProvince(commune.province_code);
  }
};

PlaceLevel LevelBelow(const std::string& within, absl::CivilDay day) {
  if (within.empty()) return control::v1::PLACE_LEVEL_PROVINCE;
  const bool districts = within.size() == kProvinceDigits && HasDistricts(day);
  return districts ? control::v1::PLACE_LEVEL_DISTRICT : control::v1::PLACE_LEVEL_COMMUNE;
}

absl::Status CheckWithin(const std::string& within, absl::CivilDay day) {
  if (within.empty()) return absl::OkStatus();
  const Places& places = Places::Default();
  return CheckPlaceState(kWithin, within.size() == kDistrictDigits ? places.DistrictState(within, day)
                                                                   : places.ProvinceState(within, day));
}

absl::StatusOr<Question> Understand(absl::CivilDay day, const ListPlacesRequest& request) {
  Question question{day, request.within_code(), request.level()};
  RETURN_IF_ERROR(CheckWithin(question.within, question.day));
  const PlaceLevel below = LevelBelow(question.within, question.day);
  if (question.level == control::v1::PLACE_LEVEL_UNSPECIFIED) question.level = below;
  if (question.level == control::v1::PLACE_LEVEL_DISTRICT && !HasDistricts(question.day)) {
    return StaleCode("level");
  }
  if (question.level < LevelBelow(question.within, absl::CivilDay(2024, 1, 1))) {
    return InvalidField("level", "name a level below the unit asked about");
  }
  return question;
}

// All the answer there is, in order of code: at most 11,000 units.
std::vector<Place> PlacesOf(const Question& question) {
  const Places& places = Places::Default();
  std::vector<Place> found;
  if (question.level == control::v1::PLACE_LEVEL_PROVINCE) {
    for (const seeds::Province& province : places.provinces()) {
      const bool stands = HasDistricts(question.day) || province.successor_code == province.code;
      if (stands) found.push_back(ProvinceUnit(province, question.day));
    }
  } else if (question.level == control::v1::PLACE_LEVEL_DISTRICT) {
    for (const seeds::District& district : places.districts()) {
      if (question.Holds(district)) found.push_back(DistrictUnit(district));
    }
  } else {
    for (const seeds::Commune& commune : places.communes()) {
      if (question.Holds(commune)) found.push_back(CommuneUnit(commune, question.day));
    }
  }
  return found;
}

}  // namespace

absl::StatusOr<std::vector<Place>> PlacesOn(absl::CivilDay day, const ListPlacesRequest& request) {
  ASSIGN_OR_RETURN(const Question question, Understand(day, request));
  return PlacesOf(question);
}

namespace {

absl::StatusOr<ListPlacesResponse> List(const CallContext& context, const ListPlacesRequest& request) {
  ASSIGN_OR_RETURN(const size_t size, store::PageSize(request.page_size()));
  const absl::CivilDay day = request.has_day() ? DayOf(request.day()) : context.Today();
  const std::string query =
      absl::StrCat("places ", request.within_code(), " ", request.level(), " ", seeds::FormatDate(day));
  ASSIGN_OR_RETURN(const std::string last, store::LastKey(query, request.page_token()));
  ASSIGN_OR_RETURN(const std::vector<Place> places, PlacesOn(day, request));
  auto at = std::upper_bound(places.begin(), places.end(), last,
                             [](const std::string& key, const Place& place) { return key < place.code(); });
  ListPlacesResponse response;
  for (; at != places.end() && response.places_size() < static_cast<int>(size); ++at) *response.add_places() = *at;
  if (at != places.end()) response.set_next_page_token(store::PageToken(query, std::prev(at)->code()));
  return response;
}

absl::Status Validate(const ListPlacesRequest& request) {
  return request.has_day() ? CheckFullDate("day", request.day()) : absl::OkStatus();
}

}  // namespace

void RegisterPlaces(host::Handlers& handlers) {
  handlers.Unary<ListPlacesRequest, ListPlacesResponse>(
      MethodName("ListPlaces"),
      [](CallContext& context, store::Txn&, const ListPlacesRequest& request) { return List(context, request); },
      Validate);
}

}  // namespace lienthong::nation
