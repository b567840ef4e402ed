#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/base/store/key.h"
#include "services/base/store/overlay.h"

namespace lienthong::coherence {

// OfficeRows is the state of a world at one office as it is stored: encoded keys and values, in key order.
class OfficeRows {
 public:
  OfficeRows() = default;
  explicit OfficeRows(std::string agency) : agency_(std::move(agency)) {}

  const std::string& agency() const { return agency_; }
  const std::map<std::string, std::string>& rows() const { return rows_; }
  void Put(std::string key, std::string value) { rows_[std::move(key)] = std::move(value); }

  // Visits the changed rows of a table, tombstones among them. A key of the table whose value has not the stored format
  // is given as a row without message, not as a tombstone: `readable` is false.
  template <class Visit>
  void ForEachRow(absl::string_view table, Visit visit) const {
    ForEach(store::Key(table, ""), [&](const std::string& key, const std::string& value) {
      auto row = store::ReadStoredRow(key, value);
      const bool readable = row.has_value();
      if (!readable) {
        store::KeyReader rest(key);
        rest.Skip(store::Key(table, ""));
        row.emplace();
        row->table = std::string(table);
        row->key = rest.Text().value_or(key);
      }
      visit(*row, readable);
    });
  }

  // Visits the rows whose keys begin with the part `first`, with the rest of the key.
  template <class Visit>
  void ForEachPlain(absl::string_view first, Visit visit) const {
    const std::string prefix = store::Key(first);
    ForEach(prefix, [&](const std::string& key, const std::string& value) {
      store::KeyReader rest(key);
      rest.Skip(prefix);
      visit(rest, value);
    });
  }

  // Names of the tables that have changed rows.
  std::set<std::string> Tables() const;

 private:
  template <class Visit>
  void ForEach(const std::string& prefix, Visit visit) const {
    for (auto it = rows_.lower_bound(prefix); it != rows_.end(); ++it) {
      if (it->first.compare(0, prefix.size(), prefix) != 0) return;
      visit(it->first, it->second);
    }
  }

  std::string agency_;
  std::map<std::string, std::string> rows_;
};

}  // namespace lienthong::coherence
