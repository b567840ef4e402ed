#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "lienthong/control/v1/check_service.pb.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "services/base/host/wire.h"

namespace lienthong::scenarios {

// ScriptedTown plays a town for the runner: worlds with a journal each, one dossier that reaches its end when time
// passes, and a population of one. Thread-safe.
class ScriptedTown : public host::Transport {
 public:
  void Call(const std::string& to, host::RawCall call, host::AnswerCallback done) override;
  std::unique_ptr<host::RawStream> Watch(const std::string& to, host::RawCall call) override;

  std::vector<host::RawCall> Calls() const;
  std::set<std::string> Worlds() const;
  // The check finds these invariants violated.
  void Violate(std::vector<std::string> invariants);

 private:
  struct World {
    control::v1::World record;
    std::vector<control::v1::JournalEntry> journal;
    gateway::v1::Dossier dossier;
  };

  host::RawAnswer Answer(const std::string& to, const host::RawCall& call) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  host::RawAnswer Control(const host::RawCall& call) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  host::RawAnswer Create(const host::RawCall& call) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  host::RawAnswer Submit(World& world, const host::RawCall& call);
  host::RawAnswer GetPerson(const host::RawCall& call);
  void Log(const std::string& to, const host::RawCall& call, const host::RawAnswer& answer, World& world);

  mutable absl::Mutex mutex_;
  std::map<std::string, World> worlds_ ABSL_GUARDED_BY(mutex_);
  std::vector<host::RawCall> calls_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> violated_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::scenarios
