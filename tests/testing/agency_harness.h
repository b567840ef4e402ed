#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/row.pb.h"
#include "lienthong/control/v1/world.pb.h"
#include "lienthong/gateway/v1/event.pb.h"
#include "services/base/host/handlers.h"
#include "services/base/store/store.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

namespace lienthong {

// AgencyHarness plays the rest of the world for one agency, without gRPC: it calls the agency's handlers in a
// transaction each, runs its agenda rows in the order of their keys, and lets the test be every other agency.
//
//   AgencyHarness harness("population");
//   service.Register(harness.handlers());
//   auto answer = harness.Call<GetPersonResponse>("lienthong.population.v1.PopulationService/GetPerson", request);
//   harness.Advance(absl::Hours(24));
//
// The world is MANUAL and starts on Monday 2024-08-05 08:00 (+07). As in the real one, everything due is done before a
// write is answered. There is no idempotency look-up: that is the pipeline's.
// A continuation that returns an error fails the test, unless the test takes it with TakeDefects.
class AgencyHarness {
 public:
  // Who calls. The default is the gateway from a workflow's row; Outside() is a client of somebody else.
  struct Caller {
    std::string name = "gateway";
    bool outside = false;
    std::string purpose = {};
    std::string officer = {};
  };
  static Caller Outside(std::string name = "anonymous") { return {std::move(name), true}; }
  static Caller Officer(std::string officer) { return {"anonymous", true, "", std::move(officer)}; }

  // A call of the agency that nobody has answered yet.
  struct Pending {
    control::v1::Row row;
    template <class Request>
    Request As() const {
      Request request;
      request.ParseFromString(row.call().body());
      return request;
    }
  };
  struct Event {
    std::string to;
    gateway::v1::CloudEvent event;
  };

  explicit AgencyHarness(std::string agency);
  ~AgencyHarness();

  host::Handlers& handlers() { return handlers_; }

  // `method` is "package.Service/Method". Runs the validator, the handler, and, after a write, what is due.
  template <class Response, class Request>
  absl::StatusOr<Response> Call(const std::string& method, const Request& request, const Caller& caller = {}) {
    const absl::StatusOr<std::string> body = CallBytes(method, request.SerializeAsString(), caller);
    if (!body.ok()) return body.status();
    Response response;
    response.ParseFromString(*body);
    return response;
  }

  // Runs code that wants a context and a transaction; commits when it returns OK, then runs what is due. `work` is
  // absl::Status or absl::StatusOr<T> (CallContext&, store::Txn&).
  template <class Work>
  auto Do(Work work, const Caller& caller = {}) {
    CallContext context = NewContext("test", caller);
    store::Txn txn(space_->Read(), context.config);
    auto result = work(context, txn);
    if (result.ok()) Commit(txn);
    if (result.ok()) Drain();
    return result;
  }
  // The same for reading: nothing is committed. `work` returns anything.
  template <class Work>
  auto Look(Work work) {
    CallContext context = NewContext("test", {});
    store::Txn txn(space_->Read(), context.config);
    return work(context, txn);
  }

  // Clock.
  absl::Time now() const { return now_; }
  absl::CivilDay today() const { return absl::ToCivilDay(now_, HanoiZone()); }
  // Runs every row due up to `time` at its own time, then lets it be `time`. Never backward.
  void AdvanceTo(absl::Time time);
  void Advance(absl::Duration duration) { AdvanceTo(now_ + duration); }
  // +07 wall time.
  static absl::Time At(int year, int month, int day, int hour, int minute = 0, int second = 0);

  // The world's configuration; change it freely between calls.
  control::v1::World& world() { return world_; }
  // Replaces the policy of the same agency, tenant and procedure.
  void SetOfficer(control::v1::OfficerPolicy policy);

  // Plays the agency that `method` belongs to. Without a responder calls wait in pending(). Events have one from the
  // start, which takes them into events(); replace it to lose or refuse them.
  template <class Request, class Response>
  void Respond(const std::string& method, std::function<absl::StatusOr<Response>(const Request&)> respond) {
    responders_[method] = [respond = std::move(respond)](const control::v1::Row& row) {
      host::CallAnswer answer;
      Request request;
      request.ParseFromString(row.call().body());
      absl::StatusOr<Response> response = respond(request);
      answer.status = response.status();
      if (response.ok()) answer.body = response->SerializeAsString();
      return answer;
    };
  }
  void StopResponding(const std::string& method) { responders_.erase(method); }
  const std::deque<Pending>& pending() const { return pending_; }
  // Answers the oldest pending call of `method`, then runs what is due. A test that answers nothing pending fails.
  void Answer(const std::string& method, const google::protobuf::Message& response);
  void Refuse(const std::string& method, const absl::Status& status);
  // Refuse with what a caller sees when its call or the answer was lost.
  void TimeOut(const std::string& method);
  static absl::Status Lost();
  // Every call made, answered or not, oldest first.
  const std::vector<control::v1::Row>& calls() const { return calls_; }
  int CountCalls(const std::string& method) const;

  // Events taken by the built-in responder, repeated deliveries included.
  const std::vector<Event>& events() const { return events_; }
  void ClearEvents() { events_.clear(); }

  // Rows waiting in the agenda, in order.
  std::vector<control::v1::Row> Rows() const;
  // Errors of continuations so far; they no longer fail the test.
  std::vector<absl::Status> TakeDefects();
  // Digest of the agency's whole state.
  std::string Digest() const { return space_->Digest(); }

 private:
  CallContext NewContext(const std::string& method, const Caller& caller);
  CallContext RowContext(const control::v1::Row& row);
  absl::StatusOr<std::string> CallBytes(const std::string& method, const std::string& body, const Caller& caller);
  void Commit(store::Txn& txn);
  void Drain() { RunUntil(now_); }
  void RunUntil(absl::Time target);
  void RunRow(const std::string& key);
  void Continue(const control::v1::Row& row, const host::CallAnswer& answer);
  void Settle(const std::string& method, const host::CallAnswer& answer);
  host::CallAnswer TakeEvents(const control::v1::Row& row);

  const std::string agency_;
  host::Handlers handlers_;
  std::unique_ptr<store::Space> space_;
  absl::Time now_;
  control::v1::World world_;
  int64_t writes_ = 0;
  std::map<std::string, std::function<host::CallAnswer(const control::v1::Row&)>> responders_;
  std::deque<Pending> pending_;
  std::vector<control::v1::Row> calls_;
  std::vector<Event> events_;
  std::vector<absl::Status> defects_;
};

}  // namespace lienthong
