#pragma once

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "gateway/snapshots/world_rows.h"
#include "google/protobuf/struct.pb.h"

namespace lienthong::snapshots {

// A stored row for people to read.
struct ReadableRow {
  // Its table, or the first part of its key.
  std::string table;
  // Key within the table; otherwise the whole key, printable.
  std::string key;
  // What it says, when its type is known and it isn't a tombstone.
  absl::optional<google::protobuf::Struct> fields;
  // An answer kept for repeated calls, a counter, a moment: left by every call.
  bool is_bookkeeping = false;
};

ReadableRow Readable(const std::string& agency, absl::string_view key, absl::string_view value);

// Keys of the rows that only say where others lie in indexes.
std::set<std::string> PlacesOf(const OfficeRows& rows);

}  // namespace lienthong::snapshots
