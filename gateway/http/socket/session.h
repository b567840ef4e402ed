#pragma once

#include <chrono>
#include <limits>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "gateway/http/connect/events.h"
#include "gateway/http/errors.h"
#include "gateway/http/handler.h"
#include "gateway/http/meters.h"
#include "gateway/http/server.h"
#include "gateway/http/socket/asio.h"
#include "gateway/http/socket/slot.h"
#include "gateway/http/socket/wire.h"
#include "services/base/admission/admission.h"
#include "services/base/error/error.h"

namespace lienthong::http {

// Session is one connection: it reads a request, waits for its answer, writes it, and goes on with the next, so
// pipelined requests are answered in their order. Everything runs on the session's strand.
class Session : public std::enable_shared_from_this<Session> {
 public:
  // `admission` and `meters` outlive the session.
  Session(tcp::socket socket, std::shared_ptr<Handler> handler, const ServerOptions& options,
          admission::Admission& admission, Meters& meters)
      : socket_(std::move(socket)),
        handler_(std::move(handler)),
        options_(options),
        admission_(admission),
        meters_(meters),
        room_(admission.AdmitConnection(&place_)),
        timer_(socket_.get_executor()) {}

  // Serves until either side closes. Holds no reference to itself: keep one.
  asio::awaitable<void> Run();

  // Both may be called on any thread. Finish: nothing new, but what runs may end. Cut: at once.
  void Finish() { OnStrand(&Session::FinishHere); }
  void Cut() { OnStrand(&Session::CutHere); }

 private:
  using Parser = beast::http::request_parser<beast::http::string_body>;

  // Clients with a large body may wait for a word before they send it.
  static bool AwaitsGoAhead(const Parser& parser) {
    const auto expect = parser.get()[beast::http::field::expect];
    return beast::iequals(expect, "100-continue");
  }

  // A body in chunks may become as large as is allowed; without a length and chunks there is none.
  static std::size_t BytesExpected(const Parser& parser, std::size_t limit) { return parser.chunked() ? limit : 0; }

  // What reading a request came to.
  enum class Read {
    kRequest,
    kRefused,  // answer `refusal_`, then close
    kClosed,
  };

  asio::awaitable<Read> ReadRequest();
  asio::awaitable<bool> AwaitFirstByte();
  asio::awaitable<Read> ReadBody(Parser& parser);
  Read Failed(const error_code& error, const Parser& parser);
  Read Refuse(HttpResponse response);
  asio::awaitable<Reply> Answer(HttpRequest request);
  asio::awaitable<void> TurnAway(HttpResponse response);
  asio::awaitable<bool> Write(HttpResponse response, bool is_head, bool keep_alive);
  asio::awaitable<void> WriteEvents(Reply reply);
  asio::awaitable<bool> WriteText(std::string text);
  asio::awaitable<void> AwaitHangUp();
  asio::awaitable<void> Linger();

  void CountAnswer(int status) { meters_.Count(status, (std::chrono::steady_clock::now() - asked_).count()); }
  void OnStrand(void (Session::*action)());
  void FinishHere();
  void CutHere();
  void Limit(absl::Duration limit);
  void NoLimit() {
    ++limit_round_;
    timer_.cancel();
  }
  void Close();

  tcp::socket socket_;
  const std::shared_ptr<Handler> handler_;
  const ServerOptions options_;
  admission::Admission& admission_;
  Meters& meters_;
  // The connection's own, and that of the body being read or answered.
  admission::Place place_;
  admission::Place body_place_;
  const absl::Status room_;
  // When the request was read.
  std::chrono::steady_clock::time_point asked_ = std::chrono::steady_clock::now();
  asio::steady_timer timer_;
  std::uint64_t limit_round_ = 0;  // tells a limit that fired late from the current one
  bool limit_passed_ = false;
  beast::flat_buffer buffer_;
  HttpRequest request_;
  HttpResponse refusal_;
  bool keep_alive_ = true;
  bool idle_ = true;
  bool finishing_ = false;
  Waiter<Reply>* answer_ = nullptr;                        // while an answer is waited for
  Waiter<absl::optional<std::string>>* events_ = nullptr;  // while events are sent
};

inline asio::awaitable<void> Session::Run() {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  if (!room_.ok()) co_await TurnAway(handler_->Refusal(room_));
  while (!finishing_ && room_.ok()) {
    const Read read = co_await ReadRequest();
    if (read == Read::kClosed) break;
    asked_ = std::chrono::steady_clock::now();
    if (read == Read::kRefused) {
      co_await TurnAway(std::move(refusal_));
      break;
    }
    const bool is_head = request_.method == "HEAD";
    Reply reply = co_await Answer(std::move(request_));
    body_place_.GiveBack();
    if (!socket_.is_open()) break;
    if (reply.events != nullptr) {
      co_await WriteEvents(std::move(reply));
      break;
    }
    const bool keep_alive = keep_alive_ && !finishing_;
    const bool written = co_await Write(std::move(reply.response), is_head, keep_alive);
    if (!written || !keep_alive) break;
  }
  Close();
}

inline asio::awaitable<void> Session::TurnAway(HttpResponse response) {
  co_await Write(std::move(response), false, false);
  co_await Linger();
}

inline asio::awaitable<bool> Session::AwaitFirstByte() {
  if (buffer_.size() > 0) co_return true;
  idle_ = true;
  Limit(options_.idle_timeout);
  error_code error;
  co_await socket_.async_wait(tcp::socket::wait_read, Into(error));
  idle_ = false;
  co_return !error && !finishing_;
}

inline asio::awaitable<Session::Read> Session::ReadRequest() {
  const bool begun = co_await AwaitFirstByte();
  if (!begun) co_return Read::kClosed;
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(options_.max_header_bytes));
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());  // set when the path is known
  Limit(options_.head_timeout);
  error_code error;
  co_await beast::http::async_read_header(socket_, buffer_, parser, Into(error));
  if (error) co_return Failed(error, parser);
  const Read read = co_await ReadBody(parser);
  NoLimit();
  if (read == Read::kRequest) {
    keep_alive_ = parser.get().keep_alive();
    request_ = FromWire(parser.release());
  }
  co_return read;
}

inline asio::awaitable<Session::Read> Session::ReadBody(Parser& parser) {
  const std::string method(parser.get().method_string());
  const std::string target(parser.get().target());
  const std::size_t limit = Handler::BodyLimit(method, target);
  const auto announced = parser.content_length();
  if (announced && *announced > limit) co_return Refuse(handler_->BodyTooLarge(method, target));
  parser.body_limit(limit);
  const absl::Status room = admission_.AdmitBytes(announced ? *announced : BytesExpected(parser, limit), &body_place_);
  if (!room.ok()) co_return Refuse(handler_->Refusal(room));
  if (AwaitsGoAhead(parser)) co_await WriteText("HTTP/1.1 100 Continue\r\n\r\n");
  Limit(options_.body_timeout);
  error_code error;
  co_await beast::http::async_read(socket_, buffer_, parser, Into(error));
  if (error == beast::http::error::body_limit) co_return Refuse(handler_->BodyTooLarge(method, target));
  co_return error ? Failed(error, parser) : Read::kRequest;
}

inline Session::Read Session::Failed(const error_code& error, const Parser& parser) {
  namespace code = beast::http;
  if (limit_passed_) {
    const absl::Duration limit = parser.is_header_done() ? options_.body_timeout : options_.head_timeout;
    return Refuse(handler_->Refusal(RequestTooSlow(absl::FormatDuration(limit))));
  }
  if (error == code::error::end_of_stream || error == code::error::partial_message) return Read::kClosed;
  if (error == code::error::header_limit || error == code::error::buffer_overflow) {
    return Refuse(handler_->Refusal(HeadersTooLarge(options_.max_header_bytes)));
  }
  const bool is_protocol = error.category() == code::make_error_code(code::error::bad_method).category();
  return is_protocol ? Refuse(handler_->Refusal(HttpMalformed(error.message()))) : Read::kClosed;
}

inline Session::Read Session::Refuse(HttpResponse response) {
  refusal_ = std::move(response);
  return Read::kRefused;
}

inline asio::awaitable<Reply> Session::Answer(HttpRequest request) {
  Waiter<Reply> waiter(socket_.get_executor());
  answer_ = &waiter;
  try {
    handler_->Handle(std::move(request),
                     [handler = handler_, slot = waiter.slot()](Reply reply) { slot->Put(std::move(reply)); });
  } catch (const std::exception&) {
    waiter.slot()->Put({handler_->Refusal(InternalError("exception in the HTTP handler"))});
  }
  auto reply = co_await waiter.Wait(absl::InfiniteDuration());
  answer_ = nullptr;
  co_return reply ? *std::move(reply) : Reply{};
}

inline asio::awaitable<bool> Session::Write(HttpResponse response, bool is_head, bool keep_alive) {
  CountAnswer(response.status);
  Limit(options_.write_timeout);
  error_code error;
  if (is_head || response.status == 204) {
    auto wire = BodilessToWire(response, keep_alive);
    beast::http::response_serializer<beast::http::empty_body> serializer(wire);
    co_await beast::http::async_write_header(socket_, serializer, Into(error));
  } else {
    auto wire = ToWire(std::move(response), keep_alive);
    co_await beast::http::async_write(socket_, wire, Into(error));
  }
  NoLimit();
  co_return !error;
}

inline asio::awaitable<bool> Session::WriteText(std::string text) {
  Limit(options_.write_timeout);
  error_code error;
  co_await asio::async_write(socket_, asio::buffer(text), Into(error));
  NoLimit();
  co_return !error;
}

inline asio::awaitable<void> Session::WriteEvents(Reply reply) {
  CountAnswer(reply.response.status);
  // The end of the connection is the end of the stream.
  auto head = HeadToWire<beast::http::empty_body>(reply.response, false);
  beast::http::response_serializer<beast::http::empty_body> serializer(head);
  error_code error;
  Limit(options_.write_timeout);
  co_await beast::http::async_write_header(socket_, serializer, Into(error));
  NoLimit();
  Waiter<absl::optional<std::string>> waiter(socket_.get_executor());
  events_ = &waiter;
  if (finishing_) waiter.Cancel();
  asio::co_spawn(
      socket_.get_executor(), [self = shared_from_this()] { return self->AwaitHangUp(); }, [](std::exception_ptr) {});
  const auto ask = [&] {
    reply.events->Next(
        [handler = handler_, slot = waiter.slot()](absl::optional<std::string> event) { slot->Put(std::move(event)); });
  };
  bool open = !error;
  if (open) ask();
  while (open && !waiter.cancelled()) {
    auto event = co_await waiter.Wait(options_.heartbeat);
    if (waiter.cancelled()) break;
    if (!event) {
      open = co_await WriteText(kHeartbeatEvent);
    } else if (!*event) {
      open = false;
    } else {
      open = co_await WriteText(**std::move(event));
      if (open) ask();
    }
  }
  events_ = nullptr;
  if (finishing_ && socket_.is_open()) co_await WriteText(reply.events->Goodbye());
}

// Ends the events when the client goes away, without waiting for a write to fail. What it sends is not read as a
// request: the connection closes after the stream.
inline asio::awaitable<void> Session::AwaitHangUp() {
  char bytes[256];
  error_code error;
  while (!error) co_await socket_.async_read_some(asio::buffer(bytes), Into(error));
  if (events_ != nullptr) events_->Cancel();
}

// Reads what the client still sends, for a while: closing on unread bytes would reset the connection and could take
// the answer with it.
inline asio::awaitable<void> Session::Linger() {
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  Limit(absl::Seconds(5));
  std::string bytes(64 << 10, '\0');
  while (!error) co_await socket_.async_read_some(asio::buffer(bytes), Into(error));
  NoLimit();
}

inline void Session::OnStrand(void (Session::*action)()) {
  asio::post(socket_.get_executor(), [self = shared_from_this(), action] { (self.get()->*action)(); });
}

inline void Session::FinishHere() {
  finishing_ = true;
  if (idle_) Close();
  if (events_ != nullptr) events_->Cancel();
}

inline void Session::CutHere() {
  FinishHere();
  Close();
  if (answer_ != nullptr) answer_->Cancel();
}

// Cancels the operation that runs when `limit` is over, unless another limit has begun.
inline void Session::Limit(absl::Duration limit) {
  limit_passed_ = false;
  timer_.expires_after(absl::ToChronoMilliseconds(limit));
  timer_.async_wait([self = shared_from_this(), round = ++limit_round_](const error_code& error) {
    if (error || round != self->limit_round_) return;
    self->limit_passed_ = true;
    error_code ignored;
    self->socket_.cancel(ignored);
  });
}

inline void Session::Close() {
  NoLimit();
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
}

}  // namespace lienthong::http
