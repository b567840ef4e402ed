#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "gateway/dossier/case_file.h"
#include "gateway/dossier/dossier_registry.h"
#include "gateway/dossier/workflow_library.h"
#include "gateway/engine/engine.h"
#include "services/base/host/handlers.h"

namespace lienthong::dossier {

// Conductor plays a dossier's workflow: it carries out the engine's effects as agenda rows and hands what came of them
// back to the engine. Checkpoint, rows and history are committed together, so a run goes on from wherever it was.
class Conductor {
 public:
  // Both outlive the conductor.
  Conductor(const DossierRegistry* registry, const WorkflowLibrary* library);

  // Starts the run of a new dossier. `input` is the workflow's input as JSON.
  absl::Status Begin(const CallContext& context, store::Txn& txn, CaseFile& file, const std::string& input) const;
  // Feeds one outcome; news of a wait that is over changes nothing.
  absl::Status Resume(const CallContext& context, store::Txn& txn, CaseFile& file, const std::string& token,
                      const engine::Outcome& outcome) const;
  // Ends the run from outside.
  void Abandon(const CallContext& context, store::Txn& txn, CaseFile& file, gateway::v1::DossierOutcome outcome) const;

  // Registers the continuations of calls and timers.
  void Register(host::Handlers& handlers) const;

 private:
  absl::Status Carry(const CallContext& context, store::Txn& txn, CaseFile& file, engine::Result result) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::CallEffect& effect) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::ApplicationEffect& effect) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::TimerEffect& effect) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::EmitEffect& effect) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::ListenEffect& effect) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::CancelEffect& effect) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::FinishedEffect& effect) const;
  void Carry(const CallContext& context, store::Txn& txn, CaseFile& file, const engine::FaultedEffect& effect) const;
  void Finish(const CallContext& context, store::Txn& txn, CaseFile& file, gateway::v1::DossierOutcome outcome) const;
  engine::RunContext ContextOf(const CallContext& context, const CaseFile& file) const;

  const DossierRegistry* const registry_;
  const WorkflowLibrary* const library_;
};

// Owner of all agenda rows of one dossier: they run one after the other.
std::string OwnerOf(const CaseFile& file);
// The agency that serves a method: the area of its package.
std::string AgencyOfMethod(const std::string& method);

}  // namespace lienthong::dossier
