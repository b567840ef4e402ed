#include "services/base/host/machinery.h"

#include "services/base/error/error.h"
#include "services/base/host/agency.h"
#include "services/base/host/row_runner.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

using control::v1::World;

constexpr char kService[] = "lienthong.control.v1.AgendaService/";
constexpr int kDefaultLines = 1000;

std::shared_ptr<const World> Share(const World& world) { return std::make_shared<const World>(world); }

// Registers `method` for callers who hold the cluster's key.
template <class Request, class Response>
void Guarded(Agency& agency, Handlers& handlers, const std::string& method,
             std::function<void(const Request&, std::function<void(absl::StatusOr<Response>)>)> handler) {
  handlers.System(kService + method, [&agency, handler = std::move(handler)](RawCall call, AnswerCallback done) {
    auto cause = VerifyCause(agency.environment().key, Find(call.metadata, kNowHeader));
    Request request;
    if (!cause.ok()) return done(RawAnswer{cause.status(), "", {}});
    if (!request.ParseFromString(call.body)) return done(RawAnswer{CallAnswer::MalformedAnswer(call.method), "", {}});
    auto shared = std::make_shared<AnswerCallback>(std::move(done));
    handler(request, [shared](absl::StatusOr<Response> response) {
      if (!response.ok()) return (*shared)(RawAnswer{response.status(), "", {}});
      (*shared)(RawAnswer{absl::OkStatus(), response->SerializeAsString(), {}});
    });
  });
}

control::v1::NextDueResponse NextDue(Agency& agency, const control::v1::NextDueRequest& request) {
  control::v1::NextDueResponse response;
  const auto part = agency.FindPart(request.world());
  if (part == nullptr) return response;
  const LeastRow least = part->Least();
  response.set_key(least.key);
  if (!least.key.empty()) *response.mutable_due() = ToProto(least.due);
  return response;
}

void Run(Agency& agency, const control::v1::RunRequest& request,
         const std::function<void(absl::StatusOr<control::v1::RunResponse>)>& done) {
  agency.WithPart(request.world(), request.world_version(), [&agency, request, done](auto part) {
    if (!part.ok()) return done(part.status());
    std::make_shared<RowRunner>(agency, *std::move(part), request, done)->Start();
  });
}

control::v1::DescribeStateResponse Describe(Agency& agency, const control::v1::DescribeStateRequest& request) {
  control::v1::DescribeStateResponse response;
  const auto part = agency.FindPart(request.world());
  if (part == nullptr) return response;
  response.set_digest(part->space().Digest());
  response.set_journal_lines(part->journal().lines());
  response.set_journal_dropped(part->journal().dropped());
  response.set_agenda_rows(agenda::Count(*part->space().Read()));
  return response;
}

control::v1::ReadJournalResponse ReadJournal(Agency& agency, const control::v1::ReadJournalRequest& request) {
  control::v1::ReadJournalResponse response;
  const auto part = request.world().empty() ? nullptr : agency.FindPart(request.world());
  if (part == nullptr && !request.world().empty()) return response;
  const journal::Journal& journal = part == nullptr ? agency.own_journal() : part->journal();
  const auto stretch =
      journal.Read(request.after_line(), request.max_lines() > 0 ? request.max_lines() : kDefaultLines);
  for (const auto& entry : stretch.entries) *response.add_entries() = *entry;
  response.set_more(stretch.more);
  response.set_dropped(stretch.dropped);
  return response;
}

}  // namespace

void RegisterMachinery(Agency& agency, Handlers& handlers) {
  using namespace control::v1;  // NOLINT: ten message pairs follow
  Guarded<NextDueRequest, NextDueResponse>(agency, handlers, "NextDue",
                                           [&agency](const auto& request, auto done) { done(NextDue(agency, request)); });
  Guarded<RunRequest, RunResponse>(agency, handlers, "Run",
                                   [&agency](const auto& request, auto done) { Run(agency, request, done); });
  Guarded<ForkStateRequest, ForkStateResponse>(agency, handlers, "ForkState", [&agency](const auto& request, auto done) {
    const absl::Status status = agency.ForkPart(request.world(), Share(request.copy()));
    status.ok() ? done(ForkStateResponse()) : done(status);
  });
  Guarded<DropStateRequest, DropStateResponse>(agency, handlers, "DropState", [&agency](const auto& request, auto done) {
    agency.DropPart(request.world());
    done(DropStateResponse());
  });
  Guarded<PutWorldRequest, PutWorldResponse>(agency, handlers, "PutWorld", [&agency](const auto& request, auto done) {
    agency.PutRecord(Share(request.world()));
    done(PutWorldResponse());
  });
  Guarded<DescribeStateRequest, DescribeStateResponse>(
      agency, handlers, "DescribeState", [&agency](const auto& request, auto done) { done(Describe(agency, request)); });
  Guarded<ReadJournalRequest, ReadJournalResponse>(
      agency, handlers, "ReadJournal", [&agency](const auto& request, auto done) { done(ReadJournal(agency, request)); });
}

}  // namespace lienthong::host
