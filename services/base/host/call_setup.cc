#include "services/base/host/call_setup.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/host/agency.h"
#include "services/base/store/key.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

constexpr char kNoRow[] = "-";

std::string Header(const RawCall& call, const char* name, const char* otherwise = "") {
  const absl::string_view value = Find(call.metadata, name);
  return value.empty() ? otherwise : std::string(value);
}

bool Declares(const control::v1::World& world, const std::string& caller) {
  const auto& callers = world.declared_callers();
  return std::find(callers.begin(), callers.end(), caller) != callers.end();
}

}  // namespace

std::string Domain(const std::string& agency) { return absl::StrCat(agency, ".lienthong.vn"); }

void ReadHeaders(const RawCall& call, CallContext* context) {
  context->method = call.method;
  context->world = Header(call, kWorldHeader, kDefaultWorld);
  context->caller = Header(call, kCallerHeader, kAnonymous);
  context->purpose = Header(call, kPurposeHeader);
  context->officer = Header(call, kOfficerHeader);
  context->traceparent = Header(call, kTraceHeader);
}

void ReadCause(const control::v1::Cause& cause, CallContext* context) {
  context->world = cause.world();
  context->caller = cause.caller();
  context->request_id = cause.request_id();
  context->path = cause.path();
  context->now = FromProto(cause.now());
  context->step = cause.step();
  context->run = cause.run();
  context->generation = cause.generation();
  context->outside = false;
}

void UseRecord(const std::shared_ptr<const control::v1::World>& record, CallContext* context) {
  context->config = record;
  context->draws = Draws(record->seed(), context->path);
}

CallContext RowContext(const std::string& agency, const control::v1::Row& row, absl::Time now, int64_t step,
                       const std::shared_ptr<const control::v1::World>& record) {
  CallContext context;
  context.agency = agency;
  context.world = record->name();
  context.method = row.continuation();
  context.caller = agency;
  context.request_id = row.call().request_id();
  context.run = row.run();
  context.traceparent = row.traceparent();
  context.path = row.path();
  context.step = step;
  context.now = now;
  context.outside = false;
  context.generation = row.generation();
  UseRecord(record, &context);
  return context;
}

RawCall CallOf(const control::v1::Row& row, const CallContext& context, const Environment& environment) {
  control::v1::Cause cause;
  cause.set_world(context.world);
  cause.set_caller(context.agency);
  cause.set_request_id(row.call().request_id());
  cause.set_path(absl::StrCat(row.path(), "/", row.sendings() + 1));
  cause.set_delayed(row.sendings() > 0);
  *cause.mutable_now() = ToProto(context.now);
  cause.set_step(context.step);
  cause.set_run(row.run());
  cause.set_world_version(context.config->version());
  cause.set_generation(row.generation());
  cause.set_real(context.config->clock_mode() == control::v1::CLOCK_MODE_REAL);
  cause.set_process(environment.life.incarnation);

  RawCall call;
  call.method = row.call().method();
  call.body = row.call().body();
  call.metadata = {{kWorldHeader, context.world}, {kCallerHeader, context.agency}, {kNowHeader, SignCause(environment.key, cause)}};
  if (!row.call().purpose().empty()) call.metadata.emplace_back(kPurposeHeader, row.call().purpose());
  if (const size_t slash = row.call().to().find('/'); slash != std::string::npos) {
    call.metadata.emplace_back(kTenantHeader, row.call().to().substr(slash + 1));
  }
  if (!row.traceparent().empty()) call.metadata.emplace_back(kTraceHeader, row.traceparent());
  if (row.call().has_timeout()) call.timeout = FromProto(row.call().timeout());
  return call;
}

bool IsWireFailure(const RawAnswer& answer) {
  return !answer.status.ok() && Find(answer.trailers, kAnsweredTrailer).empty() &&
         (ReasonOf(answer.status) == Reason::PEER_UNREACHABLE || ReasonOf(answer.status) == Reason::DEADLINE_PASSED);
}

std::string EncodeLeast(const LeastRow& least) { return least.key.empty() ? std::string(kNoRow) : least.key; }

bool DecodeLeast(absl::string_view trailer, LeastRow* least) {
  if (trailer.empty()) return false;
  *least = LeastRow();
  if (trailer == kNoRow) return true;
  least->key = std::string(trailer);
  least->due = agenda::DueOf(least->key);
  return true;
}

control::v1::JournalEntry& BeginEntry(const CallContext& context, const RawCall& call, bool write) {
  control::v1::JournalEntry& entry = journal::Journal::Blank();
  entry.set_agency(context.agency);
  entry.set_method(context.method);
  entry.set_caller(context.caller);
  entry.set_kind(write ? control::v1::ENTRY_KIND_WRITE : control::v1::ENTRY_KIND_READ);
  *entry.mutable_at() = ToProto(context.now);
  entry.set_step(context.step);
  entry.set_path(context.path);
  entry.set_request_id(context.request_id);
  entry.set_purpose(context.purpose);
  entry.set_request(call.body.substr(0, journal::kMaxBody));
  entry.set_request_size(static_cast<int64_t>(call.body.size()));
  entry.set_run(context.run);
  entry.set_traceparent(context.traceparent);
  entry.set_onlooker(!write && context.outside && context.config != nullptr &&
                     !Declares(*context.config, context.caller));
  return entry;
}

void EndEntry(const absl::Status& status, const std::string& body, control::v1::JournalEntry* entry) {
  if (!status.ok()) *entry->mutable_status() = ToRpcStatus(status);
  entry->set_response(body.substr(0, journal::kMaxBody));
  entry->set_response_size(static_cast<int64_t>(body.size()));
}

bool SkipsWait(const RawCall& call) { return Find(call.metadata, kWaitHeader) == kSkipWait; }

}  // namespace lienthong::host
