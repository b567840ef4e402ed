#include "services/base/store/overlay.h"

#include <cassert>
#include <cstdint>
#include <deque>
#include <utility>

#include "services/base/bytes.h"
#include "services/base/store/key.h"

namespace lienthong::store {
namespace {

constexpr char kTombstone = '\x00';
constexpr char kRow = '\x01';

constexpr size_t kLengthSize = 4;
constexpr size_t kHeaderSize = 1 + kLengthSize;

std::string Serialize(absl::string_view places, const google::protobuf::MessageLite& row) {
  std::string stored(1, kRow);
  const uint32_t length = static_cast<uint32_t>(places.size());
  for (int shift = 24; shift >= 0; shift -= 8) stored.push_back(static_cast<char>(length >> shift));
  stored.append(places.data(), places.size());
  AppendBytes(row, &stored);
  return stored;
}

uint32_t PlacesLength(const std::string& stored) {
  uint32_t length = 0;
  for (size_t i = 1; i < kHeaderSize; ++i) length = length << 8 | static_cast<uint8_t>(stored[i]);
  return length;
}

// Visits the last parts of the keys that begin with `prefix`, from the key `from` on.
void ScanLastParts(Txn& txn, const std::string& prefix, const std::string& from,
                   absl::FunctionRef<bool(const std::string& key)> visit) {
  txn.Scan(from, PrefixEnd(prefix), [&](absl::string_view key, absl::string_view value) {
    const auto last = KeyReader(key.substr(prefix.size())).Text();
    assert(last.has_value());
    return visit(*last);
  });
}

// Reads a scan a stretch at a time, so that it can be merged with another.
class KeyCursor {
 public:
  KeyCursor(KeyScan scan, absl::string_view from) : scan_(scan), from_(from) {}

  // Null at the end. Valid until the next call of Pop.
  const std::string* Peek() {
    if (ahead_.empty() && !ended_) Refill();
    return ahead_.empty() ? nullptr : &ahead_.front();
  }
  void Pop() { ahead_.pop_front(); }

 private:
  void Refill() {
    constexpr size_t kStretch = 64;
    ended_ = true;
    scan_(from_, [this](const std::string& key) {
      ahead_.push_back(key);
      ended_ = ahead_.size() < kStretch;
      return ended_;
    });
    if (!ended_) from_ = KeyAbove(ahead_.back());
  }

  const KeyScan scan_;
  std::string from_;
  std::deque<std::string> ahead_;
  bool ended_ = false;
};

}  // namespace

void MergeKeys(KeyScan first, KeyScan second, absl::string_view from,
               absl::FunctionRef<bool(const std::string& key)> visit) {
  KeyCursor cursor(first, from);
  bool more = true;
  const auto visit_first_below = [&](const std::string* end) {
    for (const std::string* key = cursor.Peek(); more && key != nullptr && (end == nullptr || *key < *end);
         key = cursor.Peek()) {
      more = visit(*key);
      cursor.Pop();
    }
  };
  second(from, [&](const std::string& key) {
    visit_first_below(&key);
    if (!more) return false;
    if (const std::string* same = cursor.Peek(); same != nullptr && *same == key) cursor.Pop();
    return more = visit(key);
  });
  visit_first_below(nullptr);
}

absl::optional<StoredRow> ReadStoredRow(absl::string_view key, absl::string_view value) {
  KeyReader parts(key);
  StoredRow row;
  const auto table = parts.Text();
  const auto index = parts.Text();
  const auto last = parts.Text();
  if (!table || !index || !index->empty() || !last || last->empty() || !parts.rest().empty()) return absl::nullopt;
  row.table = *table;
  row.key = *last;
  row.tombstone = value == absl::string_view(&kTombstone, 1);
  if (row.tombstone) return row;
  if (value.size() < kHeaderSize || value[0] != kRow) return absl::nullopt;
  const std::string stored(value);
  const absl::string_view places = Overlay::Places(stored);
  KeyReader reader(places);
  while (!reader.rest().empty()) {
    auto name = reader.Text();
    auto place = reader.Text();
    if (!name || !place) return absl::nullopt;
    row.places.push_back({*std::move(name), *std::move(place)});
  }
  row.message = value.substr(kHeaderSize + places.size());
  return row;
}

std::string Overlay::RowKey(absl::string_view key) const { return Key(table_, "", key); }

std::string Overlay::IndexKey(const IndexPlace& place, absl::string_view key) const {
  return place.unique ? Key(table_, place.index, place.value) : Key(table_, place.index, place.value, key);
}

absl::optional<std::string> Overlay::Get(Txn& txn, absl::string_view key) const { return txn.Get(RowKey(key)); }

absl::optional<std::string> Overlay::Peek(const Txn& txn, absl::string_view key) const { return txn.Peek(RowKey(key)); }

bool Overlay::Parse(const std::string& stored, google::protobuf::MessageLite* row) {
  assert(!stored.empty());
  if (stored[0] == kTombstone) return false;
  const size_t begin = kHeaderSize + Places(stored).size();
  const bool parsed = row->ParseFromArray(stored.data() + begin, static_cast<int>(stored.size() - begin));
  assert(parsed);
  return parsed;
}

bool Overlay::HasWholeHeader(const std::string& stored) {
  return stored.size() >= kHeaderSize && stored.size() - kHeaderSize >= PlacesLength(stored);
}

absl::string_view Overlay::Places(const std::string& stored) {
  assert(!stored.empty());
  if (stored[0] == kTombstone) return {};
  return absl::string_view(stored).substr(kHeaderSize, PlacesLength(stored));
}

void Overlay::Put(Txn& txn, absl::string_view key, absl::string_view places,
                  const google::protobuf::MessageLite& row) const {
  txn.Put(RowKey(key), Serialize(places, row));
}

void Overlay::Bury(Txn& txn, absl::string_view key) const { txn.Put(RowKey(key), std::string(1, kTombstone)); }

void Overlay::Erase(Txn& txn, absl::string_view key) const { txn.Delete(RowKey(key)); }

void Overlay::Enter(Txn& txn, const IndexPlace& place, absl::string_view key) const {
  txn.Put(IndexKey(place, key), place.unique ? std::string(key) : std::string());
}

void Overlay::Leave(Txn& txn, const IndexPlace& place, absl::string_view key) const {
  txn.Delete(IndexKey(place, key));
}

absl::optional<std::string> Overlay::Owner(Txn& txn, const IndexPlace& place) const {
  return txn.Get(IndexKey(place, ""));
}

void Overlay::Scan(Txn& txn, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  ScanLastParts(txn, Key(table_, ""), RowKey(from), visit);
}

void Overlay::ScanIndex(Txn& txn, const IndexPlace& place, absl::string_view from,
                        absl::FunctionRef<bool(const std::string& key)> visit) const {
  if (!place.unique) return ScanLastParts(txn, Key(table_, place.index, place.value), IndexKey(place, from), visit);
  if (const auto owner = txn.Peek(IndexKey(place, "")); owner && *owner >= from) visit(*owner);
}

}  // namespace lienthong::store
