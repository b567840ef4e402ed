#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// The rules of every paginated list, in one place.
namespace lienthong::store {

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1000;
// A page ends here even when it isn't full, so that a rare match in a large nation doesn't hold the server up.
inline constexpr int kMaxExaminedPerPage = 10'000;

template <class T>
struct Page {
  std::vector<T> rows;
  // Empty on the last page. A page may be short, even empty, and still have a successor.
  std::string next_page_token;
};

// The answer of a list method: the page's rows, each as `shown` gives it, and its token.
//   return store::FillPage(std::move(page), &v1::ListCardsResponse::mutable_cards);
template <class Row, class Rows, class Response, class Shown = std::identity>
Response FillPage(Page<Row> page, Rows* (Response::*rows)(), const Shown& shown = {}) {
  Response response;
  for (Row& row : page.rows) *(response.*rows)()->Add() = std::invoke(shown, std::move(row));
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

// The number of rows to give: the default for 0, at most the maximum.
//   INVALID_FIELD  a negative size
absl::StatusOr<int> PageSize(int requested);

// A page token is the key of the last row given, bound to the query it belongs to: everything the caller asked for but
// size and token. It survives restarts and insertions; a row that is there throughout is given exactly once.
std::string PageToken(absl::string_view query, absl::string_view last_key);

// The last key; empty for an empty token (keys of rows are never empty).
//   PAGE_TOKEN_INVALID  not a token of ours, or of another query
absl::StatusOr<std::string> LastKey(absl::string_view query, absl::string_view page_token);

}  // namespace lienthong::store
