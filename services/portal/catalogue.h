#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "lienthong/portal/v1/portal.pb.h"
#include "seeds/law/law.h"

namespace lienthong::portal {

// Catalogue is the list of procedures, read from catalogue.yaml. A procedure whose code the law changed is several
// entries, each naming its successor. What the law dates (times, amounts) is read for the day asked about.
// Immutable; thread-safe.
class Catalogue {
 public:
  static const Catalogue& Default();
  // `law` must outlive the catalogue.
  static absl::StatusOr<Catalogue> Parse(absl::string_view yaml, const seeds::Law& law);

  //   PROCEDURE_UNKNOWN, PROCEDURE_NOT_IN_FORCE
  absl::StatusOr<v1::Procedure> Find(const std::string& code, absl::CivilDay day) const;
  // The one whose code is in force on `day`.
  //   PROCEDURE_UNKNOWN  no procedure is carried out by this workflow on that day
  absl::StatusOr<v1::Procedure> FindByWorkflow(absl::string_view workflow, absl::CivilDay day) const;
  // In order of code.
  std::vector<v1::Procedure> InForce(absl::CivilDay day) const;
  // The form of a workflow; empty when it has none or nobody knows the workflow.
  std::string FormOf(absl::string_view workflow) const;
  std::vector<std::string> Workflows() const;

  // For the reader of catalogue.yaml.
  struct Entry {
    // Without what the day decides.
    v1::Procedure procedure;
    absl::CivilDay from = absl::CivilDay::min();
    absl::CivilDay until = absl::CivilDay::max();
    // Rules of the law; empty = none.
    std::string working_days_rule;
    std::string verified_working_days_rule;
    // One per fee.
    std::vector<std::string> fee_rules;
  };

 private:
  explicit Catalogue(const seeds::Law& law) : law_(&law) {}

  v1::Procedure AsOf(const Entry& entry, absl::CivilDay day) const;
  std::vector<std::string> Codes() const;

  const seeds::Law* law_;
  std::map<std::string, Entry> entries_;
};

}  // namespace lienthong::portal
