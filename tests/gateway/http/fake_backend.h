#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gateway/http/backend.h"
#include "gateway/http/message.h"
#include "google/protobuf/descriptor.h"
#include "grpc/health/v1/health.pb.h"
#include "services/base/error/error.h"

namespace lienthong::http {

// A stream that gives what the test puts in, in order, and tells whether it was cancelled.
class FakeStreamState {
 public:
  void Send(Stream::Event event) {
    absl::AnyInvocable<void(Stream::Event)> waiting;
    {
      absl::MutexLock lock(&mutex_);
      if (!waiting_) {
        events_.push_back(std::move(event));
        return;
      }
      waiting = std::exchange(waiting_, nullptr);
    }
    waiting(std::move(event));
  }
  void SendStatus(grpc::health::v1::HealthCheckResponse::ServingStatus status) {
    grpc::health::v1::HealthCheckResponse response;
    response.set_status(status);
    Send({response.SerializeAsString(), absl::OkStatus()});
  }
  void End(absl::Status status) { Send({absl::nullopt, std::move(status)}); }

  void Next(absl::AnyInvocable<void(Stream::Event)> done) {
    absl::optional<Stream::Event> event;
    {
      absl::MutexLock lock(&mutex_);
      if (events_.empty()) {
        waiting_ = std::move(done);
        return;
      }
      event = std::move(events_.front());
      events_.pop_front();
    }
    done(*std::move(event));
  }
  void Cancel() {
    absl::AnyInvocable<void(Stream::Event)> dropped;
    absl::MutexLock lock(&mutex_);
    cancelled_ = true;
    dropped = std::exchange(waiting_, nullptr);
  }
  void AwaitCancelled() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&cancelled_));
  }

 private:
  absl::Mutex mutex_;
  std::deque<Stream::Event> events_;
  absl::AnyInvocable<void(Stream::Event)> waiting_;
  bool cancelled_ = false;
};

class FakeStream : public Stream {
 public:
  explicit FakeStream(std::shared_ptr<FakeStreamState> state) : state_(std::move(state)) {}
  ~FakeStream() override { state_->Cancel(); }
  void Next(absl::AnyInvocable<void(Event)> done) override { state_->Next(std::move(done)); }

 private:
  std::shared_ptr<FakeStreamState> state_;
};

// Serves grpc.health.v1.Health: Check echoes SERVING for the service "known" and refuses others; a call for the
// service "later" is held until Release.
class FakeBackend : public Backend {
 public:
  using Health = grpc::health::v1::HealthCheckResponse;

  void Call(std::string method, Metadata metadata, std::string body, absl::Duration timeout,
            absl::AnyInvocable<void(Answer)> done) override {
    grpc::health::v1::HealthCheckRequest request;
    request.ParseFromString(body);
    {
      absl::MutexLock lock(&mutex_);
      last_method = std::move(method);
      last_metadata = std::move(metadata);
      last_timeout = timeout;
      ++calls;
      if (request.service() == "later") {
        held_.push_back(std::move(done));
        return;
      }
    }
    done(AnswerTo(request.service()));
  }

  std::unique_ptr<Stream> Watch(std::string method, Metadata metadata, std::string body) override {
    absl::MutexLock lock(&mutex_);
    last_method = std::move(method);
    last_metadata = std::move(metadata);
    last_body = std::move(body);
    streams.push_back(std::make_shared<FakeStreamState>());
    return std::make_unique<FakeStream>(streams.back());
  }

  void PutFile(Metadata, Upload upload, absl::AnyInvocable<void(absl::StatusOr<StoredFile>)> done) override {
    StoredFile file{"file-1", upload.name, upload.media_type, upload.sha256,
                    static_cast<std::int64_t>(upload.bytes.size())};
    {
      absl::MutexLock lock(&mutex_);
      files[file.file_id] = {file, std::move(upload.bytes)};
    }
    done(file);
  }
  void GetFile(Metadata, std::string file_id, absl::AnyInvocable<void(absl::StatusOr<Download>)> done) override {
    absl::StatusOr<Download> found = ResourceNotFound("file", file_id);
    {
      absl::MutexLock lock(&mutex_);
      if (const auto file = files.find(file_id); file != files.end()) found = file->second;
    }
    done(std::move(found));
  }

  std::vector<std::string> Services() const override { return services; }
  const google::protobuf::DescriptorPool& Descriptors() const override { return *pool; }
  std::vector<Agency> Agencies() const override { return agencies; }
  std::string MetricsText() const override { return "lienthong_calls_total 1\n"; }
  bool Healthy() const override { return healthy; }

  void AwaitHeld(size_t count) {
    absl::MutexLock lock(&mutex_);
    const auto enough = [this, count] { return held_.size() >= count; };
    mutex_.Await(absl::Condition(&enough));
  }
  void Release() {
    std::vector<absl::AnyInvocable<void(Answer)>> held;
    {
      absl::MutexLock lock(&mutex_);
      held.swap(held_);
    }
    for (auto& done : held) done(AnswerTo("known"));
  }
  std::shared_ptr<FakeStreamState> AwaitStream(size_t index) {
    absl::MutexLock lock(&mutex_);
    const auto opened = [this, index] { return streams.size() > index; };
    mutex_.Await(absl::Condition(&opened));
    return streams[index];
  }

  const google::protobuf::DescriptorPool* pool = google::protobuf::DescriptorPool::generated_pool();
  std::vector<std::string> services = {"grpc.health.v1.Health"};
  std::vector<Agency> agencies;
  bool healthy = true;
  Metadata trailers;
  std::string last_method, last_body;
  Metadata last_metadata;
  absl::Duration last_timeout;
  int calls = 0;
  std::vector<std::shared_ptr<FakeStreamState>> streams;
  std::map<std::string, Download> files;

 private:
  Answer AnswerTo(const std::string& service) const {
    if (service != "known") return {ResourceNotFound("service", service), "", trailers};
    Health response;
    response.set_status(Health::SERVING);
    return {absl::OkStatus(), response.SerializeAsString(), trailers};
  }

  absl::Mutex mutex_;
  std::vector<absl::AnyInvocable<void(Answer)>> held_;
};

}  // namespace lienthong::http
