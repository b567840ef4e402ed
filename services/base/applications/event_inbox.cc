#include "services/base/applications/event_inbox.h"

#include "absl/strings/str_cat.h"
#include "services/base/applications/events.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"

namespace lienthong::applications {
namespace {

using gateway::v1::CloudEvent;
using gateway::v1::PublishEventsRequest;
using gateway::v1::PublishEventsResponse;

constexpr char kSeen[] = "event-seen";
constexpr int kMaxEvents = 100;

absl::Status EventTypeUnknown(absl::string_view type) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::EVENT_TYPE_UNKNOWN)
      .With("type", type)
      .With("supported", kStatusChanged);
}

absl::Status ValidateEvent(const CloudEvent& event, const std::string& field) {
  if (event.id().empty()) return InvalidField(absl::StrCat(field, ".id"), "name the event");
  if (event.source().empty()) return InvalidField(absl::StrCat(field, ".source"), "name the sender");
  if (event.spec_version() != kSpecVersion) {
    return InvalidField(absl::StrCat(field, ".spec_version"), "only CloudEvents 1.0 is taken");
  }
  if (event.type() != kStatusChanged) return EventTypeUnknown(event.type());
  if (!event.data().Is<v1::ApplicationEvent>()) return EventTypeUnknown(event.data().type_url());
  return absl::OkStatus();
}

absl::Status Validate(const PublishEventsRequest& request) {
  if (request.events().empty() || request.events_size() > kMaxEvents) {
    return InvalidField("events", absl::StrCat("send 1 to ", kMaxEvents, " events"));
  }
  for (int i = 0; i < request.events_size(); ++i) {
    RETURN_IF_ERROR(ValidateEvent(request.events(i), absl::StrCat("events[", i, "]")));
  }
  return absl::OkStatus();
}

// False when it came before.
bool TakeIn(const CallContext& context, store::Txn& txn, const CloudEvent& event) {
  return txn.Insert(store::Key(kSeen, event.source(), event.id()), ToProto(context.now).SerializeAsString());
}

}  // namespace

void EventInbox::Register(host::Handlers& handlers) {
  handlers.Unary<PublishEventsRequest, PublishEventsResponse>(
      kPublishEvents,
      [this](CallContext& context, store::Txn& txn, const PublishEventsRequest& request) {
        return Publish(context, txn, request);
      },
      Validate);
}

absl::StatusOr<PublishEventsResponse> EventInbox::Publish(CallContext& context, store::Txn& txn,
                                                          const PublishEventsRequest& request) const {
  PublishEventsResponse response;
  for (const CloudEvent& event : request.events()) {
    if (!TakeIn(context, txn, event)) {
      response.set_duplicates(response.duplicates() + 1);
      continue;
    }
    response.set_accepted(response.accepted() + 1);
    v1::ApplicationEvent data;
    if (!event.data().UnpackTo(&data)) return EventTypeUnknown(event.data().type_url());
    if (handler_) RETURN_IF_ERROR(handler_(context, txn, data));
  }
  return response;
}

absl::Status EventApplicationUnknown(absl::string_view application_id) {
  return Error(absl::StatusCode::kNotFound, Reason::EVENT_APPLICATION_UNKNOWN).With("application_id", application_id);
}

}  // namespace lienthong::applications
