#include "services/nation/nation_defects.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/identity/world_nation.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/page.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: a message pair follows

constexpr int kScanStep = 200;

// Bit n of the set is the n-th kind.
static_assert(1 << (DEFECT_KIND_OLD_PLACE_NAME - 1) == seeds::kOldPlaceName);

absl::Status CheckRegister(const std::string& name) {
  const bool known =
      std::any_of(seeds::kDefectiveRegisters.begin(), seeds::kDefectiveRegisters.end(),
                  [&](const seeds::DefectiveRegister& one) { return one.name == absl::string_view(name); });
  return known ? absl::OkStatus()
               : InvalidField("register", "name population, civil_registry, social_insurance or tax");
}

// Everything the pages of one list have in common; a token of another world's list is refused.
std::string QueryOf(const seeds::Nation& nation, const World& world, const std::string& register_name) {
  std::string defects;
  for (const control::v1::RegisterDefects& named : world.defects())
    absl::StrAppend(&defects, named.SerializeAsString());
  return absl::StrCat("defects ", nation.Digest(), " ", world.seed(), " ", register_name, " ", defects);
}

// Goes on until the page is full or enough people were looked at. A page ends behind a person, not within.
store::Page<seeds::DefectAnswer> PageOf(const seeds::RegisterView& view, const std::string& query, std::string last,
                                        size_t size) {
  store::Page<seeds::DefectAnswer> page;
  for (int examined = 0; examined < store::kMaxExaminedPerPage && page.rows.size() < size;) {
    const std::vector<seeds::Person> people = view.PeopleFrom(last.empty() ? last : store::KeyAbove(last), kScanStep);
    for (size_t i = 0; i < people.size() && page.rows.size() < size; ++i, ++examined) {
      for (seeds::DefectAnswer& answer : view.AnswersFor(people[i])) page.rows.push_back(std::move(answer));
      last = view.RecordKey(people[i]);
    }
    const bool all = people.empty() || last == view.RecordKey(people.back());
    if (all && people.size() < kScanStep) return page;
  }
  page.next_page_token = store::PageToken(query, last);
  return page;
}

absl::StatusOr<ListPlantedDefectsResponse> List(const seeds::Nation& nation, const World& world,
                                                const ListPlantedDefectsRequest& request) {
  const std::string query = QueryOf(nation, world, request.register_());
  ASSIGN_OR_RETURN(const size_t size, store::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(std::string last, store::LastKey(query, request.page_token()));
  RETURN_IF_ERROR(CheckRegister(request.register_()));
  const auto plan = DefectPlanOf(world, request.register_());
  if (!plan) return ListPlantedDefectsResponse();
  const seeds::RegisterView view(nation, plan);
  return store::FillPage(PageOf(view, query, std::move(last), size), &ListPlantedDefectsResponse::mutable_defects,
                         DefectRecord);
}

}  // namespace

PlantedDefect DefectRecord(const seeds::DefectAnswer& answer) {
  PlantedDefect record;
  record.set_pin(answer.pin);
  record.set_record_key(answer.record_key);
  record.set_held_pin(answer.held_pin);
  for (int kind = DefectKind_MIN + 1; kind <= DefectKind_MAX; ++kind) {
    if (answer.defects & (1u << (kind - 1))) record.add_kinds(static_cast<DefectKind>(kind));
  }
  record.set_second_record(answer.copy == seeds::Copy::kSecond);
  return record;
}

void RegisterAnswerKeys(const NationPtr& nation, host::Handlers& handlers) {
  handlers.Unary<ListPlantedDefectsRequest, ListPlantedDefectsResponse>(
      MethodName("ListPlantedDefects"),
      [nation](CallContext& context, store::Txn&, const ListPlantedDefectsRequest& request) {
        return List(NationOf(nation, context), *context.config, request);
      });
}

}  // namespace lienthong::nation
