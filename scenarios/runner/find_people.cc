#include "scenarios/runner/find_people.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "scenarios/runner/town_client.h"
#include "seeds/nation/search/sample_sense.h"
#include "services/base/identity/nation_queries.h"
#include "services/base/status.h"

namespace lienthong::scenarios {
namespace {

using control::v1::SamplePersonsRequest;

// The first of the draw who is not taken yet.
absl::StatusOr<seeds::Person> FindOne(const seeds::Nation& nation, const SamplePersonsRequest& wanted,
                                      const std::set<std::string>& taken) {
  const int limit = static_cast<int>(taken.size()) + 1;
  ASSIGN_OR_RETURN(const std::vector<seeds::Person> people, nation.Sample(SampleOf(wanted), wanted.draw(), limit));
  for (const seeds::Person& person : people) {
    if (taken.count(person.pin) == 0) return person;
  }
  return absl::NotFoundError("Everybody who matches is taken by another name; ask for less.");
}

}  // namespace

absl::Status CheckFind(const SamplePersonsRequest& wanted) {
  if (wanted.limit() != 0) return absl::InvalidArgumentError("a name is one person; give several names, no limit");
  return seeds::CheckSample(SampleOf(wanted));
}

absl::Status FindPeople(const scenario::v1::Scenario& scenario, Scope& scope) {
  const std::map<std::string, SamplePersonsRequest> in_order(scenario.find().begin(), scenario.find().end());
  std::set<std::string> taken;
  for (auto [name, wanted] : in_order) {
    RETURN_IF_ERROR(Expand(wanted, scope));
    const absl::StatusOr<seeds::Person> person = FindOne(*scope.nation, wanted, taken);
    if (!person.ok()) {
      return absl::Status(person.status().code(), absl::StrCat("find ", name, ": ", person.status().message()));
    }
    taken.insert(person->pin);
    scope.find[name] = *person;
  }
  return absl::OkStatus();
}

absl::Status CheckSameNation(host::Transport* transport, const seeds::Nation& nation) {
  constexpr char kDefaultWorld[] = "default";
  const auto there =
      TownClient(transport, kDefaultWorld)
          .Ask<control::v1::DescribeNationResponse>("gateway", "lienthong.control.v1.NationService/DescribeNation",
                                                    control::v1::DescribeNationRequest());
  if (!there.ok()) return there.status();
  const uint64_t seed = nation.options().seed;
  const bool same = there->seed() == seed && there->population() == nation.population() &&
                    absl::string_view(there->version()) == seeds::Nation::version();
  if (same) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("\"find\" needs the same nation on both sides: here seed ", seed,
                                                    ", version ", seeds::Nation::version(), ", ", nation.population(),
                                                    " people; there seed ", there->seed(), ", version ",
                                                    there->version(), ", ", there->population(), " people"));
}

}  // namespace lienthong::scenarios
