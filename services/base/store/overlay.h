#pragma once

#include <string>
#include <vector>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/message_lite.h"
#include "services/base/store/txn.h"

namespace lienthong::store {

// A row's place in an index.
struct IndexPlace {
  std::string index;
  std::string value;
  bool unique = false;

  friend bool operator<(const IndexPlace& a, const IndexPlace& b) {
    return a.index != b.index ? a.index < b.index : a.value < b.value;
  }
};

// Visits keys at or above `from` in ascending order until `visit` returns false.
using KeyScan = absl::FunctionRef<void(absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit)>;

// Visits the keys of both scans in ascending order, a key of both once. Of `first` a stretch of keys is read ahead at
// a time, `second` is scanned once.
void MergeKeys(KeyScan first, KeyScan second, absl::string_view from,
               absl::FunctionRef<bool(const std::string& key)> visit);

// One changed row as it lies in a space, for whoever inspects a space without knowing its tables.
struct StoredRow {
  std::string table;
  std::string key;
  // Covers a row of the base; there is no message.
  bool tombstone = false;
  std::vector<IndexPlace> places;  // `unique` isn't stored, and false
  absl::string_view message;
};

// Nothing for anything but a row of a table in the format below: an index row, a counter, a broken row. `value` must
// outlive the answer.
absl::optional<StoredRow> ReadStoredRow(absl::string_view key, absl::string_view value);

// The untyped half of a Table: how its changed rows lie in a space. For table.h only.
//   Key(table, "", key)             0x01, the row's places, and the serialized message; or 0x00: a tombstone over a row
//                                   of the base. The places say where the row lies in the indexes, so that a row is
//                                   replaced without being parsed: their length in four bytes, big-endian, then the
//                                   parts index and value of each
//   Key(table, index, value, key)   empty, for an index that isn't unique
//   Key(table, index, value)        the row's key, for a unique index
// Index rows stand for rows of the overlay only; the base answers for its own.
class Overlay {
 public:
  explicit Overlay(std::string table) : table_(std::move(table)) {}

  // The stored form: nullopt where the base shows through. Validated at commit, unlike Peek.
  absl::optional<std::string> Get(Txn& txn, absl::string_view key) const;
  absl::optional<std::string> Peek(const Txn& txn, absl::string_view key) const;
  // False for a tombstone.
  static bool Parse(const std::string& stored, google::protobuf::MessageLite* row);
  // The header and the places it announces are all there: false for bytes nobody stored here.
  static bool HasWholeHeader(const std::string& stored);
  // The row's places as they were put; empty for a tombstone.
  static absl::string_view Places(const std::string& stored);

  void Put(Txn& txn, absl::string_view key, absl::string_view places, const google::protobuf::MessageLite& row) const;
  void Bury(Txn& txn, absl::string_view key) const;
  void Erase(Txn& txn, absl::string_view key) const;

  void Enter(Txn& txn, const IndexPlace& place, absl::string_view key) const;
  void Leave(Txn& txn, const IndexPlace& place, absl::string_view key) const;
  // The key of the row at the place of a unique index, validated at commit.
  absl::optional<std::string> Owner(Txn& txn, const IndexPlace& place) const;

  // The keys of rows and tombstones.
  void Scan(Txn& txn, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const;
  // The keys of the rows at `place`.
  void ScanIndex(Txn& txn, const IndexPlace& place, absl::string_view from,
                 absl::FunctionRef<bool(const std::string& key)> visit) const;

 private:
  std::string RowKey(absl::string_view key) const;
  std::string IndexKey(const IndexPlace& place, absl::string_view key) const;

  std::string table_;
};

}  // namespace lienthong::store
