#include "services/base/host/watch_interference.h"

#include "services/base/error/error.h"
#include "services/base/mock/failure.h"
#include "services/base/mock/fault_profiles.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

using Done = std::function<void(absl::StatusOr<std::shared_ptr<WatchInterference>>)>;

// What the override plays, ready as bytes.
absl::Status Rehearse(const mock::Call& call, WatchInterference* found) {
  if (!found->done.stream) return absl::OkStatus();
  for (const auto& message : found->done.stream->messages()) {
    ASSIGN_OR_RETURN(std::string bytes, mock::StreamBytes(message, call));
    found->played.push_back({std::move(bytes), FromProto(message.after())});
  }
  if (found->done.stream->has_end()) {
    found->end = mock::InjectedBy(mock::ToStatus(found->done.stream->end(), {}), found->done.injected_by);
  }
  return absl::OkStatus();
}

// What is counted is kept in a commit of its own. When others count at the same moment, the stream goes by what it saw:
// unlike a call it has no place in the world's order that a second look would give it back.
void Look(const std::shared_ptr<WorldPart>& part, const mock::Rules& rules, const mock::Call& call, const Done& done) {
  auto found = std::make_shared<WatchInterference>();
  store::Txn txn(part->space().Read(), call.context->config);
  found->done = mock::Interfere(rules, call, txn);
  if (const absl::Status ready = Rehearse(call, found.get()); !ready.ok()) return done(ready);
  if (!txn.HasWrites()) return done(found);
  part->space().Commit(std::move(txn).Take(), [found, done](const absl::Status& status) {
    if (!status.ok() && ReasonOf(status) != Reason::CONFLICT) return done(status);
    done(found);
  });
}

}  // namespace

void InterfereWithWatch(const std::shared_ptr<WorldPart>& part, const CallContext& context, const RawCall& call,
                        const google::protobuf::Message& request, Done done) {
  const auto rules = part->rules();
  const absl::string_view asked = Find(call.metadata, kFaultHeader);
  if (rules == nullptr && asked.empty()) return done(std::shared_ptr<WatchInterference>());
  static const auto* none = new mock::Rules;
  const mock::Rules& known = rules == nullptr ? *none : *rules;
  mock::Call facts;
  facts.context = &context;
  facts.tenant = Find(call.metadata, kTenantHeader);
  facts.request = &request;
  facts.stream = true;
  if (!asked.empty()) {
    auto requested = mock::FaultsAskedFor(asked, known);
    if (!requested.ok()) return done(requested.status());
    facts.requested = *std::move(requested);
  }
  Look(part, known, facts, done);
}

}  // namespace lienthong::host
