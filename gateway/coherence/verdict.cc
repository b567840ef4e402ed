#include "gateway/coherence/verdict.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "gateway/coherence/invariant.h"
#include "services/base/world/times.h"

namespace lienthong::coherence {
namespace {

using control::v1::CheckWorldResponse;
using control::v1::InvariantResult;
using control::v1::Violation;

// Cases that work is due on.
class Bustle {
 public:
  explicit Bustle(const Ledger& ledger) {
    if (ledger.world.clock_mode() != control::v1::CLOCK_MODE_REAL && !ledger.contended) return;
    for (const AgendaRow& row : ledger.agenda) {
      if (FromProto(row.row.due()) > ledger.now) continue;
      const std::string& owner = row.row.owner();
      roots_.insert(RootOf(absl::string_view(owner).substr(owner.find('/') + 1)));
      if (!row.row.run().empty()) roots_.insert(RootOf(row.row.run()));
    }
  }

  bool none() const { return roots_.empty(); }
  bool Touches(const Place& place) const { return !place.case_id.empty() && roots_.count(RootOf(place.case_id)) > 0; }

 private:
  std::set<std::string> roots_;
};

// Keys of some tables are made of encoded parts: what isn't plain text is shown in hexadecimal.
std::string Shown(const std::string& key) {
  const bool plain = std::all_of(key.begin(), key.end(), absl::ascii_isprint);
  return plain ? key : absl::CHexEscape(key);
}

Violation Told(const Finding& finding) {
  Violation violation;
  violation.set_invariant(finding.invariant);
  violation.set_agency(finding.place.agency);
  violation.set_table(finding.place.table);
  violation.set_key(Shown(finding.place.key));
  violation.set_case_id(Shown(finding.place.case_id));
  violation.mutable_text()->set_en(finding.en);
  violation.mutable_text()->set_vi(finding.vi);
  return violation;
}

std::vector<Finding> Look(const Invariant& invariant, const Ledger& ledger) {
  Findings found(invariant.id);
  invariant.check(ledger, found);
  std::vector<Finding> list = std::move(found).Take();
  std::stable_sort(list.begin(), list.end(),
                   [](const Finding& a, const Finding& b) { return a.place < b.place; });
  return list;
}

}  // namespace

CheckWorldResponse Judge(const Ledger& ledger, bool moving, int max_per_invariant) {
  CheckWorldResponse response;
  const Bustle bustle(ledger);
  *response.mutable_now() = ToProto(ledger.now);
  response.set_quiet(!moving && bustle.none());
  for (const Invariant& invariant : AllInvariants()) {
    InvariantResult& result = *response.add_results();
    result.set_invariant(invariant.id);
    result.mutable_claim()->set_en(invariant.claim_en);
    result.mutable_claim()->set_vi(invariant.claim_vi);
    result.set_basis(invariant.basis);
    for (const Finding& finding : Look(invariant, ledger)) {
      if (moving || bustle.Touches(finding.place)) {
        result.set_in_flight(result.in_flight() + 1);
        if (result.in_flight() <= max_per_invariant) *response.add_in_flight() = Told(finding);
      } else {
        result.set_violations(result.violations() + 1);
        if (result.violations() <= max_per_invariant) *response.add_violations() = Told(finding);
      }
    }
  }
  return response;
}

}  // namespace lienthong::coherence
