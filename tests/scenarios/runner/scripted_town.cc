#include "scripted_town.h"

#include "absl/strings/match.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"

namespace lienthong::scenarios {
namespace {

host::RawAnswer Ok(const google::protobuf::Message& message) {
  return {absl::OkStatus(), message.SerializeAsString(), {}};
}

template <class Request>
Request As(const host::RawCall& call) {
  Request request;
  request.ParseFromString(call.body);
  return request;
}

std::vector<std::string> EventsOf(const gateway::v1::Dossier& dossier) {
  std::vector<std::string> events;
  for (int64_t sequence = 1; sequence <= dossier.sequence(); ++sequence) {
    gateway::v1::WatchDossierResponse response;
    response.mutable_event()->set_sequence(sequence);
    response.mutable_event()->set_kind(sequence == 1 ? gateway::v1::DOSSIER_EVENT_KIND_SUBMITTED
                                                     : gateway::v1::DOSSIER_EVENT_KIND_STATUS_CHANGED);
    response.mutable_event()->set_status(sequence == 1 ? applications::v1::APPLICATION_STATUS_SUBMITTED
                                                       : dossier.status());
    events.push_back(response.SerializeAsString());
  }
  return events;
}

// Gives its messages and then stays open, as a watch of an unfinished dossier does.
class Messages : public host::RawStream {
 public:
  explicit Messages(std::vector<std::string> messages) : messages_(std::move(messages)) {}
  void Next(absl::AnyInvocable<void(Item)> done) override {
    if (next_ < messages_.size()) done({false, messages_[next_++], absl::OkStatus()});
  }

 private:
  const std::vector<std::string> messages_;
  size_t next_ = 0;
};

}  // namespace

void ScriptedTown::Call(const std::string& to, host::RawCall call, host::AnswerCallback done) {
  host::RawAnswer answer;
  {
    absl::MutexLock lock(&mutex_);
    calls_.push_back(call);
    answer = Answer(to, call);
  }
  done(std::move(answer));
}

std::unique_ptr<host::RawStream> ScriptedTown::Watch(const std::string& to, host::RawCall call) {
  absl::MutexLock lock(&mutex_);
  return std::make_unique<Messages>(
      EventsOf(worlds_[std::string(host::Find(call.metadata, host::kWorldHeader))].dossier));
}

host::RawAnswer ScriptedTown::Answer(const std::string& to, const host::RawCall& call) {
  if (to == "control") return Control(call);
  const auto found = worlds_.find(std::string(host::Find(call.metadata, host::kWorldHeader)));
  if (found == worlds_.end()) {
    return {Error(absl::StatusCode::kNotFound, Reason::WORLD_UNKNOWN).With("world", "it"), "", {}};
  }
  World& world = found->second;
  host::RawAnswer answer;
  if (absl::EndsWith(call.method, "/SubmitDossier")) answer = Submit(world, call);
  if (absl::EndsWith(call.method, "/GetPerson")) answer = GetPerson(call);
  if (absl::EndsWith(call.method, "/GetDossier")) {
    gateway::v1::GetDossierResponse response;
    *response.mutable_dossier() = world.dossier;
    answer = Ok(response);
  }
  Log(to, call, answer, world);
  return answer;
}

host::RawAnswer ScriptedTown::Create(const host::RawCall& call) {
  const auto request = As<control::v1::CreateWorldRequest>(call);
  if (worlds_.count(request.world().name()) > 0) {
    return {
        Error(absl::StatusCode::kAlreadyExists, Reason::WORLD_EXISTS).With("world", request.world().name()), "", {}};
  }
  control::v1::CreateWorldResponse response;
  *response.mutable_world() = request.world();
  if (!request.world().has_now()) *response.mutable_world()->mutable_now() = ToProto(absl::FromUnixSeconds(1722819600));
  worlds_[request.world().name()].record = response.world();
  return Ok(response);
}

host::RawAnswer ScriptedTown::Control(const host::RawCall& call) {
  if (absl::EndsWith(call.method, "/CreateWorld")) return Create(call);
  if (absl::EndsWith(call.method, "/DeleteWorld")) {
    worlds_.erase(As<control::v1::DeleteWorldRequest>(call).world());
    return Ok(control::v1::DeleteWorldResponse());
  }
  if (absl::EndsWith(call.method, "/ListJournal")) {
    control::v1::ListJournalResponse response;
    for (const auto& entry : worlds_[As<control::v1::ListJournalRequest>(call).world()].journal) {
      *response.add_entries() = entry;
    }
    return Ok(response);
  }
  if (absl::EndsWith(call.method, "/AdvanceClock")) {
    const auto request = As<control::v1::AdvanceClockRequest>(call);
    World& world = worlds_[request.world()];
    if (request.has_to()) *world.record.mutable_now() = request.to();
    world.dossier.set_status(applications::v1::APPLICATION_STATUS_COMPLETED);
    world.dossier.set_outcome(gateway::v1::DOSSIER_OUTCOME_COMPLETED);
    world.dossier.set_sequence(2);
    control::v1::AdvanceClockResponse response;
    *response.mutable_clock()->mutable_now() = world.record.now();
    response.set_complete(true);
    return Ok(response);
  }
  if (absl::EndsWith(call.method, "/CheckWorld")) {
    control::v1::CheckWorldResponse response;
    for (const std::string& invariant : violated_) {
      auto& violation = *response.add_violations();
      violation.set_invariant(invariant);
      violation.set_agency("population");
      violation.mutable_text()->set_en("It is not so.");
    }
    return Ok(response);
  }
  control::v1::DescribeWorldResponse response;
  response.set_digest("d1ce57");
  return Ok(response);
}

host::RawAnswer ScriptedTown::Submit(World& world, const host::RawCall& call) {
  const auto request = As<gateway::v1::SubmitDossierRequest>(call);
  world.dossier.set_dossier_id("dossier-1");
  world.dossier.set_workflow(request.workflow());
  *world.dossier.mutable_applicant() = request.applicant();
  world.dossier.set_status(applications::v1::APPLICATION_STATUS_SUBMITTED);
  world.dossier.set_sequence(1);
  gateway::v1::SubmitDossierResponse response;
  *response.mutable_dossier() = world.dossier;
  return Ok(response);
}

host::RawAnswer ScriptedTown::GetPerson(const host::RawCall& call) {
  const auto request = As<population::v1::GetPersonRequest>(call);
  if (request.pin().empty()) return {InvalidField("pin", "Send it."), "", {}};
  population::v1::GetPersonResponse response;
  response.mutable_person()->set_pin(request.pin());
  return Ok(response);
}

void ScriptedTown::Log(const std::string& to, const host::RawCall& call, const host::RawAnswer& answer, World& world) {
  const std::string caller(host::Find(call.metadata, host::kCallerHeader));
  if (caller == "scenario-observer") return;
  control::v1::JournalEntry entry;
  entry.set_agency(to);
  entry.set_method(call.method);
  entry.set_caller(caller);
  entry.set_kind(control::v1::ENTRY_KIND_WRITE);
  entry.set_line(static_cast<int64_t>(world.journal.size()) + 1);
  *entry.mutable_at() = world.record.now();
  entry.set_request(call.body);
  entry.set_request_size(static_cast<int64_t>(call.body.size()));
  entry.set_response(answer.body);
  entry.set_response_size(static_cast<int64_t>(answer.body.size()));
  if (!answer.status.ok()) *entry.mutable_status() = ToRpcStatus(answer.status);
  world.journal.push_back(entry);
}

std::vector<host::RawCall> ScriptedTown::Calls() const {
  absl::MutexLock lock(&mutex_);
  return calls_;
}

void ScriptedTown::Violate(std::vector<std::string> invariants) {
  absl::MutexLock lock(&mutex_);
  violated_ = std::move(invariants);
}

std::set<std::string> ScriptedTown::Worlds() const {
  absl::MutexLock lock(&mutex_);
  std::set<std::string> names;
  for (const auto& [name, world] : worlds_) names.insert(name);
  return names;
}

}  // namespace lienthong::scenarios
