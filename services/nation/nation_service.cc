#include "services/nation/nation_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/page.h"
#include "services/nation/nation_queries.h"
#include "services/nation/nation_record.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: six message pairs follow

constexpr char kService[] = "lienthong.control.v1.NationService/";
constexpr int kMaxLimit = 1000;

using Nation = std::shared_ptr<const seeds::Nation>;

// Queries are refused by the nation in words of its own, and without personal data.
absl::Status QueryRefused(const absl::Status& status) {
  const bool invalid = status.code() == absl::StatusCode::kInvalidArgument;
  return Error(invalid ? absl::StatusCode::kInvalidArgument : absl::StatusCode::kFailedPrecondition,
               invalid ? Reason::NATION_QUERY_INVALID : Reason::NOBODY_CAN_MATCH)
      .With("problem", std::string(status.message()));
}

absl::Status CheckLimit(int limit) {
  if (limit >= 0 && limit <= kMaxLimit) return absl::OkStatus();
  return InvalidField("limit", absl::StrCat("use 1 to ", kMaxLimit, ", or 0 for the default"));
}

template <class Response>
void AddPersons(const std::vector<seeds::Person>& persons, Response* response) {
  for (const seeds::Person& person : persons) *response->add_persons() = PersonRecord(person);
}

std::vector<seeds::Person> OneOrNone(std::optional<seeds::Person> person) {
  std::vector<seeds::Person> persons;
  if (person) persons.push_back(*std::move(person));
  return persons;
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

absl::StatusOr<std::vector<seeds::Person>> HoldersOf(const seeds::Nation& nation, const FindPersonsRequest& request) {
  switch (request.key_case()) {
    case FindPersonsRequest::kPin:
      return OneOrNone(nation.ByPin(request.pin()));
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
      return nation.ChildrenOf(request.parent_pin());
    case FindPersonsRequest::kPersona: {
      auto persona = nation.FindPersona(request.persona());
      if (!persona.ok()) return ResourceNotFound("persona", request.persona());
      return std::vector<seeds::Person>{std::move(persona->person)};
    }
    case FindPersonsRequest::KEY_NOT_SET:
      break;
  }
  return InvalidField("key", "name one number, household, parent or persona");
}

absl::StatusOr<FindPersonsResponse> Find(const Nation& nation, const CallContext& context,
                                         const FindPersonsRequest& request) {
  if (request.has_pin()) {
    RETURN_IF_ERROR(CheckPersonalNumberRange("pin", request.pin(), *context.config));
    RETURN_IF_ERROR(CheckPersonalNumberYear("pin", request.pin(), context.Today()));
  }
  ASSIGN_OR_RETURN(const std::vector<seeds::Person> persons, HoldersOf(*nation, request));
  FindPersonsResponse response;
  AddPersons(persons, &response);
  return response;
}

absl::StatusOr<SearchPersonsResponse> Search(const Nation& nation, const SearchPersonsRequest& request) {
  const auto persons = nation->Search(SearchOf(request));
  if (!persons.ok()) return QueryRefused(persons.status());
  SearchPersonsResponse response;
  AddPersons(*persons, &response);
  return response;
}

absl::StatusOr<SamplePersonsResponse> Sample(const Nation& nation, const SamplePersonsRequest& request) {
  const auto persons = nation->Sample(SampleOf(request), request.draw(), request.limit() == 0 ? 1 : request.limit());
  if (!persons.ok()) return QueryRefused(persons.status());
  SamplePersonsResponse response;
  AddPersons(*persons, &response);
  return response;
}

// Tokens are bound to the nation: another seed or version refuses them.
absl::StatusOr<ListNationPersonsResponse> List(const Nation& nation, const ListNationPersonsRequest& request) {
  const std::string query = absl::StrCat("nation ", nation->Digest());
  ASSIGN_OR_RETURN(const size_t size, store::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string last, store::LastKey(query, request.page_token()));
  const auto persons = nation->Scan(last.empty() ? last : store::KeyAbove(last), static_cast<int>(size) + 1);
  ListNationPersonsResponse response;
  for (size_t i = 0; i < std::min(size, persons.size()); ++i) *response.add_persons() = PersonRecord(persons[i]);
  if (persons.size() > size) response.set_next_page_token(store::PageToken(query, persons[size - 1].pin));
  return response;
}

DescribeNationResponse Describe(const seeds::Nation& nation) {
  DescribeNationResponse response;
  response.set_version(std::string(seeds::Nation::version()));
  response.set_digest(nation.Digest());
  response.set_seed(nation.options().seed);
  response.set_population(nation.population());
  response.set_table_bytes(static_cast<int64_t>(nation.table_bytes()));
  *response.mutable_as_of() = lienthong::ToProto(seeds::kSnapshotDay);
  return response;
}

absl::Status ValidateSearch(const SearchPersonsRequest& request) {
  RETURN_IF_ERROR(CheckRequired("full_name", request.full_name()));
  RETURN_IF_ERROR(CheckLimit(request.limit()));
  return request.has_birth_date() ? absl::OkStatus() : InvalidField("birth_date", "give at least the year");
}

void RegisterQueries(const Nation& nation, host::Handlers& handlers) {
  handlers.Unary<FindPersonsRequest, FindPersonsResponse>(
      std::string(kService) + "FindPersons",
      [nation](CallContext& context, store::Txn&, const FindPersonsRequest& request) {
        return Find(nation, context, request);
      },
      [](const FindPersonsRequest& request) {
        return request.has_pin() ? CheckPersonalNumberShape("pin", request.pin()) : absl::OkStatus();
      });
  handlers.Unary<SearchPersonsRequest, SearchPersonsResponse>(
      std::string(kService) + "SearchPersons",
      [nation](CallContext&, store::Txn&, const SearchPersonsRequest& request) { return Search(nation, request); },
      ValidateSearch);
  handlers.Unary<SamplePersonsRequest, SamplePersonsResponse>(
      std::string(kService) + "SamplePersons",
      [nation](CallContext&, store::Txn&, const SamplePersonsRequest& request) { return Sample(nation, request); },
      [](const SamplePersonsRequest& request) { return CheckLimit(request.limit()); });
}

}  // namespace

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers) {
  RegisterQueries(nation, handlers);
  handlers.Unary<DescribeNationRequest, DescribeNationResponse>(
      std::string(kService) + "DescribeNation",
      [nation](CallContext&, store::Txn&, const DescribeNationRequest&) -> absl::StatusOr<DescribeNationResponse> {
        return Describe(*nation);
      });
  handlers.Unary<ListNationPersonsRequest, ListNationPersonsResponse>(
      std::string(kService) + "ListNationPersons",
      [nation](CallContext&, store::Txn&, const ListNationPersonsRequest& request) { return List(nation, request); });
  handlers.Unary<GetNationHouseholdRequest, GetNationHouseholdResponse>(
      std::string(kService) + "GetNationHousehold",
      [nation](CallContext&, store::Txn&,
               const GetNationHouseholdRequest& request) -> absl::StatusOr<GetNationHouseholdResponse> {
        const auto household = nation->HouseholdById(request.household_id());
        if (!household) return ResourceNotFound("household", request.household_id());
        GetNationHouseholdResponse response;
        *response.mutable_household() = HouseholdRecord(*household);
        return response;
      },
      [](const GetNationHouseholdRequest& request) { return CheckRequired("household_id", request.household_id()); });
}

}  // namespace lienthong::nation
