// What a store owes its tables, whatever they hold.
#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "services/base/store/key.h"

namespace lienthong::coherence {
namespace {

void Held(const Ledger& ledger, Findings& found) {
  for (const std::string& agency : ledger.lost) {
    found.Add({agency, "", "", ""}, "The office's process has ended and took the world's state with it; make the world anew.",
              "Tiến trình của cơ quan đã kết thúc và mang theo trạng thái của thế giới; hãy tạo lại thế giới.");
  }
}

void Readable(const Ledger& ledger, Findings& found) {
  for (const Place& place : ledger.unreadable) {
    found.Add(place, "The row can't be read as what its table holds.",
              "Không đọc được dòng này theo kiểu dữ liệu của bảng.");
  }
}

// Where an index must have an entry: which form a unique one takes isn't stored with the row.
bool IsIndexed(const OfficeRows& office, const store::StoredRow& row, const store::IndexPlace& place) {
  if (office.rows().count(store::Key(row.table, place.index, place.value, row.key)) > 0) return true;
  const auto unique = office.rows().find(store::Key(row.table, place.index, place.value));
  return unique != office.rows().end() && unique->second == row.key;
}

bool HasPlace(const OfficeRows& office, const std::string& table, const std::string& key,
              const store::IndexPlace& place) {
  const auto stored = office.rows().find(store::Key(table, "", key));
  if (stored == office.rows().end()) return false;
  const auto row = store::ReadStoredRow(stored->first, stored->second);
  if (!row) return true;  // told of as unreadable
  for (const store::IndexPlace& own : row->places) {
    if (own.index == place.index && own.value == place.value) return true;
  }
  return false;
}

void ExpectOwners(const OfficeRows& office, const std::string& table, Findings& found) {
  office.ForEachPlain(table, [&](store::KeyReader& rest, const std::string& value) {
    store::IndexPlace place;
    const auto index = rest.Text();
    const auto indexed = rest.Text();
    if (!index || index->empty() || !indexed) return;
    place.index = *index;
    place.value = *indexed;
    const std::string key = rest.Text().value_or(value);
    if (HasPlace(office, table, key, place)) return;
    found.Add({office.agency(), table, key, ""},
              absl::StrCat("Index ", place.index, " leads to a row that is not there or has another value."),
              absl::StrCat("Chỉ mục ", place.index, " dẫn tới một dòng không có hoặc có giá trị khác."));
  });
}

void Indexed(const Ledger& ledger, Findings& found) {
  for (const auto& [agency, office] : ledger.offices) {
    for (const std::string& table : office.Tables()) {
      office.ForEachRow(table, [&](const store::StoredRow& row, bool) {
        for (const store::IndexPlace& place : row.places) {
          found.Unless(IsIndexed(office, row, place), {office.agency(), table, row.key, ""},
                       absl::StrCat("The row isn't found by its own value in index ", place.index, "."),
                       absl::StrCat("Không tìm được dòng này theo giá trị của nó trong chỉ mục ", place.index, "."));
        }
      });
      ExpectOwners(office, table, found);
    }
  }
}

}  // namespace

Invariants RowInvariants() {
  return {
      {"rows.held", "Every office still holds its part of the world.", "Mọi cơ quan còn giữ phần của mình trong thế giới.",
       "simulator: a world's state is spread over the agencies", Held},
      {"rows.readable", "Every row of a known table can be read as what the table holds.",
       "Mọi dòng của một bảng đã biết đều đọc được theo kiểu dữ liệu của bảng.", "simulator: format of stored rows",
       Readable},
      {"rows.indexed", "Rows and the indexes over them agree, both ways.",
       "Các dòng và chỉ mục của chúng khớp nhau theo cả hai chiều.", "simulator: format of stored rows", Indexed},
  };
}

}  // namespace lienthong::coherence
