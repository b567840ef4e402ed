#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/nation/country.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/nation_queries.h"
#include "services/base/identity/place_checks.h"
#include "services/base/status.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: three message pairs follow

constexpr int kMaxLimit = 1000;
constexpr uint64_t kNumbersInCell = 1'000'000;

// The units a query names are those of the snapshot; ones that are no more in the world's day are refused all the same,
// for whoever asks by them in such a world would be refused everywhere else.
absl::Status CheckProvinceCode(absl::string_view field, const std::string& code, absl::CivilDay today) {
  if (code.empty()) return absl::OkStatus();
  return CheckPlaceState(field, seeds::Places::Default().ProvinceState(code, today));
}

absl::Status CheckUnits(const SearchPersonsRequest& request, absl::CivilDay today) {
  RETURN_IF_ERROR(CheckProvinceCode("birth_province_code", request.birth_province_code(), today));
  return CheckProvinceCode("residence_province_code", request.residence_province_code(), today);
}

absl::Status CheckUnits(const SamplePersonsRequest& request, absl::CivilDay today) {
  RETURN_IF_ERROR(CheckProvinceCode("birth_province_code", request.birth_province_code(), today));
  RETURN_IF_ERROR(CheckProvinceCode("residence_province_code", request.residence_province_code(), today));
  const std::string& district = request.residence_district_code();
  const std::string& commune = request.residence_commune_code();
  const seeds::Places& places = seeds::Places::Default();
  if (!district.empty()) {
    RETURN_IF_ERROR(CheckPlaceState("residence_district_code", places.DistrictState(district, today)));
  }
  if (commune.empty()) return absl::OkStatus();
  return CheckPlaceState("residence_commune_code", places.CommuneState(commune, today));
}

absl::Status CheckLimit(int limit) {
  if (limit >= 0 && limit <= kMaxLimit) return absl::OkStatus();
  return InvalidField("limit", absl::StrCat("use 1 to ", kMaxLimit, ", or 0 for the default"));
}

std::vector<seeds::Person> OneOrNone(std::optional<seeds::Person> person) {
  std::vector<seeds::Person> persons;
  if (person) persons.push_back(*std::move(person));
  return persons;
}

// A number that nobody holds: of a cell without people, or one that its cell has left. Names the cell, which is nobody.
absl::Status NobodyHolds(const seeds::Nation& nation, const std::string& pin) {
  const seeds::NumberCell cell = seeds::ParsePersonalNumber(pin, nation.options().pin_mode)->cell;
  if (nation.country().numbers.FreeCount(cell) < kNumbersInCell) {
    return Error(absl::StatusCode::kNotFound, Reason::NATION_NUMBER_FREE).With("field", "pin");
  }
  return Error(absl::StatusCode::kNotFound, Reason::NATION_NUMBER_CELL_EMPTY)
      .With("field", "pin")
      .With("year", absl::StrCat(cell.birth_year))
      .With("province", cell.province_code);
}

absl::StatusOr<std::vector<seeds::Person>> HolderOfPin(const seeds::Nation& nation, const CallContext& context,
                                                       const std::string& pin) {
  RETURN_IF_ERROR(CheckPersonalNumberRange("pin", pin, *context.config));
  RETURN_IF_ERROR(CheckPersonalNumberYear("pin", pin, context.Today()));
  std::vector<seeds::Person> holder = OneOrNone(nation.ByPin(pin));
  if (holder.empty()) return NobodyHolds(nation, pin);
  return holder;
}

std::vector<seeds::Person> MembersOf(const seeds::Nation& nation, const std::string& household_id) {
  std::vector<seeds::Person> persons;
  const std::optional<seeds::Household> household = nation.HouseholdById(household_id);
  if (!household) return persons;
  for (const std::string& pin : household->member_pins) {
    if (auto person = nation.ByPin(pin)) persons.push_back(*std::move(person));
  }
  return persons;
}

absl::StatusOr<std::vector<seeds::Person>> PersonaNamed(const seeds::Nation& nation, const std::string& key) {
  auto persona = nation.FindPersona(key);
  if (!persona.ok()) return ResourceNotFound("persona", key);
  return std::vector<seeds::Person>{std::move(persona->person)};
}

absl::StatusOr<std::vector<seeds::Person>> HoldersOf(const seeds::Nation& nation, const CallContext& context,
                                                     const FindPersonsRequest& request) {
  switch (request.key_case()) {
    case FindPersonsRequest::kPin:
      return HolderOfPin(nation, context, request.pin());
    case FindPersonsRequest::kLegacyId:
      return nation.ByLegacyId(request.legacy_id());
    case FindPersonsRequest::kSiNumber:
      return OneOrNone(nation.BySiNumber(request.si_number()));
    case FindPersonsRequest::kCardCode:
      return OneOrNone(nation.ByCardCode(request.card_code()));
    case FindPersonsRequest::kTaxCode:
      return OneOrNone(nation.ByTaxCode(request.tax_code()));
    case FindPersonsRequest::kLicenceNumber:
      return OneOrNone(nation.ByLicence(request.licence_number()));
    case FindPersonsRequest::kPhone:
      return OneOrNone(nation.ByPhone(request.phone()));
    case FindPersonsRequest::kBankAccount:
      return OneOrNone(nation.ByBankAccount(request.bank_account()));
    case FindPersonsRequest::kBirthEntryId:
      return OneOrNone(nation.ByBirthEntry(request.birth_entry_id()));
    case FindPersonsRequest::kHouseholdId:
      return MembersOf(nation, request.household_id());
    case FindPersonsRequest::kParentPin:
      RETURN_IF_ERROR(CheckPersonalNumberRange("parent_pin", request.parent_pin(), *context.config));
      return nation.ChildrenOf(request.parent_pin());
    case FindPersonsRequest::kPersona:
      return PersonaNamed(nation, request.persona());
    case FindPersonsRequest::KEY_NOT_SET:
      break;
  }
  return InvalidField("key", "name one number, household, parent or persona");
}

absl::StatusOr<FindPersonsResponse> Find(const seeds::Nation& nation, const CallContext& context,
                                         const FindPersonsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<seeds::Person> persons, HoldersOf(nation, context, request));
  FindPersonsResponse response;
  AddPersons(persons, &response);
  return response;
}

absl::StatusOr<SearchPersonsResponse> Search(const seeds::Nation& nation, const CallContext& context,
                                             const SearchPersonsRequest& request) {
  RETURN_IF_ERROR(CheckUnits(request, context.Today()));
  const auto persons = nation.Search(SearchOf(request));
  if (!persons.ok()) return QueryRefused(persons.status());
  SearchPersonsResponse response;
  AddPersons(*persons, &response);
  return response;
}

absl::StatusOr<SamplePersonsResponse> Sample(const seeds::Nation& nation, const CallContext& context,
                                             const SamplePersonsRequest& request) {
  RETURN_IF_ERROR(CheckUnits(request, context.Today()));
  const auto persons = nation.Sample(SampleOf(request), request.draw(), request.limit() == 0 ? 1 : request.limit());
  if (!persons.ok()) return QueryRefused(persons.status());
  SamplePersonsResponse response;
  AddPersons(*persons, &response);
  return response;
}

// Numbers of either range pass here; the world's is checked by the handler.
absl::Status ValidateFind(const FindPersonsRequest& request) {
  if (request.has_parent_pin()) return CheckPersonalNumberShape("parent_pin", request.parent_pin());
  return request.has_pin() ? CheckPersonalNumberShape("pin", request.pin()) : absl::OkStatus();
}

absl::Status ValidateSearch(const SearchPersonsRequest& request) {
  RETURN_IF_ERROR(CheckRequired("full_name", request.full_name()));
  RETURN_IF_ERROR(CheckLimit(request.limit()));
  return request.has_birth_date() ? absl::OkStatus() : InvalidField("birth_date", "give at least the year");
}

absl::Status ValidateSample(const SamplePersonsRequest& request) { return CheckLimit(request.limit()); }

}  // namespace

void RegisterLookups(const NationPtr& nation, host::Handlers& handlers) {
  Add(nation, handlers, "FindPersons", Find, ValidateFind);
  Add(nation, handlers, "SearchPersons", Search, ValidateSearch);
  Add(nation, handlers, "SamplePersons", Sample, ValidateSample);
}

}  // namespace lienthong::nation
