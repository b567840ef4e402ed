#pragma once

// The one way to Asio and Beast, for the headers of this folder; only server.cc includes them.
// Asio 1.74's coroutine headers use std::exchange without including it, so <utility> goes first.
// clang-format off
#include <utility>
// clang-format on
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace lienthong::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

// Turns an operation into one that reports its error in `error` instead of throwing.
inline auto Into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

}  // namespace lienthong::http
