#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lienthong::coherence {

// A row of a register: where to look.
struct Place {
  std::string agency;
  std::string table;
  std::string key;
  // Application or dossier that the row belongs to; empty when it is of none.
  std::string case_id;

  friend bool operator<(const Place& a, const Place& b) {
    if (a.agency != b.agency) return a.agency < b.agency;
    return a.table != b.table ? a.table < b.table : a.key < b.key;
  }
};

// One place where an invariant doesn't hold.
struct Finding {
  std::string invariant;
  Place place;
  // One sentence each, without names of people.
  std::string en;
  std::string vi;
};

// What one invariant found.
class Findings {
 public:
  explicit Findings(std::string invariant) : invariant_(std::move(invariant)) {}

  void Add(Place place, std::string en, std::string vi) {
    found_.push_back({invariant_, std::move(place), std::move(en), std::move(vi)});
  }
  // The same unless `holds`.
  void Unless(bool holds, const Place& place, absl::string_view en, absl::string_view vi) {
    if (!holds) Add(place, std::string(en), std::string(vi));
  }

  std::vector<Finding> Take() && { return std::move(found_); }

 private:
  const std::string invariant_;
  std::vector<Finding> found_;
};

}  // namespace lienthong::coherence
