#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "lienthong/control/v1/nation.pb.h"

// What each agency knows of a person, for exports.
namespace lienthong::nation {

// Names of views: those agencies that hold people.
std::vector<std::string> ViewNames();
// The fields of NationPerson in a view; empty for the empty name: all of them.
//   INVALID_FIELD  no such view
absl::StatusOr<google::protobuf::FieldMask> ViewOf(const std::string& name);

// One line of CSV (RFC 4180, without the line's end): nested fields by dotted name, lists separated by a space, dates
// ISO 8601 cut to their precision. The header names the columns of `mask` (all when empty).
std::string CsvHeader(const google::protobuf::FieldMask& mask);
std::string CsvLine(const control::v1::NationPerson& person, const google::protobuf::FieldMask& mask);

}  // namespace lienthong::nation
