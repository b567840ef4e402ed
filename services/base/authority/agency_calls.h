#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/message.h"
#include "services/base/host/cause.h"
#include "services/base/host/handlers.h"
#include "services/base/host/wire.h"

namespace lienthong::authority {

// AgencyCalls is how the authority speaks to AgendaService at every agency: signed with the cluster's key. A `method` with
// a slash in it is of another service of the machinery. Thread-safe.
class AgencyCalls {
 public:
  AgencyCalls(host::Transport* transport, host::ClusterKey key, std::string process)
      : transport_(transport), key_(key), process_(std::move(process)) {}

  template <class Response>
  void Call(const std::string& agency, const std::string& method, const google::protobuf::Message& request,
            std::function<void(absl::StatusOr<Response>)> done) const {
    Send(agency, method, request.SerializeAsString(), [done = std::move(done)](host::RawAnswer answer) {
      done(host::CallAnswer{std::move(answer.status), std::move(answer.body)}.As<Response>());
    });
  }

  // Calls every agency with the same request and gives all answers, in the order of `agencies`, when the last is there.
  // The request does the same when it is repeated: an agency that the wire failed to reach is asked again.
  template <class Response>
  void CallAll(std::vector<std::string> agencies, const std::string& method, const google::protobuf::Message& request,
               std::function<void(std::vector<absl::StatusOr<Response>>)> done) const;

 private:
  void Send(const std::string& agency, const std::string& method, std::string body, host::AnswerCallback done) const;
  void SendUntilAnswered(const std::string& agency, const std::string& method, std::string body, int attempt,
                         std::function<void(host::RawAnswer)> done) const;

  host::Transport* const transport_;
  const host::ClusterKey key_;
  const std::string process_;
};

template <class Response>
void AgencyCalls::CallAll(std::vector<std::string> agencies, const std::string& method,
                          const google::protobuf::Message& request,
                          std::function<void(std::vector<absl::StatusOr<Response>>)> done) const {
  struct Gathering {
    absl::Mutex mutex;
    std::vector<absl::StatusOr<Response>> answers;
    size_t missing;
    std::function<void(std::vector<absl::StatusOr<Response>>)> done;
  };
  if (agencies.empty()) return done({});
  auto gathering = std::make_shared<Gathering>();
  gathering->answers.resize(agencies.size(), absl::UnknownError("no answer yet"));
  gathering->missing = agencies.size();
  gathering->done = std::move(done);
  for (size_t i = 0; i < agencies.size(); ++i) {
    SendUntilAnswered(agencies[i], method, request.SerializeAsString(), 1, [gathering, i](host::RawAnswer raw) {
      absl::StatusOr<Response> answer = host::CallAnswer{std::move(raw.status), std::move(raw.body)}.As<Response>();
      {
        absl::MutexLock lock(&gathering->mutex);
        gathering->answers[i] = std::move(answer);
        if (--gathering->missing > 0) return;
      }
      gathering->done(std::move(gathering->answers));
    });
  }
}

}  // namespace lienthong::authority
