#include "tests/testing/agency_harness.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/arena.h"
#include "gtest/gtest.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/store/key.h"
#include "services/base/store/memory_store.h"
#include "services/base/world/agenda.h"

namespace lienthong {
namespace {

constexpr char kPublishEvents[] = "lienthong.gateway.v1.EventService/PublishEvents";
// More rows than any test means to run at once: work that makes itself again without end.
constexpr int kRunaway = 100'000;

bool SameScope(const control::v1::OfficerPolicy& a, const control::v1::OfficerPolicy& b) {
  return a.agency() == b.agency() && a.tenant() == b.tenant() && a.procedure_code() == b.procedure_code();
}

}  // namespace

AgencyHarness::AgencyHarness(std::string agency)
    : agency_(std::move(agency)), space_(store::NewMemorySpace()), now_(At(2024, 8, 5, 8)) {
  world_.set_name("test");
  world_.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
  world_.set_seed(1);
  responders_[kPublishEvents] = [this](const control::v1::Row& row) { return TakeEvents(row); };
}

AgencyHarness::~AgencyHarness() {
  for (const absl::Status& defect : defects_) ADD_FAILURE() << "a continuation failed: " << defect;
}

absl::Time AgencyHarness::At(int year, int month, int day, int hour, int minute, int second) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second), HanoiZone());
}

CallContext AgencyHarness::NewContext(const std::string& method, const Caller& caller) {
  CallContext context;
  context.agency = agency_;
  context.world = world_.name();
  context.method = method;
  context.caller = caller.name;
  context.purpose = caller.purpose;
  context.officer = caller.officer;
  context.path = absl::StrCat(++writes_);
  context.step = writes_;
  context.now = now_;
  context.outside = caller.outside;
  context.config = std::make_shared<control::v1::World>(world_);
  context.draws = Draws(world_.seed(), context.path);
  return context;
}

CallContext AgencyHarness::RowContext(const control::v1::Row& row) {
  CallContext context = NewContext(row.continuation(), {agency_, false});
  context.path = row.path();
  context.draws = Draws(world_.seed(), context.path);
  context.run = row.run();
  context.traceparent = row.traceparent();
  return context;
}

absl::StatusOr<std::string> AgencyHarness::CallBytes(const std::string& method, const std::string& body,
                                                     const Caller& caller) {
  const host::Handlers::UnaryMethod* unary = handlers_.FindUnary(method);
  if (unary == nullptr) return Error(absl::StatusCode::kUnimplemented, Reason::METHOD_UNKNOWN).With("method", method);
  google::protobuf::Arena arena;
  const google::protobuf::Message* request = unary->parse(&arena, body);
  if (request == nullptr) return host::CallAnswer::MalformedAnswer(method);
  if (const absl::Status valid = unary->validate(*request); !valid.ok()) return valid;
  CallContext context = NewContext(method, caller);
  store::Txn txn(space_->Read(), context.config);
  absl::StatusOr<std::string> response = unary->handle(context, txn, *request);
  if (!response.ok()) return response;
  if (unary->write) Commit(txn);
  if (unary->write) Drain();
  return unary->prune ? unary->prune(context, *request, *std::move(response)) : response;
}

void AgencyHarness::Commit(store::Txn& txn) {
  space_->Commit(std::move(txn).Take(), [](const absl::Status& status) { ASSERT_TRUE(status.ok()) << status; });
}

void AgencyHarness::AdvanceTo(absl::Time time) {
  ASSERT_GE(time, now_) << "time only moves forward";
  RunUntil(time);
  now_ = time;
}

void AgencyHarness::RunUntil(absl::Time target) {
  for (int count = 0; count < kRunaway; ++count) {
    const auto key = agenda::LeastKey(*space_->Read());
    if (!key || agenda::DueOf(*key) > target) return;
    now_ = std::max(now_, agenda::DueOf(*key));
    RunRow(*key);
  }
  FAIL() << "rows keep making rows";
}

void AgencyHarness::RunRow(const std::string& key) {
  store::Txn txn(space_->Read());
  const auto row = agenda::Load(txn, key);
  ASSERT_TRUE(row.has_value());
  agenda::Cancel(txn, key);
  Commit(txn);
  if (!row->has_call()) return Continue(*row, {});
  calls_.push_back(*row);
  const auto responder = responders_.find(row->call().method());
  if (responder == responders_.end()) return pending_.push_back({*row});
  Continue(*row, responder->second(*row));
}

void AgencyHarness::Continue(const control::v1::Row& row, const host::CallAnswer& answer) {
  const auto* continuation = handlers_.FindContinuation(row.continuation());
  ASSERT_NE(continuation, nullptr) << "nothing is registered as " << row.continuation();
  CallContext context = RowContext(row);
  store::Txn txn(space_->Read(), context.config);
  const absl::Status status = (*continuation)(context, txn, row.arguments(), answer);
  if (!status.ok()) return defects_.push_back(status);
  Commit(txn);
}

void AgencyHarness::Settle(const std::string& method, const host::CallAnswer& answer) {
  const auto pending = std::find_if(pending_.begin(), pending_.end(),
                                    [&method](const Pending& call) { return call.row.call().method() == method; });
  ASSERT_NE(pending, pending_.end()) << "no call of " << method << " is pending";
  const control::v1::Row row = pending->row;
  pending_.erase(pending);
  Continue(row, answer);
  Drain();
}

void AgencyHarness::Answer(const std::string& method, const google::protobuf::Message& response) {
  host::CallAnswer answer;
  answer.body = response.SerializeAsString();
  Settle(method, answer);
}

void AgencyHarness::Refuse(const std::string& method, const absl::Status& status) {
  host::CallAnswer answer;
  answer.status = status;
  Settle(method, answer);
}

absl::Status AgencyHarness::Lost() { return Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE_PASSED); }

void AgencyHarness::TimeOut(const std::string& method) { Refuse(method, Lost()); }

int AgencyHarness::CountCalls(const std::string& method) const {
  return static_cast<int>(std::count_if(
      calls_.begin(), calls_.end(), [&method](const control::v1::Row& row) { return row.call().method() == method; }));
}

host::CallAnswer AgencyHarness::TakeEvents(const control::v1::Row& row) {
  gateway::v1::PublishEventsRequest request;
  EXPECT_TRUE(request.ParseFromString(row.call().body()));
  gateway::v1::PublishEventsResponse response;
  response.set_accepted(request.events_size());
  for (const auto& event : request.events()) events_.push_back({row.call().to(), event});
  host::CallAnswer answer;
  answer.body = response.SerializeAsString();
  return answer;
}

void AgencyHarness::SetOfficer(control::v1::OfficerPolicy policy) {
  for (auto& existing : *world_.mutable_officers()) {
    if (!SameScope(existing, policy)) continue;
    existing = std::move(policy);
    return;
  }
  *world_.add_officers() = std::move(policy);
}

std::vector<control::v1::Row> AgencyHarness::Rows() const {
  std::vector<control::v1::Row> rows;
  const std::string prefix = agenda::KeyPrefix();
  space_->Read()->Scan(prefix, store::PrefixEnd(prefix), [&rows](absl::string_view, const store::Entry& entry) {
    return rows.emplace_back().ParseFromString(entry.value);
  });
  return rows;
}

std::vector<absl::Status> AgencyHarness::TakeDefects() { return std::exchange(defects_, {}); }

}  // namespace lienthong
