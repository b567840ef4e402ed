#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lienthong/gateway/v1/dossier.pb.h"
#include "scenarios/runner/placeholders.h"
#include "scenarios/runner/result.h"
#include "scenarios/runner/scenario_file.h"
#include "scenarios/runner/town_client.h"

namespace lienthong::scenarios {

// Stage is one scenario in progress: its world, what has been saved, and what has gone wrong in the step at hand.
// Places are JSON pointers into the file.
class Stage {
 public:
  Stage(const ScenarioFile& file, const seeds::Nation& nation, host::Transport* transport, const std::string& world,
        std::string run);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  const TownClient& client() const { return client_; }
  Scope& scope() { return scope_; }

  // Keeps ${saved.name} as it is.
  void Save(const std::string& name, Json value);
  // Keeps a dossier: ${saved.name} is the dossier as it stands when it is used. "" = "dossier".
  void SaveDossier(const std::string& name, Json dossier);
  // Something was done, and a dossier may stand elsewhere than it did: it is read again before it is used again.
  void Happened() { read_.clear(); }

  void Fail(const std::string& pointer, std::string message);
  // Fails with what `status` says, unless it is OK. Returns whether it was.
  bool Check(const std::string& pointer, const absl::Status& status);
  bool failed() const { return !failures_.empty(); }
  std::vector<Failure> TakeFailures() { return std::exchange(failures_, {}); }
  int LineOf(const std::string& pointer) const { return file_.LineOf(pointer); }

  // "scenario-1", "scenario-2", ...
  std::string NextRequestId();
  // Control remembers ids for all worlds and runs, so these hold the run's own.
  std::string NextRequestId(const std::string& agency);

  // Reads a dossier again and renews ${saved.name}; "" = "dossier".
  absl::StatusOr<gateway::v1::Dossier> ReadDossier(const std::string& name);
  absl::StatusOr<std::string> DossierId(const std::string& name) const;

 private:
  absl::StatusOr<const Json*> DossierNow(const std::string& name);

  const ScenarioFile& file_;
  const std::string run_;
  TownClient client_;
  Scope scope_;
  // Names that hold dossiers, and those of them that were read since something happened.
  std::set<std::string> dossiers_;
  std::set<std::string> read_;
  std::vector<Failure> failures_;
  int requests_ = 0;
};

// One sentence for a refusal: code, reason, message.
std::string Describe(const absl::Status& status);

// The name a dossier is saved under.
inline std::string DossierName(const std::string& name) { return name.empty() ? "dossier" : name; }

}  // namespace lienthong::scenarios
