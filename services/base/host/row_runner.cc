#include "services/base/host/row_runner.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/host/agency_name.h"
#include "services/base/host/call_setup.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

constexpr int kMaxGenerations = 1000;

absl::Status Runaway(const control::v1::Row& row) {
  return Error(absl::StatusCode::kAborted, Reason::AGENDA_RUNAWAY)
      .With("limit", absl::StrCat(kMaxGenerations))
      .With("kinds", absl::StrCat(control::v1::RowKind_Name(row.kind()), " ", row.continuation()));
}

}  // namespace

RowRunner::RowRunner(Agency& agency, std::shared_ptr<WorldPart> part, control::v1::RunRequest request, Done done)
    : agency_(agency),
      part_(std::move(part)),
      request_(std::move(request)),
      done_(std::move(done)),
      bound_(request_.bound()),
      now_(FromProto(request_.now())) {}

void RowRunner::Start() {
  absl::Status admitted;
  const auto admit = [this] { return part_->Admit(now_, request_.step()); };
  if (part_->runs().AskedBefore(request_.step(), done_, admit, &admitted)) return;
  if (admitted.ok()) return Pump();
  *response_.mutable_wire_error() = ToRpcStatus(admitted);
  done_(std::move(response_));
}

void RowRunner::Pump() {
  trampoline_.Run([self = shared_from_this()] { self->Step(); });
}

void RowRunner::Step() {
  std::string key;
  control::v1::Row row;
  if (finished_) return;
  if (!Next(&key, &row)) return Finish();
  if (row.generation() > kMaxGenerations) {
    *response_.mutable_wire_error() = ToRpcStatus(Runaway(row));
    return Finish();
  }
  now_ = std::max(now_, FromProto(row.due()));
  auto execution = std::make_shared<RowExecution>(
      agency_, part_, std::move(key), row, now_, request_.step() + response_.executed(),
      [self = shared_from_this(), row](RowExecution::Report report) { self->Executed(row, std::move(report)); });
  execution->Start();
}

bool RowRunner::Next(std::string* key, control::v1::Row* row) {
  if (response_.executed() >= std::max(1, request_.max_rows())) return false;
  LeastRow least = part_->Least();
  if (least.key.empty() || least.due > FromProto(request_.target())) return false;
  if (!bound_.empty() && least.key >= bound_) return false;
  store::Txn txn(part_->space().Read());
  auto loaded = agenda::Load(txn, least.key);
  if (!loaded) return false;
  *row = *std::move(loaded);
  *key = std::move(least.key);
  return true;
}

void RowRunner::Executed(const control::v1::Row& row, RowExecution::Report report) {
  if (!report.status.ok()) {
    *response_.mutable_wire_error() = ToRpcStatus(report.status);
    Finish();
    return;
  }
  response_.set_executed(response_.executed() + 1);
  response_.add_kinds(row.kind());
  Note(report);
  if (report.flying) {
    response_.set_flying(true);
    Finish();
    return;
  }
  Pump();
}

// A callee may now hold the world's least row: it lowers the bound, and the driver is told.
void RowRunner::Note(const RowExecution::Report& report) {
  if (!report.callee_least) return;
  const std::string agency(AgencyOf(report.callee));
  if (agency == agency_.name()) return;
  auto* callees = response_.mutable_callees();
  auto it = std::find_if(callees->begin(), callees->end(), [&](const auto& known) { return known.agency() == agency; });
  control::v1::AgencyKey* known = it == callees->end() ? callees->Add() : &*it;
  known->set_agency(agency);
  known->set_key(report.callee_least->key);
  *known->mutable_due() = ToProto(report.callee_least->due);
  if (!known->key().empty() && (bound_.empty() || known->key() < bound_)) bound_ = known->key();
}

void RowRunner::Finish() {
  finished_ = true;
  const LeastRow least = part_->Least();
  *response_.mutable_now() = ToProto(now_);
  response_.set_next_key(least.key);
  if (!least.key.empty()) *response_.mutable_next_due() = ToProto(least.due);
  // Of a run that did nothing nothing is remembered: the same step is ordered again.
  part_->runs().Settle(request_.step(), response_, response_.executed() > 0);
  done_(std::move(response_));
}

}  // namespace lienthong::host
