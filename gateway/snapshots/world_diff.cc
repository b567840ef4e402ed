#include "gateway/snapshots/world_diff.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/snapshots/row_types.h"

namespace lienthong::snapshots {
namespace {

using control::v1::DiffWorldsRequest;
using control::v1::DiffWorldsResponse;
using control::v1::RowChange;
using google::protobuf::Struct;
using google::protobuf::Value;

constexpr int kDefaultRows = 100;

void CompareValues(const std::string& path, const Value& left, const Value& right, RowChange& change);

void CompareFields(const std::string& path, const Struct& left, const Struct& right, RowChange& change) {
  std::set<std::string> names;
  for (const auto& field : left.fields()) names.insert(field.first);
  for (const auto& field : right.fields()) names.insert(field.first);
  for (const std::string& name : names) {
    const auto l = left.fields().find(name), r = right.fields().find(name);
    CompareValues(path.empty() ? name : absl::StrCat(path, ".", name), l == left.fields().end() ? Value() : l->second,
                  r == right.fields().end() ? Value() : r->second, change);
  }
}

void CompareValues(const std::string& path, const Value& left, const Value& right, RowChange& change) {
  if (left.has_struct_value() && right.has_struct_value()) {
    return CompareFields(path, left.struct_value(), right.struct_value(), change);
  }
  if (left.has_list_value() && right.has_list_value() &&
      left.list_value().values_size() == right.list_value().values_size()) {
    for (int i = 0; i < left.list_value().values_size(); ++i) {
      CompareValues(absl::StrCat(path, "[", i, "]"), left.list_value().values(i), right.list_value().values(i), change);
    }
    return;
  }
  if (left.ShortDebugString() != right.ShortDebugString()) change.add_fields(path);
}

// Compares one office's rows, in key order.
class OfficeDiff {
 public:
  OfficeDiff(const std::string& agency, const OfficeRows& left, const OfficeRows& right,
             const DiffWorldsRequest& request, DiffWorldsResponse& response)
      : agency_(agency), left_(left), right_(right), request_(request), response_(response) {
    places_ = PlacesOf(left);
    places_.merge(PlacesOf(right));
  }

  void Compare() {
    auto l = left_.begin(), r = right_.begin();
    while (l != left_.end() || r != right_.end()) {
      if (r == right_.end() || (l != left_.end() && l->first < r->first)) {
        Note(l->first, &l->second, nullptr);
        ++l;
      } else if (l == left_.end() || r->first < l->first) {
        Note(r->first, nullptr, &r->second);
        ++r;
      } else {
        if (l->second != r->second) Note(l->first, &l->second, &r->second);
        ++l, ++r;
      }
    }
    for (const auto& [table, difference] : tables_) *response_.add_tables() = difference;
  }

 private:
  void Note(const std::string& key, const std::string* left, const std::string* right) {
    response_.set_equal(false);
    if (!request_.all_rows() && places_.contains(key)) return;
    const ReadableRow before = left == nullptr ? ReadableRow() : Readable(agency_, key, *left);
    const ReadableRow after = right == nullptr ? ReadableRow() : Readable(agency_, key, *right);
    const ReadableRow& there = left == nullptr ? after : before;
    if (!request_.all_rows() && there.is_bookkeeping) return;
    Count(there.table, left != nullptr, right != nullptr);
    const int most = request_.max_rows() == 0 ? kDefaultRows : request_.max_rows();
    if (response_.rows_size() >= most) return;
    RowChange& change = *response_.add_rows();
    change.set_agency(agency_);
    change.set_table(there.table);
    change.set_key(there.key);
    if (before.fields) *change.mutable_left() = *before.fields;
    if (after.fields) *change.mutable_right() = *after.fields;
    if (left != nullptr) change.set_left_size(static_cast<int64_t>(left->size()));
    if (right != nullptr) change.set_right_size(static_cast<int64_t>(right->size()));
    if (before.fields && after.fields) CompareFields("", *before.fields, *after.fields, change);
  }

  void Count(const std::string& table, bool left, bool right) {
    control::v1::TableDifference& difference = tables_[table];
    difference.set_agency(agency_);
    difference.set_table(table);
    if (left && right) {
      difference.set_changed(difference.changed() + 1);
    } else if (right) {
      difference.set_added(difference.added() + 1);
    } else {
      difference.set_removed(difference.removed() + 1);
    }
  }

  const std::string& agency_;
  const OfficeRows& left_;
  const OfficeRows& right_;
  const DiffWorldsRequest& request_;
  DiffWorldsResponse& response_;
  std::set<std::string> places_;
  std::map<std::string, control::v1::TableDifference> tables_;
};

}  // namespace

DiffWorldsResponse Diff(const WorldRows& left, const WorldRows& right, const DiffWorldsRequest& request) {
  DiffWorldsResponse response;
  response.set_equal(true);
  std::set<std::string> agencies;
  for (const auto& office : left.offices) agencies.insert(office.first);
  for (const auto& office : right.offices) agencies.insert(office.first);
  static const auto* nothing = new OfficeRows;
  for (const std::string& agency : agencies) {
    if (!request.agency().empty() && request.agency() != agency) continue;
    const auto l = left.offices.find(agency), r = right.offices.find(agency);
    OfficeDiff(agency, l == left.offices.end() ? *nothing : l->second, r == right.offices.end() ? *nothing : r->second,
               request, response)
        .Compare();
  }
  return response;
}

}  // namespace lienthong::snapshots
