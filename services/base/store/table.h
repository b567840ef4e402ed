#pragma once

#include <cassert>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/base/store/overlay.h"
#include "services/base/store/page.h"
#include "services/base/store/txn.h"

namespace lienthong::store {

// The rows a table has before anyone changed anything: the nation, computed by function, as the world's record wants
// it. Immutable and thread-safe: one record, one answer.
template <class T>
class Base {
 public:
  using World = control::v1::World;

  virtual ~Base() = default;

  virtual absl::optional<T> Get(const World& world, absl::string_view key) const = 0;

  // The keys of all rows that may have `value` under `index`, in any order; the table rechecks each.
  virtual std::vector<std::string> Find(const World& world, absl::string_view index, absl::string_view value) const {
    return {};
  }

  // Visits the keys at or above `from` in ascending byte order until `visit` returns false.
  virtual void Scan(const World& world, absl::string_view from,
                    absl::FunctionRef<bool(const std::string& key)> visit) const {}
};

template <class T>
struct Index {
  // Not empty, distinct within the table, never renamed: it is part of stored keys.
  std::string name;
  // The values a row is found by; none keeps the row out of the index.
  std::function<std::vector<std::string>(const T&)> values;
  // At most one row per value.
  bool unique = false;
};

// A table of protobuf messages: a base, covered by an overlay of what changed (rows and tombstones) in the world's
// state. Thread-safe and without state of its own; built once with the registry. Rows sort by the bytes of their keys;
// keys are not empty. `name` is distinct within the agency and never renamed.
//
// Rows got or found are validated at commit like any point read, a base row by its not being covered. The *set* Find
// gave is not: see Txn::Guard, or make the index unique, which needs no guard. List and ListBy validate nothing.
template <class T>
class Table {
 public:
  // `base` must outlive the table.
  Table(std::string name, std::function<std::string(const T&)> key, std::vector<Index<T>> indexes = {},
        const Base<T>* base = nullptr)
      : name_(std::move(name)), key_(std::move(key)), indexes_(std::move(indexes)), base_(base), overlay_(name_) {}

  absl::optional<T> Get(Txn& txn, absl::string_view key) const;

  // False when the key or a unique index value is taken; then nothing is written.
  bool Insert(Txn& txn, const T& row) const;

  // Inserts or replaces.
  //   INTERNAL_ERROR  a unique index value belongs to another row; nothing is written. The handler should have looked
  //                   and refused with a reason of its own. Tables without a unique index always give OK.
  absl::Status Put(Txn& txn, const T& row) const;

  // An absent row is no error.
  void Delete(Txn& txn, absl::string_view key) const;

  // The rows with `value` under `index`, in key order. An index the table doesn't declare is a programming error.
  std::vector<T> Find(Txn& txn, absl::string_view index, absl::string_view value) const;

  // The first row Find would give; the natural form for unique indexes.
  absl::optional<T> FindOne(Txn& txn, absl::string_view index, absl::string_view value) const;

  using Filter = absl::FunctionRef<bool(const T&)>;
  static bool All(const T&) { return true; }

  // One page of the rows that `keep` accepts, in key order. `query` says what `keep` tests (the request without its
  // page fields, serialized, does); a token is refused under another query.
  //   INVALID_FIELD       a negative page_size
  //   PAGE_TOKEN_INVALID  not a token of this table, index, value and query
  absl::StatusOr<Page<T>> List(Txn& txn, int page_size, const std::string& page_token, Filter keep = All,
                               absl::string_view query = "") const;

  // The same over the rows with `value` under `index`. A base that can find rows by something finer is asked for
  // `in_base` instead; it must know all of its rows that `keep` accepts under that.
  //   FILTER_NOT_SUPPORTED  the table doesn't declare the index
  absl::StatusOr<Page<T>> ListBy(Txn& txn, absl::string_view index, absl::string_view value, int page_size,
                                 const std::string& page_token, Filter keep = All, absl::string_view query = "",
                                 absl::string_view in_base = "") const;

 private:
  using Places = absl::btree_set<IndexPlace>;
  using KeyVisitor = absl::FunctionRef<bool(const std::string& key)>;

  const Index<T>* IndexNamed(absl::string_view index) const;
  Places PlacesOf(const T& row) const;
  static std::string Encode(const Places& places);
  // Where the overlay has index rows for the row: nowhere when `stored` is none or a tombstone.
  Places OverlayPlaces(const absl::optional<std::string>& stored) const;
  static bool HasValue(const Index<T>& index, const T& row, absl::string_view value);

  absl::optional<T> BaseRow(const Txn& txn, absl::string_view key) const;
  // `stored` is the overlay's word on the row.
  absl::optional<T> Merged(const Txn& txn, const absl::optional<std::string>& stored, absl::string_view key) const;
  // Whether a row other than `key` is at the place of a unique index.
  bool Taken(Txn& txn, const IndexPlace& place, absl::string_view key) const;
  // The unique index in which `row` clashes with another row; null when there is none.
  const std::string* Clash(Txn& txn, const Places& places, absl::string_view key) const;

  // Writes row and index rows, or gives the unique index in which it clashes.
  const std::string* Write(Txn& txn, const std::string& key, const absl::optional<std::string>& stored,
                           const T& row) const;

  // Visits the keys of all rows that may have `value`, in order, tombstones among them; the base's own are those of
  // `in_base`.
  void ScanCandidates(Txn& txn, const Index<T>& index, absl::string_view value, absl::string_view in_base,
                      absl::string_view from, KeyVisitor visit) const;
  absl::Status FilterNotSupported(absl::string_view index) const;
  std::string Query(absl::string_view index, absl::string_view value, absl::string_view query) const;
  // Fills a page from the keys that `scan` visits.
  absl::StatusOr<Page<T>> Fill(Txn& txn, int page_size, const std::string& page_token, Filter keep,
                               const std::string& query, KeyScan scan) const;

  std::string name_;
  std::function<std::string(const T&)> key_;
  std::vector<Index<T>> indexes_;
  const Base<T>* base_;
  Overlay overlay_;
};

}  // namespace lienthong::store

#include "services/base/store/table_impl.h"
