#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/verification/query.h"
#include "google/protobuf/repeated_field.h"
#include "lienthong/control/v1/verification_service.pb.h"

namespace lienthong::verification {

// Place of a line in the world's order (journal::Before).
using Place = std::tuple<int64_t, int32_t, int64_t, std::string, std::string, int64_t>;
Place PlaceOf(const control::v1::JournalEntry& entry);

// The lines that come nearest to a query, a few of them.
class Nearest {
 public:
  void Offer(const Query& query, const control::v1::JournalEntry& entry);
  void Forget(const std::string& agency);
  // The nearest first.
  std::vector<control::v1::NearCall> Calls(const Query& query, Showing showing) const;

 private:
  // How far it is, and where: of equals the first in the world's order counts.
  std::map<std::pair<int, Place>, control::v1::JournalEntry> calls_;
};

// CallTally counts lines as they come, in any order, and says whether what is expected of them holds. Not thread-safe.
class CallTally {
 public:
  using Expectations = google::protobuf::RepeatedPtrField<control::v1::CallExpectation>;
  using Queries = google::protobuf::RepeatedPtrField<control::v1::JournalQuery>;

  //   INVALID_FIELD  nothing or too much is expected, a figure is negative or contradicts another, or a query is
  //   refused
  static absl::StatusOr<CallTally> Make(const Expectations& expectations, const Queries& in_order, Showing showing);

  bool NeedsBodies() const;
  void Add(const control::v1::JournalEntry& entry);
  // Takes back what came from an office whose journal began anew.
  void Forget(const std::string& agency);
  // Lines an office no longer keeps: what says "not more" of its calls can't be claimed any longer.
  void SetDropped(const std::string& agency, int64_t dropped) { dropped_[agency] = dropped; }

  bool Holds() const;
  // More came than may: waiting won't help.
  bool Exceeded() const;
  std::vector<control::v1::CallFinding> Findings() const;
  std::vector<int64_t> Counts() const;
  int64_t examined() const;
  int64_t dropped() const;

 private:
  using Shown = std::map<Place, control::v1::JournalEntry>;
  struct Expected {
    Query query;
    // No `most`: any number above.
    int64_t least = 1;
    absl::optional<int64_t> most;
    std::map<std::string, int64_t> by_agency;
    Nearest nearest;
    // The last that match: shown when they are too many.
    Shown matching;

    int64_t count() const;
  };
  struct Step {
    Query query;
    std::set<Place> places;
    Nearest nearest;
    // The last that match: shown when they came too early.
    Shown matching;
  };

  explicit CallTally(Showing showing) : showing_(showing) {}
  bool Fulfilled(const Expected& expected) const;
  int64_t DroppedOf(const Query& query) const;
  // The first of `order_` that isn't found after those before it; size of `order_` when all are.
  size_t OrderBrokenAt() const;
  control::v1::CallFinding FindingOf(size_t index) const;
  control::v1::CallFinding OrderFinding(size_t index) const;

  Showing showing_;
  std::vector<Expected> expected_;
  std::vector<Step> order_;
  std::map<std::string, int64_t> examined_;
  std::map<std::string, int64_t> dropped_;
};

// A line with its bodies decoded, as it is shown.
control::v1::JournalCall CallOf(const control::v1::JournalEntry& entry, Showing showing, bool with_bodies = true);

}  // namespace lienthong::verification
