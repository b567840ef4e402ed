#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "gateway/engine/workflow.h"
#include "seeds/law/law.h"

namespace lienthong::dossier {

// Offer is one linked service: its workflow and the law it lives under.
struct Offer {
  std::string name;  // file name without .yaml
  std::shared_ptr<const engine::Workflow> workflow;
  // Rules whose ids begin with one of these are given to the run as input.law, nested at the dots.
  std::vector<std::string> law;
  // Text rule that names the version in force; empty = always the same.
  std::string version_rule;
  // Versions that the file models.
  std::vector<std::string> versions;
  // Sections of the form without which nothing can be filed.
  std::vector<std::string> sections;
};

// WorkflowLibrary holds the linked services on offer: the compiled-in workflow files and gateway/workflows/offers.yaml,
// which ties each to the dated law. Immutable after loading; thread-safe.
class WorkflowLibrary {
 public:
  // A faulty file is a defect of the build: it is refused with file and line.
  static absl::StatusOr<std::shared_ptr<const WorkflowLibrary>> CompiledIn();
  // The same from offers of one's own; `file` gives a workflow's text by its file name, data() == nullptr for none.
  static absl::StatusOr<std::shared_ptr<const WorkflowLibrary>> Load(
      absl::string_view offers, absl::FunctionRef<absl::string_view(absl::string_view)> file);

  const std::map<std::string, Offer>& offers() const { return offers_; }
  //   WORKFLOW_UNKNOWN
  absl::StatusOr<const Offer*> Find(const std::string& name) const;
  // The law's version on the day the dossier is filed.
  //   WORKFLOW_NOT_IN_FORCE  the file does not model it
  absl::StatusOr<std::string> VersionOn(const Offer& offer, absl::CivilDay day) const;
  // {"birth_bundle": {"working_days": 3, ...}, ...} as JSON.
  std::string LawOn(const Offer& offer, absl::CivilDay day) const;

 private:
  std::map<std::string, Offer> offers_;
};

}  // namespace lienthong::dossier
