// Law is dated data: every rule and amount has a list of values, each from a day on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace lienthong::seeds {

// One value of a rule, in force from a day until the next value's.
struct RuleValue {
  absl::CivilDay from;
  std::string value;        // as written in law.yaml
  std::string legal_basis;  // act and article, or what the value rests on
  std::string mark;         // H, M, L (how well sourced), or "assumption"
  std::string note;         // may be empty
};

struct Rule {
  std::string id;    // "birth_bundle.working_days"
  std::string type;  // "int", "bool" or "text"
  std::string unit;  // "working days", "VND", ...; may be empty
  std::string title_vi;
  std::string title_en;
  std::vector<RuleValue> values;  // in order of `from`
};

// A rule as it stands on a day, for pages and reports.
struct RuleDescription {
  const Rule* rule = nullptr;
  const RuleValue* value = nullptr;
  // First day of the next value; 9999-12-31 when none is known.
  absl::CivilDay until;
};

// Law answers what the law says on a day. The day is the one the matter is about (birth, application, payment), never
// "now" by habit and never a global switch, so that one world can hold dossiers under different law.
// Before a rule's first day its first value holds. An unknown rule id or a wrong type is a programming error: it ends
// the program with the id. Ids are the constants of law_rules.h. Immutable; thread-safe.
class Law {
 public:
  static const Law& Default();
  // Reads the form of law.yaml.
  static absl::StatusOr<Law> Parse(absl::string_view yaml);

  int64_t Int(absl::string_view rule, absl::CivilDay on) const;
  bool Bool(absl::string_view rule, absl::CivilDay on) const;
  const std::string& Text(absl::string_view rule, absl::CivilDay on) const;

  const RuleValue& At(absl::string_view rule, absl::CivilDay on) const;
  RuleDescription Describe(absl::string_view rule, absl::CivilDay on) const;

  bool Has(absl::string_view rule) const { return rules_.contains(rule); }
  // All rules by id.
  const absl::btree_map<std::string, Rule>& rules() const { return rules_; }
  // Every day on which some value begins, in order: the dates this law covers.
  std::vector<absl::CivilDay> ChangeDays() const;

 private:
  const Rule& Get(absl::string_view rule) const;
  const std::string& Typed(absl::string_view rule, absl::string_view type, absl::CivilDay on) const;

  absl::btree_map<std::string, Rule> rules_;
};

}  // namespace lienthong::seeds
