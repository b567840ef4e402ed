#include "services/population/population_registry.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/world/times.h"
#include "services/population/population_errors.h"

namespace lienthong::population {
namespace {

constexpr char kByBirth[] = "birth";
constexpr char kFilters[] = "mother_pin; legacy_id; full_name with birth_date";

std::vector<std::string> OneOrNone(const std::string& value) {
  if (value.empty()) return {};
  return {value};
}

std::vector<store::Index<v1::Person>> PersonIndexes() {
  return {
      {kByLegacyId,
       [](const v1::Person& person) {
         return std::vector<std::string>(person.legacy_ids().begin(), person.legacy_ids().end());
       }},
      {kByMother, [](const v1::Person& person) { return OneOrNone(person.mother().pin()); }},
      {kByHousehold, [](const v1::Person& person) { return OneOrNone(person.household_id()); }},
      {kByName, NameIndexValues},
  };
}

v1::HouseholdMember MemberOf(const v1::Person& person) {
  v1::HouseholdMember member;
  member.set_pin(person.pin());
  member.set_full_name(person.full_name());
  member.set_sex(person.sex());
  *member.mutable_birth_date() = person.birth_date();
  member.set_relation_to_head(person.relation_to_head());
  return member;
}

// Head, then relation, then the oldest, then the number: an order that no later change of others disturbs.
auto PlaceInHousehold(const v1::HouseholdMember& member, const std::string& head_pin) {
  return std::tuple(member.pin() != head_pin, member.relation_to_head(), DayOf(member.birth_date()), member.pin());
}

// The filter of a list: an index and value, empty for none.
struct PersonFilter {
  std::string index;
  std::string value;
  std::string in_base = {};  // empty: the value
};

absl::StatusOr<PersonFilter> FilterOf(const v1::ListPersonsRequest& request) {
  const bool by_name = !request.full_name().empty() || request.has_birth_date();
  const int filters = !request.mother_pin().empty() + !request.legacy_id().empty() + by_name;
  if (filters > 1) return FilterNotSupported("several fields", kFilters);
  if (by_name && !request.has_birth_date()) return FilterNotSupported("full_name alone", kFilters);
  if (by_name && request.full_name().empty()) return FilterNotSupported("birth_date alone", kFilters);
  if (by_name) {
    return PersonFilter{kByName, NameIndexValue(request.full_name(), request.birth_date().year()),
                        NameSearch(request.full_name(), request.birth_date())};
  }
  if (!request.mother_pin().empty()) return PersonFilter{kByMother, request.mother_pin()};
  if (!request.legacy_id().empty()) return PersonFilter{kByLegacyId, request.legacy_id()};
  return PersonFilter{};
}

std::string QueryOf(v1::ListPersonsRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

}  // namespace

PopulationRegistry::PopulationRegistry(std::shared_ptr<const seeds::Nation> nation)
    : nation_(std::move(nation)),
      person_base_(nation_),
      household_base_(nation_),
      persons_(
          "person", [](const v1::Person& person) { return person.pin(); }, PersonIndexes(), &person_base_),
      households_(
          "household", [](const v1::Household& household) { return household.household_id(); }, {}, &household_base_),
      issues_("number_issue", [](const v1::NumberIssue& issue) { return issue.birth_record_id(); },
              {{kByBirth, [](const v1::NumberIssue& issue) { return OneOrNone(issue.birth_identity()); }, true}}),
      registrations_("residence_registration",
                     [](const v1::ResidenceRegistration& registration) { return registration.ct08_number(); }) {}

absl::StatusOr<v1::Person> PopulationRegistry::Get(store::Txn& txn, absl::string_view pin,
                                                   absl::string_view field) const {
  absl::optional<v1::Person> person = Find(txn, pin);
  if (!person) return PersonNotFound(field);
  return *std::move(person);
}

std::vector<v1::Person> PopulationRegistry::FindByLegacyId(store::Txn& txn, absl::string_view legacy_id) const {
  return persons_.Find(txn, kByLegacyId, legacy_id);
}

std::vector<v1::Person> PopulationRegistry::ChildrenOf(store::Txn& txn, absl::string_view mother_pin) const {
  return persons_.Find(txn, kByMother, mother_pin);
}

absl::StatusOr<store::Page<v1::Person>> PopulationRegistry::List(store::Txn& txn,
                                                                 const v1::ListPersonsRequest& request) const {
  const absl::StatusOr<PersonFilter> filter = FilterOf(request);
  if (!filter.ok()) return filter.status();
  const std::string query = QueryOf(request);
  if (filter->index.empty()) {
    return persons_.List(txn, request.page_size(), request.page_token(), store::Table<v1::Person>::All, query);
  }
  const auto keep = [&request](const v1::Person& person) {
    if (request.full_name().empty()) return true;
    return Differences(person, {request.full_name(), request.birth_date()}).empty();
  };
  return persons_.ListBy(txn, filter->index, filter->value, request.page_size(), request.page_token(), keep, query,
                         filter->in_base);
}

absl::optional<v1::Household> PopulationRegistry::FindHousehold(store::Txn& txn, absl::string_view household_id) const {
  absl::optional<v1::Household> household = households_.Get(txn, household_id);
  if (!household) return absl::nullopt;
  household->clear_members();
  for (const v1::Person& person : persons_.Find(txn, kByHousehold, household_id)) {
    if (person.state() != v1::PERSON_STATE_DECEASED) *household->add_members() = MemberOf(person);
  }
  std::sort(household->mutable_members()->begin(), household->mutable_members()->end(),
            [&household](const v1::HouseholdMember& a, const v1::HouseholdMember& b) {
              return PlaceInHousehold(a, household->head_pin()) < PlaceInHousehold(b, household->head_pin());
            });
  return household;
}

absl::StatusOr<v1::Household> PopulationRegistry::GetHousehold(store::Txn& txn,
                                                               const v1::GetHouseholdRequest& request) const {
  std::string household_id = request.household_id();
  absl::string_view field = "household_id";
  if (!request.member_pin().empty()) {
    field = "member_pin";
    const absl::StatusOr<v1::Person> member = Get(txn, request.member_pin(), field);
    if (!member.ok()) return member.status();
    household_id = member->household_id();
  }
  if (household_id.empty()) return HouseholdNotFound(field);
  absl::optional<v1::Household> household = FindHousehold(txn, household_id);
  if (!household) return HouseholdNotFound(field);
  return *std::move(household);
}

absl::Status PopulationRegistry::Update(const CallContext& context, store::Txn& txn, v1::Person person) const {
  *person.mutable_updated_at() = ToProto(context.now);
  return persons_.Put(txn, person);
}

absl::Status PopulationRegistry::UpdateHousehold(store::Txn& txn, v1::Household household) const {
  household.clear_members();
  return households_.Put(txn, household);
}

absl::Status PopulationRegistry::JoinHousehold(const CallContext& context, store::Txn& txn,
                                               const v1::ResidenceRegistration& joined) const {
  absl::StatusOr<v1::Person> person = Get(txn, joined.pin(), "pin");
  if (!person.ok()) return person.status();
  person->set_household_id(joined.household_id());
  person->set_relation_to_head(joined.relation_to_head());
  v1::Residence* residence = person->mutable_permanent_residence();
  residence->set_kind(v1::RESIDENCE_KIND_PERMANENT);
  *residence->mutable_address() = joined.address();
  *residence->mutable_since() = joined.since();
  return Update(context, txn, *std::move(person));
}

absl::optional<v1::NumberIssue> PopulationRegistry::FindIssue(store::Txn& txn,
                                                              absl::string_view birth_record_id) const {
  return issues_.Get(txn, birth_record_id);
}

v1::Person Restated(v1::Person person, absl::CivilDay day) {
  for (v1::Residence* residence : {person.has_permanent_residence() ? person.mutable_permanent_residence() : nullptr,
                                   person.has_current_residence() ? person.mutable_current_residence() : nullptr}) {
    if (residence != nullptr) *residence->mutable_address() = InCodesOf(day, residence->address());
  }
  return person;
}

v1::Household Restated(v1::Household household, absl::CivilDay day) {
  *household.mutable_address() = InCodesOf(day, household.address());
  return household;
}

}  // namespace lienthong::population
