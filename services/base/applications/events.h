#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/applications/v1/desk_state.pb.h"
#include "lienthong/gateway/v1/event.pb.h"
#include "services/base/host/handlers.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

// The sending side of EventService: every change of status is told to whoever submitted the application.
namespace lienthong::applications {

inline constexpr char kPublishEvents[] = "lienthong.gateway.v1.EventService/PublishEvents";
inline constexpr char kStatusChanged[] = "vn.lienthong.application.status_changed";
inline constexpr char kSpecVersion[] = "1.0";

// Owner of the agenda rows of an application.
std::string OwnerOf(absl::string_view application_id);

// The change that is line `sequence` of the history, counted from 1. A function of the application alone, so an event
// can be made again when it has to be delivered again.
v1::ApplicationEvent EventOf(const v1::Application& application, int64_t sequence);
gateway::v1::CloudEvent CloudEventOf(const v1::Application& application, int64_t sequence);

// Puts the event's delivery into the agenda, to be done now. Nothing when nobody is to be told.
void SendEvent(const CallContext& context, store::Txn& txn, const v1::Application& application, int64_t sequence);

// The receiver was closed, out of reach, too busy or in a race: the same delivery may succeed later.
bool WaitingHelps(const absl::Status& status);

// What to do with the answer to a delivery. Lost and unavailable: again after 1 and 5 minutes, half an hour, 2 and 12
// hours; then the receiver's polling has to do. Refused: never again.
absl::Status EventDelivered(const CallContext& context, store::Txn& txn, const v1::Application& application,
                            const v1::EventDelivery& delivery, const host::CallAnswer& answer);

}  // namespace lienthong::applications
