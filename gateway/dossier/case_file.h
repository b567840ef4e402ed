#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "lienthong/gateway/v1/dossier.pb.h"
#include "lienthong/gateway/v1/dossier_state.pb.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

namespace lienthong::dossier {

using applications::v1::ApplicationStatus;
using gateway::v1::Dossier;
using gateway::v1::DossierEvent;
using gateway::v1::DossierRun;
using gateway::v1::FollowedApplication;
using gateway::v1::Part;

// CaseFile is one dossier opened in one transaction: what people see, the run behind it, and the lines of history
// written meanwhile. Save puts everything back.
class CaseFile {
 public:
  CaseFile(const CallContext& context, Dossier dossier, DossierRun run)
      : context_(context), dossier_(std::move(dossier)), run_(std::move(run)) {}

  Dossier& dossier() { return dossier_; }
  const Dossier& dossier() const { return dossier_; }
  DossierRun& run() { return run_; }
  const std::string& id() const { return dossier_.dossier_id(); }
  bool finished() const { return dossier_.outcome() != gateway::v1::DOSSIER_OUTCOME_UNSPECIFIED; }

  Part* FindPart(absl::string_view application_id);
  // Null when the application was never submitted by this run.
  FollowedApplication* Followed(const std::string& application_id);

  // Adds a line of history; sequence, id and time are filled in.
  void Note(store::Txn& txn, DossierEvent event);
  // Derives status, next actor and explanation from the parts, and notes a change of status.
  void Summarise(store::Txn& txn);

 private:
  const CallContext& context_;
  Dossier dossier_;
  DossierRun run_;
};

bool IsFinal(ApplicationStatus status);
bool IsGranted(ApplicationStatus status);
bool IsRefusal(ApplicationStatus status);

}  // namespace lienthong::dossier
