#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/page.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: two message pairs follow

// Tokens are bound to the nation: another seed, version or kind of numbers refuses them.
absl::StatusOr<ListNationPersonsResponse> List(const seeds::Nation& nation, const ListNationPersonsRequest& request) {
  const std::string query = absl::StrCat("nation ", nation.Digest());
  ASSIGN_OR_RETURN(const size_t size, store::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string last, store::LastKey(query, request.page_token()));
  const auto persons = nation.Scan(last.empty() ? last : store::KeyAbove(last), static_cast<int>(size) + 1);
  ListNationPersonsResponse response;
  for (size_t i = 0; i < std::min(size, persons.size()); ++i) *response.add_persons() = PersonRecord(persons[i]);
  if (persons.size() > size) response.set_next_page_token(store::PageToken(query, persons[size - 1].pin));
  return response;
}

absl::StatusOr<GetNationHouseholdResponse> GetHousehold(const seeds::Nation& nation,
                                                        const GetNationHouseholdRequest& request) {
  const auto household = nation.HouseholdById(request.household_id());
  if (!household) return ResourceNotFound("household", request.household_id());
  GetNationHouseholdResponse response;
  *response.mutable_household() = HouseholdRecord(*household);
  return response;
}

}  // namespace

void RegisterLists(const NationPtr& nation, host::Handlers& handlers) {
  handlers.Unary<ListNationPersonsRequest, ListNationPersonsResponse>(
      MethodName("ListNationPersons"),
      [nation](CallContext& context, store::Txn&, const ListNationPersonsRequest& request) {
        return List(NationOf(nation, context), request);
      });
  handlers.Unary<GetNationHouseholdRequest, GetNationHouseholdResponse>(
      MethodName("GetNationHousehold"),
      [nation](CallContext& context, store::Txn&, const GetNationHouseholdRequest& request) {
        return GetHousehold(NationOf(nation, context), request);
      },
      [](const GetNationHouseholdRequest& request) { return CheckRequired("household_id", request.household_id()); });
}

}  // namespace lienthong::nation
