#pragma once

#include <cstddef>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "boost/smart_ptr/intrusive_ptr.hpp"
#include "services/base/store/store.h"

namespace lienthong::store {

// An ordered map of rows as a copy-on-write B+ tree. Copying the map is O(1): both copies share their nodes, and a
// change copies only the nodes on its path that are still shared, so a map nobody copied is changed in place.
// Thread-compatible like a standard container, and copies are independent: one may be read while another changes.
class PersistentMap {
 public:
  struct Row {
    std::string key;
    Entry entry;
  };

  PersistentMap();
  ~PersistentMap();
  PersistentMap(const PersistentMap&);
  PersistentMap(PersistentMap&&) noexcept;
  PersistentMap& operator=(const PersistentMap&);
  PersistentMap& operator=(PersistentMap&&) noexcept;

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Null when absent. Pointers into the map are valid until this copy of it changes or ends.
  const Entry* Get(absl::string_view key) const;

  // The row with the least key at or above `key`; null when there is none.
  const Row* AtOrAbove(absl::string_view key) const;

  // Visits the rows in [from, to) in order until `visit` returns false; an empty `to` means no end. `visit` must not
  // change this copy of the map.
  void Scan(absl::string_view from, absl::string_view to, absl::FunctionRef<bool(const Row& row)> visit) const;

  // Inserts or replaces.
  void Put(absl::string_view key, Entry entry);

  // False when the key was absent.
  bool Erase(absl::string_view key);

 private:
  struct SharedRow;
  struct Slot;
  struct Node;

  boost::intrusive_ptr<Node> root_;  // null when empty
  size_t size_ = 0;
};

}  // namespace lienthong::store
