#include "services/base/rpc/health.h"

#include <map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "grpc/health/v1/health.pb.h"
#include "services/base/error/error.h"
#include "services/base/transport/ended_stream.h"

namespace lienthong::host {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using ServingStatus = HealthCheckResponse::ServingStatus;
using Sink = absl::AnyInvocable<void(RawStream::Item)>;

constexpr char kCheck[] = "grpc.health.v1.Health/Check";
constexpr char kWatch[] = "grpc.health.v1.Health/Watch";

std::string Encode(ServingStatus status) {
  HealthCheckResponse response;
  response.set_status(status);
  return response.SerializeAsString();
}

absl::Status Malformed(const char* method) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::MALFORMED_MESSAGE).With("method", method);
}

}  // namespace

// What is known of the services, and who waits to hear of it.
class Health::Board {
 public:
  explicit Board(const std::vector<std::string>& services) {
    statuses_[""] = HealthCheckResponse::SERVING;
    for (const std::string& service : services) statuses_[service] = HealthCheckResponse::SERVING;
  }

  ServingStatus Get(const std::string& service) const {
    absl::MutexLock lock(&mutex_);
    return GetLocked(service);
  }
  void Set(const std::string& service, ServingStatus status);
  void Stop();
  void Ask(Watcher* watcher, Sink done);
  void Leave(Watcher* watcher);

 private:
  using News = std::vector<std::pair<Sink, RawStream::Item>>;

  ServingStatus GetLocked(const std::string& service) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const auto it = statuses_.find(service);
    return it == statuses_.end() ? HealthCheckResponse::SERVICE_UNKNOWN : it->second;
  }
  // What each waiting watcher is to be told now.
  News Gather() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool HasNews(Watcher* watcher, RawStream::Item* item) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  static void Tell(News news) {
    for (auto& [done, item] : news) done(std::move(item));
  }

  mutable absl::Mutex mutex_;
  std::map<std::string, ServingStatus> statuses_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<Watcher*> waiting_ ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
};

// The fields are the board's, under its mutex.
class Health::Watcher : public RawStream {
 public:
  Watcher(std::shared_ptr<Board> board, std::string service) : board_(std::move(board)), service(std::move(service)) {}
  ~Watcher() override { board_->Leave(this); }
  void Next(Sink done) override { board_->Ask(this, std::move(done)); }

 private:
  const std::shared_ptr<Board> board_;

 public:
  const std::string service;
  ServingStatus told = HealthCheckResponse::UNKNOWN;
  Sink done;
};

bool Health::Board::HasNews(Watcher* watcher, RawStream::Item* item) {
  const ServingStatus status = GetLocked(watcher->service);
  if (status != watcher->told) {
    watcher->told = status;
    item->message = Encode(status);
    return true;
  }
  item->end = stopped_;
  if (stopped_) item->status = ServerStopping();
  return stopped_;
}

Health::Board::News Health::Board::Gather() {
  News news;
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    RawStream::Item item;
    const auto watcher = it++;
    if (!HasNews(*watcher, &item)) continue;
    news.emplace_back(std::move((*watcher)->done), std::move(item));
    waiting_.erase(watcher);
  }
  return news;
}

void Health::Board::Set(const std::string& service, ServingStatus status) {
  News news;
  {
    absl::MutexLock lock(&mutex_);
    const auto it = statuses_.find(service);
    if (stopped_ || it == statuses_.end()) return;
    it->second = status;
    news = Gather();
  }
  Tell(std::move(news));
}

void Health::Board::Stop() {
  News news;
  {
    absl::MutexLock lock(&mutex_);
    for (auto& [service, status] : statuses_) status = HealthCheckResponse::NOT_SERVING;
    stopped_ = true;
    news = Gather();
  }
  Tell(std::move(news));
}

void Health::Board::Ask(Watcher* watcher, Sink done) {
  RawStream::Item item;
  {
    absl::MutexLock lock(&mutex_);
    if (!HasNews(watcher, &item)) {
      watcher->done = std::move(done);
      waiting_.insert(watcher);
      return;
    }
  }
  done(std::move(item));
}

void Health::Board::Leave(Watcher* watcher) {
  absl::MutexLock lock(&mutex_);
  waiting_.erase(watcher);
}

Health::Health(const std::vector<std::string>& services) : board_(std::make_shared<Board>(services)) {}
Health::~Health() = default;

void Health::SetServing(const std::string& service, bool serving) {
  board_->Set(service, serving ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING);
}

void Health::Stop() { board_->Stop(); }

std::vector<std::string> Health::Methods() const { return {kCheck, kWatch}; }

void Health::Unary(RawCall call, AnswerCallback done) {
  HealthCheckRequest request;
  if (!request.ParseFromString(call.body)) return done(RawAnswer{Malformed(kCheck), "", {}});
  const ServingStatus status = board_->Get(request.service());
  if (status == HealthCheckResponse::SERVICE_UNKNOWN) {
    return done(RawAnswer{ResourceNotFound("service", request.service()), "", {}});
  }
  done(RawAnswer{absl::OkStatus(), Encode(status), {}});
}

std::unique_ptr<RawStream> Health::Watch(RawCall call) {
  HealthCheckRequest request;
  if (!request.ParseFromString(call.body)) return std::make_unique<EndedStream>(Malformed(kWatch));
  return std::make_unique<Watcher>(board_, request.service());
}

}  // namespace lienthong::host
