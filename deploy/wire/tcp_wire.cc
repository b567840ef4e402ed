#include "deploy/wire/tcp_wire.h"

#include <algorithm>
#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <functional>
#include <set>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "services/base/status.h"

namespace lienthong::wire {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Trouble = boost::system::error_code;

constexpr size_t kStretch = 16 * 1024;
// With a limited bandwidth bytes go in stretches of this part of a second, not in one lump.
constexpr int kStretchesPerSecond = 20;

absl::StatusOr<tcp::endpoint> EndpointOf(const std::string& address) {
  const size_t colon = address.rfind(':');
  int port = 0;
  Trouble trouble;
  const auto host = asio::ip::make_address(address.substr(0, colon), trouble);
  if (colon == std::string::npos || trouble || !absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 0 ||
      port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", address, "\" is no numeric HOST:PORT, such as 127.0.0.1:7004"));
  }
  return tcp::endpoint(host, static_cast<uint16_t>(port));
}

// An RST instead of a FIN: the other side sees "connection reset".
void Break(tcp::socket& socket) {
  Trouble ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

}  // namespace

// Everything of it but its counters lives on one thread, that of its io_context.
class TcpWire::Inside {
 public:
  Inside(tcp::endpoint listen, tcp::endpoint to, const Weather& weather)
      : to_(std::move(to)), endpoint_(std::move(listen)), weather_(weather), acceptor_(io_) {}

  ~Inside() {
    io_.stop();
    if (thread_.joinable()) thread_.join();
  }

  // The port is bound even when the first weather refuses, so that it is this wire's.
  absl::Status Open() {
    RETURN_IF_ERROR(Listen());
    endpoint_ = acceptor_.local_endpoint();
    address_ = absl::StrCat(endpoint_.address().to_string(), ":", endpoint_.port());
    if (weather_.refused) acceptor_.close();
    thread_ = std::thread([this] { io_.run(); });
    return absl::OkStatus();
  }

  const std::string& address() const { return address_; }

  absl::Status Set(const Weather& weather) {
    return OnThread([this, weather]() -> absl::Status {
      weather_ = weather;
      if (weather.refused) {
        Trouble ignored;
        acceptor_.close(ignored);
        BreakAll();
        return absl::OkStatus();
      }
      return acceptor_.is_open() ? absl::OkStatus() : Listen();
    });
  }

  void Reset() {
    (void)OnThread([this] {
      BreakAll();
      return absl::OkStatus();
    });
  }

  Counts counts() const {
    absl::MutexLock lock(&mutex_);
    return counts_;
  }

 private:
  class Connection;

  absl::Status OnThread(std::function<absl::Status()> work) {
    absl::Notification done;
    absl::Status status;
    asio::post(io_, [&] {
      status = work();
      done.Notify();
    });
    done.WaitForNotification();
    return status;
  }

  absl::Status Listen() {
    Trouble trouble;
    acceptor_.open(endpoint_.protocol(), trouble);
    if (!trouble) acceptor_.set_option(tcp::acceptor::reuse_address(true), trouble);
    if (!trouble) acceptor_.bind(endpoint_, trouble);
    if (!trouble) acceptor_.listen(asio::socket_base::max_listen_connections, trouble);
    if (trouble) {
      Trouble ignored;
      acceptor_.close(ignored);
      return absl::UnavailableError(absl::StrCat("can't listen on ", endpoint_.address().to_string(), ":",
                                                 endpoint_.port(), ": ", trouble.message()));
    }
    Accept();
    return absl::OkStatus();
  }

  void Accept();
  void BreakAll();

  template <class Change>
  void Count(Change change) {
    absl::MutexLock lock(&mutex_);
    change(counts_);
  }

  const tcp::endpoint to_;
  tcp::endpoint endpoint_;
  std::string address_;
  Weather weather_;
  mutable absl::Mutex mutex_;
  Counts counts_ ABSL_GUARDED_BY(mutex_);
  asio::io_context io_;
  std::set<std::shared_ptr<Connection>> connections_;
  const asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  tcp::acceptor acceptor_;
  std::thread thread_;
};

// One client, one connection to the server, bytes each way. The wire owns it until it ends.
class TcpWire::Inside::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Inside& wire, tcp::socket client)
      : wire_(wire), client_(std::move(client)), server_(wire.io_), up_(wire.io_), down_(wire.io_) {}

  void Start() {
    server_.async_connect(wire_.to_, [self = shared_from_this()](Trouble trouble) {
      if (trouble) return self->Reset();
      self->Carry(self->client_, self->server_, self->up_);
      self->Carry(self->server_, self->client_, self->down_);
    });
  }

  void Reset() {
    if (ended_) return;
    wire_.Count([](Counts& counts) { ++counts.resets; });
    Break(client_);
    Break(server_);
    End();
  }

 private:
  // Bytes of one direction on their way.
  struct Way {
    explicit Way(asio::io_context& io) : pause(io) {}
    std::array<char, kStretch> bytes;
    asio::steady_timer pause;
    bool over = false;
  };

  void Carry(tcp::socket& from, tcp::socket& to, Way& way) {
    from.async_read_some(asio::buffer(way.bytes.data(), StretchNow()),
                         [self = shared_from_this(), &from, &to, &way](Trouble trouble, size_t size) {
                           trouble ? self->Over(to, way, trouble) : self->HoldBack(from, to, way, size);
                         });
  }

  size_t StretchNow() const {
    const int64_t rate = wire_.weather_.bytes_per_second;
    if (rate == 0) return kStretch;
    return static_cast<size_t>(std::clamp<int64_t>(rate / kStretchesPerSecond, 1, kStretch));
  }

  void HoldBack(tcp::socket& from, tcp::socket& to, Way& way, size_t size) {
    absl::Duration wait = wire_.weather_.latency;
    if (const int64_t rate = wire_.weather_.bytes_per_second; rate > 0) {
      wait += absl::Seconds(1) * static_cast<double>(size) / static_cast<double>(rate);
    }
    if (wait == absl::ZeroDuration()) return PassOn(from, to, way, size);
    way.pause.expires_after(absl::ToChronoNanoseconds(wait));
    way.pause.async_wait([self = shared_from_this(), &from, &to, &way, size](Trouble trouble) {
      if (!trouble) self->PassOn(from, to, way, size);
    });
  }

  void PassOn(tcp::socket& from, tcp::socket& to, Way& way, size_t size) {
    if (wire_.weather_.half_open) {
      wire_.Count([size](Counts& counts) { counts.lost += static_cast<int64_t>(size); });
      return Carry(from, to, way);
    }
    const bool down = &way == &down_;
    const absl::optional<int64_t> limit = down ? wire_.weather_.reset_after : absl::nullopt;
    const bool last = limit && down_bytes_ + static_cast<int64_t>(size) >= *limit;
    if (last) size = static_cast<size_t>(std::max<int64_t>(*limit - down_bytes_, 0));
    if (down) down_bytes_ += static_cast<int64_t>(size);
    asio::async_write(to, asio::buffer(way.bytes.data(), size),
                      [self = shared_from_this(), &from, &to, &way, down, last](Trouble trouble, size_t written) {
                        self->wire_.Count([down, written](Counts& counts) {
                          (down ? counts.to_client : counts.to_server) += static_cast<int64_t>(written);
                        });
                        if (last) return self->Reset();
                        trouble ? self->Over(to, way, trouble) : self->Carry(from, to, way);
                      });
  }

  // An end of the stream is passed on, other trouble is passed on as a reset; in half-open weather neither.
  void Over(tcp::socket& to, Way& way, Trouble trouble) {
    way.over = true;
    Trouble ignored;
    if (!wire_.weather_.half_open) {
      trouble == asio::error::eof ? (void)to.shutdown(tcp::socket::shutdown_send, ignored) : Break(to);
    }
    if (up_.over && down_.over) End();
  }

  void End() {
    ended_ = true;
    up_.pause.cancel();
    down_.pause.cancel();
    wire_.connections_.erase(shared_from_this());
  }

  Inside& wire_;
  tcp::socket client_;
  tcp::socket server_;
  Way up_;
  Way down_;
  int64_t down_bytes_ = 0;
  bool ended_ = false;
};

void TcpWire::Inside::Accept() {
  acceptor_.async_accept([this](Trouble trouble, tcp::socket client) {
    if (!acceptor_.is_open()) return;
    if (!trouble) {
      Count([](Counts& counts) { ++counts.connections; });
      const auto connection = std::make_shared<Connection>(*this, std::move(client));
      connections_.insert(connection);
      connection->Start();
    }
    Accept();
  });
}

void TcpWire::Inside::BreakAll() {
  const std::set<std::shared_ptr<Connection>> all = connections_;
  for (const auto& connection : all) connection->Reset();
}

absl::StatusOr<std::unique_ptr<TcpWire>> TcpWire::Open(const std::string& listen, const std::string& to,
                                                       const Weather& weather) {
  ASSIGN_OR_RETURN(tcp::endpoint here, EndpointOf(listen));
  ASSIGN_OR_RETURN(tcp::endpoint there, EndpointOf(to));
  auto inside = std::make_unique<Inside>(std::move(here), std::move(there), weather);
  RETURN_IF_ERROR(inside->Open());
  return std::unique_ptr<TcpWire>(new TcpWire(std::move(inside)));
}

TcpWire::TcpWire(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
TcpWire::~TcpWire() { inside_->Reset(); }
const std::string& TcpWire::address() const { return inside_->address(); }
absl::Status TcpWire::Set(const Weather& weather) { return inside_->Set(weather); }
void TcpWire::Reset() { inside_->Reset(); }
TcpWire::Counts TcpWire::counts() const { return inside_->counts(); }

}  // namespace lienthong::wire
