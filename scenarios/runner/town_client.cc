#include "scenarios/runner/town_client.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"

namespace lienthong::scenarios {
namespace {

// Wall time; a MANUAL world's year may take a while on a busy machine.
constexpr absl::Duration kTimeout = absl::Minutes(5);

bool Has(const host::Metadata& headers, const std::string& name) {
  return std::any_of(headers.begin(), headers.end(), [&name](const auto& header) { return header.first == name; });
}

}  // namespace

host::RawCall TownClient::Make(const std::string& agency, const std::string& method, std::string body,
                               host::Metadata headers) const {
  if (agency != "control" && !Has(headers, host::kWorldHeader)) headers.emplace_back(host::kWorldHeader, world_);
  if (!Has(headers, host::kCallerHeader)) headers.emplace_back(host::kCallerHeader, kScenarioCaller);
  // Time passes in the world, not on the wall; so a run takes as long whoever carries it.
  if (!Has(headers, host::kWaitHeader)) headers.emplace_back(host::kWaitHeader, host::kSkipWait);
  host::RawCall call;
  call.method = method;
  call.metadata = std::move(headers);
  call.body = std::move(body);
  call.timeout = kTimeout;
  return call;
}

host::RawAnswer TownClient::Call(const std::string& agency, const std::string& method, std::string body,
                                 host::Metadata headers) const {
  return CallAll(agency, method, {std::move(body)}, headers).front();
}

std::vector<host::RawAnswer> TownClient::CallAll(const std::string& agency, const std::string& method,
                                                 std::vector<std::string> bodies, const host::Metadata& headers) const {
  std::vector<host::RawAnswer> answers(bodies.size());
  // Shared with the callbacks: the last of them may still be inside the counter when the wait ends.
  const auto left = std::make_shared<absl::BlockingCounter>(static_cast<int>(bodies.size()));
  for (size_t i = 0; i < bodies.size(); ++i) {
    transport_->Call(agency, Make(agency, method, std::move(bodies[i]), headers),
                     [left, answer = &answers[i]](host::RawAnswer given) {
                       *answer = std::move(given);
                       left->DecrementCount();
                     });
  }
  left->Wait();
  return answers;
}

host::RawAnswer TownClient::Look(const std::string& agency, const std::string& method, std::string body) const {
  return Call(agency, method, std::move(body), {{host::kCallerHeader, kObserver}});
}

absl::StatusOr<std::vector<std::string>> TownClient::Watch(const std::string& agency, const std::string& method,
                                                           const google::protobuf::Message& request,
                                                           int64_t count) const {
  std::vector<std::string> messages;
  if (count == 0) return messages;
  const auto stream =
      transport_->Watch(agency, Make(agency, method, request.SerializeAsString(), {{host::kCallerHeader, kObserver}}));
  while (static_cast<int64_t>(messages.size()) < count) {
    host::RawStream::Item item;
    const auto arrived = std::make_shared<absl::Notification>();
    stream->Next([arrived, &item](host::RawStream::Item next) {
      item = std::move(next);
      arrived->Notify();
    });
    arrived->WaitForNotification();
    if (item.end && !item.status.ok()) return item.status;
    if (item.end) break;
    messages.push_back(std::move(item.message));
  }
  return messages;
}

}  // namespace lienthong::scenarios
