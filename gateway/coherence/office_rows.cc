#include "gateway/coherence/office_rows.h"

namespace lienthong::coherence {

std::set<std::string> OfficeRows::Tables() const {
  std::set<std::string> tables;
  for (const auto& [key, value] : rows_) {
    if (const auto row = store::ReadStoredRow(key, value)) tables.insert(row->table);
  }
  return tables;
}

}  // namespace lienthong::coherence
