#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "lienthong/control/v1/stored_world.pb.h"
#include "services/base/admission/admission.h"
#include "services/base/authority/agency_calls.h"
#include "services/base/authority/drain.h"
#include "services/base/authority/once.h"
#include "services/base/authority/world_records.h"
#include "services/base/authority/world_state.h"
#include "services/base/host/authority_link.h"

namespace lienthong::authority {

using control::v1::Clock;
using control::v1::DirectoryEntry;
using control::v1::World;

// Authority owns the worlds: their records, their time, their turns, and the directory of agencies. One per simulator,
// in the process that has ControlService. In `up` the agencies call it as functions; RemoteAuthority carries the same
// calls from other processes. Thread-safe; callbacks run on this stack or another thread, with no lock held.
class Authority : public host::AuthorityLink, public metrics::MetricsSource {
 public:
  struct Parts {
    host::Transport* transport = nullptr;
    Timer* timer = nullptr;  // null: no lives, no patience on the wire (the scenario runner's own process)
    const WallClock* clock = &WallClock::System();
    host::ClusterKey key;
    // This life of the process, as the agencies in it know it.
    std::string process;
    // Rows in one order to an agency; results don't depend on it.
    int rows_per_run = 64;
    // What the process takes on at once; null = no limit on who waits for a turn.
    admission::Admission* admission = nullptr;
    // Told of every agency that announces itself; may be null.
    std::function<void(const DirectoryEntry&)> on_announce;
    // Where durable worlds are kept; null: nowhere, and there are none.
    WorldRecords* records = nullptr;
  };
  explicit Authority(Parts parts);

  template <class T>
  using Callback = std::function<void(absl::StatusOr<T>)>;

  // Takes up what was kept: the durable worlds, and the agencies of other processes where they were last. Before any
  // other call.
  void Restore();
  // Durable worlds in which the agency has a part.
  std::vector<std::string> DurableWorldsOf(const std::string& agency);
  // Once the agencies can be reached: asks them for what they know of durable MANUAL worlds and the authority may have
  // forgotten when it was killed, the moment reached and what is due. Until then the writes of these worlds wait.
  void Resume();

  // Worlds. Names are checked here; WORLD_UNKNOWN from all that name one.
  //   WORLD_NAME_INVALID, WORLD_EXISTS, WORLD_QUOTA_REACHED
  //   INVALID_FIELD  a durable world where nothing is kept
  void Create(World world, Callback<World> done);
  // An ephemeral one, at once.
  absl::StatusOr<World> Create(World world);
  void Fork(const std::string& source, const std::string& name, absl::Duration ttl, Callback<World> done);
  // Makes a MANUAL world that goes on where another was: `stored` has its record, beginning and moment. `fill` brings the
  // rows to the offices and says when that is done; nobody gets the world's turn before. What can't be filled is deleted.
  using Fill = std::function<void(std::function<void(absl::Status)> filled)>;
  void Continue(const control::v1::StoredWorld& stored, Fill fill, Callback<World> done);
  absl::StatusOr<World> Get(const std::string& name);
  std::vector<World> List();
  void Reset(const std::string& name, Callback<World> done);
  //   WORLD_PROTECTED  the default world
  void Delete(const std::string& name, std::function<void(absl::Status)> done);
  // Changes the record in turn; returns when every agency that opened the world has acknowledged it.
  void Change(const std::string& name, std::function<absl::Status(World&)> change, Callback<World> done);

  // Clock.
  absl::StatusOr<Clock> GetClock(const std::string& name);
  void SetClock(const std::string& name, control::v1::ClockMode mode, absl::optional<absl::Time> now,
                Callback<Clock> done);
  struct Advanced {
    Clock clock;
    int64_t executed = 0;
    bool complete = true;
  };
  //   CLOCK_NOT_MANUAL, CLOCK_BACKWARD, AGENDA_RUNAWAY, PEER_UNREACHABLE
  // `until_idle`: to the last row there is, at most to `target`.
  void Advance(const std::string& name, std::function<absl::Time(absl::Time now)> target, bool until_idle,
               Callback<Advanced> done);

  // Holds the world's turn for a look at all of it: in a MANUAL world nothing changes until `release` is called, once.
  struct Hold {
    World world;
    // Others wait for the turn, perhaps an advance that gave way: rows may be due that are about to run.
    bool contended = false;
    // The time it began at, and outside writes since.
    absl::Time begun;
    int64_t writes = 0;
    std::function<void()> release;
  };
  void HoldStill(const std::string& name, std::function<void(absl::StatusOr<Hold>)> job);

  // Directory, in the order of announcement. Tells the other processes. An entry without a name only asks.
  std::vector<DirectoryEntry> Announce(const DirectoryEntry& entry);
  std::vector<DirectoryEntry> directory() const;
  std::vector<std::string> AgenciesOf(const std::string& world);
  const AgencyCalls& calls() const { return calls_; }
  // The tester's calls that changed something.
  Once& once() { return once_; }
  const host::ClusterKey& key() const { return parts_.key; }

  // AuthorityLink.
  void Enter(const std::string& world, const std::string& agency, const std::string& call_id,
             const std::string& flight_path, absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) override;
  void Leave(const std::string& world, const std::string& agency, const std::string& call_id, int64_t step,
             const host::LeastRow& least, bool unused, absl::AnyInvocable<void(absl::Status)> done) override;
  void Stamp(const std::string& world, const std::string& caller,
             absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) override;
  void OpenWorld(const std::string& world, const std::string& agency, const host::Life& life,
                 absl::AnyInvocable<void(absl::StatusOr<std::shared_ptr<const World>>)> done) override;
  // The same number again for the same `call_id`.
  void Stamp(const std::string& world, const std::string& caller, const std::string& call_id,
             absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done);
  // Gives away a turn that its holder, in another process, has not ended.
  void ExpireTurn(const std::string& world, const std::string& call_id);

  // The process stops: advances give what they have reached. Writes and their rows go on.
  void Stop();

  void Measure(metrics::Sheet& sheet) const override;

  // Deletes worlds whose life is over.
  void Sweep();
  // From now on, on the timer's thread; stop the timer before the authority goes.
  void SweepEvery(absl::Duration period);

 private:
  absl::StatusOr<State> Find(const std::string& name);
  //   OVERLOADED  as many wait for the world's turn as may
  absl::Status Room(const State& state) const;
  std::vector<State> States() const;
  // Runs `job` with the world's turn, which it must release; `refuse` is told when there is no such world.
  void InTurn(const std::string& name, std::function<void(absl::Status)> refuse, std::function<void(State)> job);
  void Granted(const State& state, const std::string& call_id, const std::string& flight_path);
  absl::StatusOr<State> Insert(World world);
  //   WORLD_NAME_INVALID, WORLD_EXISTS, WORLD_QUOTA_REACHED
  absl::Status Insert(const State& state);
  // Deletes a world that its maker, who has its turn, couldn't complete.
  void GiveUp(const State& state, std::function<void()> done);
  // Keeps a durable world as it is now; an ephemeral one needs nothing.
  void Keep(WorldState& state, std::function<void(absl::Status)> done);
  // The record of a world that is to begin anew, and the world at its beginning with it.
  World RecordAnew(WorldState& state) const;
  void BeginAnew(WorldState& state, const World& anew);
  // Asks an agency that came back; in turn.
  void CatchUp(const std::string& world);
  // No other state ever has it.
  static std::string NewStateId();
  World Snapshot(WorldState& state);
  Clock ClockOf(WorldState& state);
  absl::Time Now(const WorldState& state) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(state.mutex);
  void ForkInTurn(const State& from, const std::string& name, absl::Duration ttl, Callback<World> done);
  void DropEverywhere(const std::string& name, std::vector<std::string> agencies, std::function<void()> done);
  void Forget(const std::string& name);
  void Publish(const State& state, std::function<void()> done);
  void LearnKeys(const State& state, std::function<void()> done);
  void Land(WorldState& state);

  const Parts parts_;
  std::atomic<bool> stopping_{false};
  const AgencyCalls calls_;
  Once once_;
  mutable absl::Mutex mutex_;
  std::map<std::string, State> worlds_ ABSL_GUARDED_BY(mutex_);
  std::vector<DirectoryEntry> directory_ ABSL_GUARDED_BY(mutex_);
  std::vector<State> restored_ ABSL_GUARDED_BY(mutex_);
};

// Mon 2024-08-05 08:00 (+07): 63 provinces, three levels, Decree 63/2024 in force.
absl::Time DefaultStart();

}  // namespace lienthong::authority
