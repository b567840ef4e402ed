#include "gateway/http/server.h"

#include <thread>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gateway/http/handler.h"
#include "gateway/http/meters.h"
#include "gateway/http/socket/asio.h"
#include "gateway/http/socket/session.h"
#include "services/base/admission/admission.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::http {
namespace {

// After accepting has failed (no more file descriptors), the wait before the next try.
constexpr absl::Duration kAcceptPause = absl::Milliseconds(50);
// Connections beyond the limit that are told why at the same time; what is beyond these too is closed without a word.
constexpr size_t kMaxTurnedAway = 256;

absl::Status CannotListen(const ServerOptions& options) {
  return Error(absl::StatusCode::kUnavailable, Reason::PEER_UNREACHABLE)
      .With("peer", absl::StrCat(options.host, ":", options.port));
}

class BeastServer final : public Server {
 public:
  BeastServer(Backend& backend, ServerOptions options)
      : options_(std::move(options)),
        admission_(options_.admission == nullptr ? own_admission_ : *options_.admission),
        handler_(std::make_shared<Handler>(backend)),
        acceptor_(asio::make_strand(io_)),
        pause_(acceptor_.get_executor()) {}
  ~BeastServer() override { Stop(absl::ZeroDuration()); }

  absl::Status Listen();
  int port() const override { return port_; }
  void Measure(metrics::Sheet& sheet) const override { meters_.Measure(sheet); }
  void Stop(absl::Duration grace) override;

 private:
  using Sessions = absl::flat_hash_set<std::shared_ptr<Session>>;

  asio::awaitable<void> Accept();
  void Begin(tcp::socket socket);
  void End(const std::shared_ptr<Session>& session);
  bool Enter(const std::shared_ptr<Session>& session);
  void ForEachSession(void (Session::*action)());
  bool NoSessions() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return sessions_.empty(); }
  void RunThread();

  const ServerOptions options_;
  admission::Admission own_admission_;
  admission::Admission& admission_;
  Meters meters_;
  const std::shared_ptr<Handler> handler_;
  asio::io_context io_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  int port_ = 0;
  std::vector<std::thread> threads_;
  absl::Mutex stop_mutex_;  // one Stop at a time
  absl::Mutex mutex_;
  Sessions sessions_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
};

absl::Status BeastServer::Listen() {
  error_code error;
  tcp::resolver resolver(io_);
  const auto found = resolver.resolve(options_.host, std::to_string(options_.port), tcp::resolver::passive, error);
  if (error || found.empty()) return CannotListen(options_);
  const tcp::endpoint endpoint = *found.begin();
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) port_ = acceptor_.local_endpoint(error).port();
  if (error) return CannotListen(options_);
  asio::co_spawn(
      acceptor_.get_executor(), [this] { return Accept(); }, [](std::exception_ptr) {});
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { RunThread(); });
  return absl::OkStatus();
}

// Sessions catch what they can answer; what is left (no memory) ends its connection, never the process.
void BeastServer::RunThread() {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception&) {
    }
  }
}

asio::awaitable<void> BeastServer::Accept() {
  while (acceptor_.is_open()) {
    error_code error;
    tcp::socket socket = co_await acceptor_.async_accept(asio::any_io_executor(asio::make_strand(io_)), Into(error));
    if (!error) {
      Begin(std::move(socket));
    } else if (acceptor_.is_open()) {
      pause_.expires_after(absl::ToChronoMilliseconds(kAcceptPause));
      co_await pause_.async_wait(Into(error));
    }
  }
}

void BeastServer::Begin(tcp::socket socket) {
  const auto strand = socket.get_executor();
  const auto session = std::make_shared<Session>(std::move(socket), handler_, options_, admission_, meters_);
  if (!Enter(session)) return;
  asio::co_spawn(
      strand, [session] { return session->Run(); }, [this, session](std::exception_ptr) { End(session); });
}

bool BeastServer::Enter(const std::shared_ptr<Session>& session) {
  absl::MutexLock lock(&mutex_);
  // One turned away still needs a session to be told so.
  const auto most = static_cast<size_t>(admission_.limits().connections) + kMaxTurnedAway;
  if (stopping_ || sessions_.size() >= most) return false;
  return sessions_.insert(session).second;
}

void BeastServer::End(const std::shared_ptr<Session>& session) {
  absl::MutexLock lock(&mutex_);
  sessions_.erase(session);
}

void BeastServer::ForEachSession(void (Session::*action)()) {
  absl::MutexLock lock(&mutex_);
  for (const auto& session : sessions_) (session.get()->*action)();
}

void BeastServer::Stop(absl::Duration grace) {
  absl::MutexLock stop_lock(&stop_mutex_);
  if (threads_.empty()) return;
  asio::post(acceptor_.get_executor(), [this] {
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  });
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  ForEachSession(&Session::Finish);
  {
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(this, &BeastServer::NoSessions), grace);
  }
  ForEachSession(&Session::Cut);
  {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &BeastServer::NoSessions));
  }
  // Nothing is left to do: the threads come back by themselves.
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(Backend& backend, ServerOptions options) {
  auto server = std::make_unique<BeastServer>(backend, std::move(options));
  RETURN_IF_ERROR(server->Listen());
  return server;
}

}  // namespace lienthong::http
