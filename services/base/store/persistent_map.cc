#include "services/base/store/persistent_map.h"

#include <algorithm>
#include <array>
#include <utility>

#include "boost/smart_ptr/intrusive_ref_counter.hpp"

namespace lienthong::store {
namespace {

constexpr int kFanOut = 16;
// A node that shrinks below this joins a neighbour if both fit well into one.
constexpr int kSparse = kFanOut / 4;
constexpr int kRoomy = kFanOut * 3 / 4;

// Makes `pointer` the only owner of what it points to. A uniquely owned object under a shared parent is impossible
// here: paths are made unique from the root down, and copying a node shares its children.
template <class Pointer>
auto& Own(Pointer& pointer) {
  if (pointer->use_count() != 1) pointer = new typename Pointer::element_type(*pointer);
  return *pointer;
}

}  // namespace

struct PersistentMap::SharedRow : boost::intrusive_ref_counter<SharedRow>, Row {
  SharedRow(absl::string_view key, Entry entry) : Row{std::string(key), std::move(entry)} {}
};

// In a leaf: a row. In a branch: a child, and as its separator a row without entry, whose key is at or below all keys
// of the child and above all keys to the left. The separator of the first child is never looked at and may be null.
struct PersistentMap::Slot {
  boost::intrusive_ptr<SharedRow> row;
  boost::intrusive_ptr<Node> child;
};

struct PersistentMap::Node : boost::intrusive_ref_counter<Node> {
  explicit Node(bool leaf) : leaf(leaf) {}

  bool leaf;
  int count = 0;
  std::array<Slot, kFanOut> slots;

  const std::string& KeyAt(int slot) const { return slots[slot].row->key; }

  // The first slot of a leaf at or above `key`; `count` when there is none.
  int LowerBound(absl::string_view key) const {
    const auto end = slots.begin() + count;
    return std::partition_point(slots.begin(), end, [key](const Slot& slot) { return slot.row->key < key; }) -
           slots.begin();
  }

  bool Has(int slot, absl::string_view key) const { return slot < count && KeyAt(slot) == key; }

  // The slot of a branch whose child may hold `key`.
  int ChildFor(absl::string_view key) const {
    const auto end = slots.begin() + count;
    return std::partition_point(slots.begin() + 1, end, [key](const Slot& slot) { return slot.row->key <= key; }) -
           slots.begin() - 1;
  }

  const Node& LeafFor(absl::string_view key) const {
    const Node* node = this;
    while (!node->leaf) node = node->slots[node->ChildFor(key)].child.get();
    return *node;
  }

  bool Scan(absl::string_view from, absl::string_view to, absl::FunctionRef<bool(const Row&)> visit) const {
    return leaf ? ScanRows(from, to, visit) : ScanChildren(from, to, visit);
  }

  bool ScanRows(absl::string_view from, absl::string_view to, absl::FunctionRef<bool(const Row&)> visit) const {
    for (int i = from.empty() ? 0 : LowerBound(from); i < count; ++i) {
      if (!to.empty() && KeyAt(i) >= to) return false;
      if (!visit(*slots[i].row)) return false;
    }
    return true;
  }

  bool ScanChildren(absl::string_view from, absl::string_view to, absl::FunctionRef<bool(const Row&)> visit) const {
    for (int i = ChildFor(from); i < count; ++i) {
      if (!slots[i].child->Scan(from, to, visit)) return false;
      from = {};
    }
    return true;
  }

  // The members below change the node, which the caller owns alone.

  // Puts the slot at `position`. A full node gives its upper half away first and returns it.
  boost::intrusive_ptr<Node> Add(int position, Slot slot) {
    boost::intrusive_ptr<Node> right;
    if (count == kFanOut) right = Split();
    if (right == nullptr || position <= count) {
      AddWithRoom(position, std::move(slot));
    } else {
      right->AddWithRoom(position - count, std::move(slot));
    }
    return right;
  }

  void AddWithRoom(int position, Slot slot) {
    std::move_backward(slots.begin() + position, slots.begin() + count, slots.begin() + count + 1);
    slots[position] = std::move(slot);
    ++count;
  }

  boost::intrusive_ptr<Node> Split() {
    boost::intrusive_ptr<Node> right = new Node(leaf);
    std::move(slots.begin() + kFanOut / 2, slots.end(), right->slots.begin());
    right->count = kFanOut - kFanOut / 2;
    count = kFanOut / 2;
    return right;
  }

  void Remove(int position) {
    std::move(slots.begin() + position + 1, slots.begin() + count, slots.begin() + position);
    slots[--count] = Slot();
  }

  // The separator for a right sibling made by Add.
  static boost::intrusive_ptr<SharedRow> Separator(const Node& right) {
    return right.leaf ? new SharedRow(right.KeyAt(0), Entry()) : right.slots[0].row;
  }

  boost::intrusive_ptr<Node> Put(absl::string_view key, Entry&& entry, bool* added) {
    return leaf ? PutRow(key, std::move(entry), added) : PutBelow(key, std::move(entry), added);
  }

  boost::intrusive_ptr<Node> PutRow(absl::string_view key, Entry&& entry, bool* added) {
    const int position = LowerBound(key);
    *added = !Has(position, key);
    if (*added) return Add(position, Slot{new SharedRow(key, std::move(entry)), nullptr});
    if (auto& row = slots[position].row; row->use_count() == 1) {
      row->entry = std::move(entry);
    } else {
      row = new SharedRow(key, std::move(entry));
    }
    return nullptr;
  }

  boost::intrusive_ptr<Node> PutBelow(absl::string_view key, Entry&& entry, bool* added) {
    const int position = ChildFor(key);
    auto right = Own(slots[position].child).Put(key, std::move(entry), added);
    if (right == nullptr) return nullptr;
    return Add(position + 1, Slot{Separator(*right), right});
  }

  // `key` is present.
  void Erase(absl::string_view key) {
    if (leaf) return Remove(LowerBound(key));
    const int position = ChildFor(key);
    Node& child = Own(slots[position].child);
    child.Erase(key);
    if (child.count == 0) {
      Remove(position);
    } else if (child.count < kSparse) {
      if (!JoinWithNext(position)) JoinWithNext(position - 1);
    }
  }

  bool JoinWithNext(int position) {
    if (position < 0 || position + 1 >= count) return false;
    Slot& next = slots[position + 1];
    if (slots[position].child->count + next.child->count > kRoomy) return false;
    Node& left = Own(slots[position].child);
    Node& right = Own(next.child);
    if (!right.leaf) right.slots[0].row = next.row;
    std::move(right.slots.begin(), right.slots.begin() + right.count, left.slots.begin() + left.count);
    left.count += right.count;
    Remove(position + 1);
    return true;
  }
};

PersistentMap::PersistentMap() = default;
PersistentMap::~PersistentMap() = default;
PersistentMap::PersistentMap(const PersistentMap&) = default;
PersistentMap& PersistentMap::operator=(const PersistentMap&) = default;

PersistentMap::PersistentMap(PersistentMap&& other) noexcept
    : root_(std::move(other.root_)), size_(std::exchange(other.size_, 0)) {}

PersistentMap& PersistentMap::operator=(PersistentMap&& other) noexcept {
  root_ = std::move(other.root_);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

const Entry* PersistentMap::Get(absl::string_view key) const {
  if (root_ == nullptr) return nullptr;
  const Node& leaf = root_->LeafFor(key);
  const int position = leaf.LowerBound(key);
  return leaf.Has(position, key) ? &leaf.slots[position].row->entry : nullptr;
}

const PersistentMap::Row* PersistentMap::AtOrAbove(absl::string_view key) const {
  const Row* found = nullptr;
  Scan(key, {}, [&found](const Row& row) {
    found = &row;
    return false;
  });
  return found;
}

void PersistentMap::Scan(absl::string_view from, absl::string_view to,
                         absl::FunctionRef<bool(const Row&)> visit) const {
  if (root_ != nullptr) root_->Scan(from, to, visit);
}

void PersistentMap::Put(absl::string_view key, Entry entry) {
  if (root_ == nullptr) root_ = new Node(/*leaf=*/true);
  bool added = false;
  const auto right = Own(root_).Put(key, std::move(entry), &added);
  size_ += added;
  if (right == nullptr) return;
  boost::intrusive_ptr<Node> above = new Node(/*leaf=*/false);
  above->Add(0, Slot{nullptr, std::move(root_)});
  above->Add(1, Slot{Node::Separator(*right), right});
  root_ = std::move(above);
}

bool PersistentMap::Erase(absl::string_view key) {
  if (Get(key) == nullptr) return false;
  Own(root_).Erase(key);
  --size_;
  if (size_ == 0) {
    root_ = nullptr;
  } else {
    while (!root_->leaf && root_->count == 1) root_ = boost::intrusive_ptr<Node>(root_->slots[0].child);
  }
  return true;
}

}  // namespace lienthong::store
