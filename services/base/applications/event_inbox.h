#pragma once

#include <functional>

#include "absl/status/status.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "services/base/host/handlers.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

namespace lienthong::applications {

// EventInbox is the receiving side of EventService: events come at least once and in any order, the handler sees each
// once. Events are told apart by (source, id); the first one counts.
class EventInbox {
 public:
  // An error, such as EVENT_APPLICATION_UNKNOWN, refuses the whole request and forgets that the event came.
  using Handler = std::function<absl::Status(CallContext&, store::Txn&, const v1::ApplicationEvent&)>;

  // Without a handler events are taken and dropped.
  void OnEvent(Handler handler) { handler_ = std::move(handler); }
  // The inbox must outlive the handlers.
  void Register(host::Handlers& handlers);

  // As PublishEvents does.
  //   EVENT_TYPE_UNKNOWN  the data is no ApplicationEvent
  absl::StatusOr<gateway::v1::PublishEventsResponse> Publish(CallContext& context, store::Txn& txn,
                                                             const gateway::v1::PublishEventsRequest& request) const;

 private:
  Handler handler_;
};

// NOT_FOUND: the event is about an application that this receiver never submitted.
absl::Status EventApplicationUnknown(absl::string_view application_id);

}  // namespace lienthong::applications
