#pragma once

// The bodies of Table; included by table.h alone.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/table.h"

namespace lienthong::store {

template <class T>
const Index<T>* Table<T>::IndexNamed(absl::string_view index) const {
  for (const Index<T>& declared : indexes_) {
    if (declared.name == index) return &declared;
  }
  return nullptr;
}

template <class T>
typename Table<T>::Places Table<T>::PlacesOf(const T& row) const {
  Places places;
  for (const Index<T>& index : indexes_) {
    for (std::string& value : index.values(row)) places.insert({index.name, std::move(value), index.unique});
  }
  return places;
}

template <class T>
typename Table<T>::Places Table<T>::OverlayPlaces(const absl::optional<std::string>& stored) const {
  Places places;
  if (!stored) return places;
  KeyReader reader(Overlay::Places(*stored));
  while (auto name = reader.Text()) {
    const Index<T>* index = IndexNamed(*name);
    places.insert({*std::move(name), *reader.Text(), index != nullptr && index->unique});
  }
  return places;
}

template <class T>
std::string Table<T>::Encode(const Places& places) {
  std::string encoded;
  for (const IndexPlace& place : places) {
    AppendPart(place.index, &encoded);
    AppendPart(place.value, &encoded);
  }
  return encoded;
}

template <class T>
bool Table<T>::HasValue(const Index<T>& index, const T& row, absl::string_view value) {
  const std::vector<std::string> values = index.values(row);
  return std::any_of(values.begin(), values.end(), [value](const std::string& one) { return one == value; });
}

template <class T>
absl::optional<T> Table<T>::BaseRow(const Txn& txn, absl::string_view key) const {
  return base_ == nullptr ? absl::nullopt : base_->Get(txn.world(), key);
}

template <class T>
absl::optional<T> Table<T>::Merged(const Txn& txn, const absl::optional<std::string>& stored,
                                   absl::string_view key) const {
  if (!stored) return BaseRow(txn, key);
  T row;
  if (!Overlay::Parse(*stored, &row)) return absl::nullopt;
  return row;
}

template <class T>
absl::optional<T> Table<T>::Get(Txn& txn, absl::string_view key) const {
  return Merged(txn, overlay_.Get(txn, key), key);
}

template <class T>
bool Table<T>::Taken(Txn& txn, const IndexPlace& place, absl::string_view key) const {
  if (const auto owner = overlay_.Owner(txn, place)) return *owner != key;
  if (base_ == nullptr) return false;
  for (const std::string& candidate : base_->Find(txn.world(), place.index, place.value)) {
    // A covered row would have its own index row.
    if (candidate == key || overlay_.Get(txn, candidate)) continue;
    const auto row = base_->Get(txn.world(), candidate);
    if (row && HasValue(*IndexNamed(place.index), *row, place.value)) return true;
  }
  return false;
}

template <class T>
const std::string* Table<T>::Clash(Txn& txn, const Places& places, absl::string_view key) const {
  for (const IndexPlace& place : places) {
    if (place.unique && Taken(txn, place, key)) return &IndexNamed(place.index)->name;
  }
  return nullptr;
}

template <class T>
bool Table<T>::Insert(Txn& txn, const T& row) const {
  const std::string key = key_(row);
  const auto stored = overlay_.Get(txn, key);
  return !Merged(txn, stored, key) && Write(txn, key, stored, row) == nullptr;
}

template <class T>
absl::Status Table<T>::Put(Txn& txn, const T& row) const {
  const std::string key = key_(row);
  const std::string* taken = Write(txn, key, overlay_.Get(txn, key), row);
  if (taken == nullptr) return absl::OkStatus();
  return InternalError(absl::StrCat("unique index ", name_, ".", *taken, " is taken"));
}

template <class T>
const std::string* Table<T>::Write(Txn& txn, const std::string& key, const absl::optional<std::string>& stored,
                                   const T& row) const {
  assert(!key.empty());
  const Places after = PlacesOf(row);
  const std::string encoded = Encode(after);
  if (stored && Overlay::Places(*stored) == encoded) {  // where it is, it stays; the usual case
    overlay_.Put(txn, key, encoded, row);
    return nullptr;
  }
  const Places before = OverlayPlaces(stored);
  if (const std::string* index = Clash(txn, after, key)) return index;
  for (const IndexPlace& place : before) {
    if (!after.contains(place)) overlay_.Leave(txn, place, key);
  }
  for (const IndexPlace& place : after) {
    if (!before.contains(place)) overlay_.Enter(txn, place, key);
  }
  overlay_.Put(txn, key, encoded, row);
  return nullptr;
}

template <class T>
void Table<T>::Delete(Txn& txn, absl::string_view key) const {
  const auto stored = overlay_.Get(txn, key);
  if (!Merged(txn, stored, key)) return;
  for (const IndexPlace& place : OverlayPlaces(stored)) overlay_.Leave(txn, place, key);
  if (BaseRow(txn, key)) {
    overlay_.Bury(txn, key);
  } else {
    overlay_.Erase(txn, key);
  }
}

template <class T>
void Table<T>::ScanCandidates(Txn& txn, const Index<T>& index, absl::string_view value, absl::string_view in_base,
                              absl::string_view from, KeyVisitor visit) const {
  std::vector<std::string> keys;
  if (base_ != nullptr) keys = base_->Find(txn.world(), index.name, in_base);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  const IndexPlace place{index.name, std::string(value), index.unique};
  MergeKeys([&](absl::string_view start, KeyVisitor see) { overlay_.ScanIndex(txn, place, start, see); },
            [&](absl::string_view start, KeyVisitor see) {
              auto key = std::lower_bound(keys.begin(), keys.end(), start);
              while (key != keys.end() && see(*key)) ++key;
            },
            from, visit);
}

template <class T>
std::vector<T> Table<T>::Find(Txn& txn, absl::string_view index, absl::string_view value) const {
  const Index<T>* declared = IndexNamed(index);
  assert(declared != nullptr);
  std::vector<T> rows;
  ScanCandidates(txn, *declared, value, value, "", [&](const std::string& key) {
    auto row = Get(txn, key);
    if (row && HasValue(*declared, *row, value)) rows.push_back(*std::move(row));
    return true;
  });
  return rows;
}

template <class T>
absl::optional<T> Table<T>::FindOne(Txn& txn, absl::string_view index, absl::string_view value) const {
  std::vector<T> rows = Find(txn, index, value);
  if (rows.empty()) return absl::nullopt;
  return std::move(rows.front());
}

template <class T>
std::string Table<T>::Query(absl::string_view index, absl::string_view value, absl::string_view query) const {
  return Key(name_, index, value, query);
}

template <class T>
absl::StatusOr<Page<T>> Table<T>::List(Txn& txn, int page_size, const std::string& page_token, Filter keep,
                                       absl::string_view query) const {
  return Fill(txn, page_size, page_token, keep, Query("", "", query), [&](absl::string_view from, KeyVisitor visit) {
    MergeKeys([&](absl::string_view start, KeyVisitor see) { overlay_.Scan(txn, start, see); },
              [&](absl::string_view start, KeyVisitor see) {
                if (base_ != nullptr) base_->Scan(txn.world(), start, see);
              },
              from, visit);
  });
}

template <class T>
absl::StatusOr<Page<T>> Table<T>::ListBy(Txn& txn, absl::string_view index, absl::string_view value, int page_size,
                                         const std::string& page_token, Filter keep, absl::string_view query,
                                         absl::string_view in_base) const {
  const Index<T>* declared = IndexNamed(index);
  if (declared == nullptr) return FilterNotSupported(index);
  const auto has_value = [&](const T& row) { return HasValue(*declared, row, value) && keep(row); };
  return Fill(txn, page_size, page_token, has_value, Query(index, value, query),
              [&](absl::string_view from, KeyVisitor visit) {
                ScanCandidates(txn, *declared, value, in_base.empty() ? value : in_base, from, visit);
              });
}

template <class T>
absl::Status Table<T>::FilterNotSupported(absl::string_view index) const {
  const auto name = [](std::string* out, const Index<T>& declared) { out->append(declared.name); };
  return lienthong::FilterNotSupported(index, absl::StrJoin(indexes_, ", ", name));
}

template <class T>
absl::StatusOr<Page<T>> Table<T>::Fill(Txn& txn, int page_size, const std::string& page_token, Filter keep,
                                       const std::string& query, KeyScan scan) const {
  ASSIGN_OR_RETURN(const size_t size, PageSize(page_size));
  ASSIGN_OR_RETURN(std::string last, LastKey(query, page_token));
  Page<T> page;
  int examined = 0;
  bool more = false;
  scan(last.empty() ? last : KeyAbove(last), [&](const std::string& key) {
    more = examined++ == kMaxExaminedPerPage;
    if (more) return false;
    auto row = Merged(txn, overlay_.Peek(txn, key), key);
    if (row && keep(*row)) {
      more = page.rows.size() == static_cast<size_t>(size);
      if (more) return false;
      page.rows.push_back(*std::move(row));
    }
    last = key;
    return true;
  });
  if (more) page.next_page_token = PageToken(query, last);
  return page;
}

}  // namespace lienthong::store
