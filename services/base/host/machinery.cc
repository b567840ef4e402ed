#include "services/base/host/machinery.h"

#include "services/base/error/error.h"
#include "services/base/host/agency.h"
#include "services/base/host/journal_following.h"
#include "services/base/host/journal_index.h"
#include "services/base/host/kept_moment.h"
#include "services/base/host/row_execution.h"
#include "services/base/host/row_runner.h"
#include "services/base/host/signed_method.h"
#include "services/base/host/state_rows.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

using control::v1::World;

constexpr char kService[] = "lienthong.control.v1.AgendaService/";
constexpr char kStateService[] = "lienthong.control.v1.StateService/";
constexpr char kJournalService[] = "lienthong.control.v1.JournalService/";

std::shared_ptr<const World> Share(const World& world) { return std::make_shared<const World>(world); }

void NextDue(Agency& agency, const control::v1::NextDueRequest& request,
             const std::function<void(absl::StatusOr<control::v1::NextDueResponse>)>& done) {
  agency.WithPart(request.world(), 0, [done](auto part) {
    if (!part.ok()) return done(part.status());
    control::v1::NextDueResponse response;
    const LeastRow least = (*part)->Least();
    response.set_key(least.key);
    if (!least.key.empty()) *response.mutable_due() = ToProto(least.due);
    if (const auto seen = KeptMoment((*part)->space())) *response.mutable_seen() = *seen;
    done(std::move(response));
  });
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
  if (request.world().empty()) return JournalIndex(&agency.own_journal()).Read(request);
  const auto part = agency.FindPart(request.world());
  return part == nullptr ? control::v1::ReadJournalResponse() : part->journal_index().Read(request);
}

// Opens the world when this life of the process hasn't yet: a durable store may hold rows of it.
void ListRows(Agency& agency, const control::v1::ListStateRowsRequest& request,
              const std::function<void(absl::StatusOr<control::v1::ListStateRowsResponse>)>& done) {
  agency.WithPart(request.world(), request.world_version(), [request, done](auto part) {
    if (!part.ok()) return done(part.status());
    done(ListStateRows(**part, request));
  });
}

void PutRows(Agency& agency, const control::v1::PutStateRowsRequest& request,
             const std::function<void(absl::StatusOr<control::v1::PutStateRowsResponse>)>& done) {
  agency.WithPart(request.world(), 0, [&agency, request, done](auto found) {
    if (!found.ok()) return done(found.status());
    const std::shared_ptr<WorldPart> part = *std::move(found);
    const auto answer = [part, done](const absl::Status& status) {
      status.ok() ? done(control::v1::PutStateRowsResponse()) : done(status);
    };
    PutStateRows(*part, request, [&agency, part, last = request.last(), answer](const absl::Status& status) {
      if (!status.ok() || !last) return answer(status);
      // Calls that were at a real seat when the world was written down are made again, under their request_id.
      BringBackFlights(agency.name(), part->space(), answer);
    });
  });
}

}  // namespace

void RegisterMachinery(Agency& agency, Handlers& handlers) {
  using namespace control::v1;  // NOLINT: nine message pairs follow
  const ClusterKey& key = agency.environment().key;
  const std::string service = kService;
  SignedUnary<NextDueRequest, NextDueResponse>(
      handlers, key, service + "NextDue",
      [&agency](const auto& request, auto done) { NextDue(agency, request, done); });
  SignedUnary<RunRequest, RunResponse>(handlers, key, service + "Run",
                                       [&agency](const auto& request, auto done) { Run(agency, request, done); });
  SignedUnary<ForkStateRequest, ForkStateResponse>(
      handlers, key, service + "ForkState", [&agency](const auto& request, auto done) {
        agency.ForkPart(request.world(), Share(request.copy()), [done](const absl::Status& status) {
          status.ok() ? done(ForkStateResponse()) : done(status);
        });
      });
  SignedUnary<DropStateRequest, DropStateResponse>(handlers, key, service + "DropState",
                                                   [&agency](const auto& request, auto done) {
                                                     agency.DropPart(request.world());
                                                     done(DropStateResponse());
                                                   });
  SignedUnary<PutWorldRequest, PutWorldResponse>(
      handlers, key, service + "PutWorld", [&agency](const auto& request, auto done) {
        agency.PutRecord(Share(request.world()), [done] { done(PutWorldResponse()); });
      });
  SignedUnary<PutDirectoryRequest, PutDirectoryResponse>(
      handlers, key, service + "PutDirectory", [&agency](const auto& request, auto done) {
        if (agency.environment().on_directory) {
          agency.environment().on_directory({request.entries().begin(), request.entries().end()});
        }
        done(PutDirectoryResponse());
      });
  SignedUnary<DescribeStateRequest, DescribeStateResponse>(
      handlers, key, service + "DescribeState",
      [&agency](const auto& request, auto done) { done(Describe(agency, request)); });
  SignedUnary<ReadJournalRequest, ReadJournalResponse>(
      handlers, key, service + "ReadJournal",
      [&agency](const auto& request, auto done) { done(ReadJournal(agency, request)); });
  SignedUnary<ListStateRowsRequest, ListStateRowsResponse>(
      handlers, key, std::string(kStateService) + "ListStateRows",
      [&agency](const auto& request, auto done) { ListRows(agency, request, done); });
  SignedUnary<PutStateRowsRequest, PutStateRowsResponse>(
      handlers, key, std::string(kStateService) + "PutStateRows",
      [&agency](const auto& request, auto done) { PutRows(agency, request, done); });
  SignedUnary<FollowJournalRequest, FollowJournalResponse>(
      handlers, key, std::string(kJournalService) + "FollowJournal",
      [&agency](const auto& request, auto done) { FollowJournal(agency, request, std::move(done)); });
}

}  // namespace lienthong::host
