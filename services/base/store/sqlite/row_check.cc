#include "services/base/store/sqlite/row_check.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/overlay.h"

namespace lienthong::store {
namespace {

// The parts of a key that is nothing but texts; empty for others.
std::vector<std::string> TextsOf(absl::string_view key) {
  std::vector<std::string> texts;
  KeyReader reader(key);
  while (!reader.rest().empty()) {
    auto text = reader.Text();
    if (!text) return {};
    texts.push_back(*std::move(text));
  }
  return texts;
}

bool IsWellFormed(const std::string& stored) {
  if (stored.empty()) return false;
  if (stored[0] == '\x00') return stored.size() == 1;
  if (stored[0] != '\x01' || !Overlay::HasWholeHeader(stored)) return false;
  const size_t texts = TextsOf(Overlay::Places(stored)).size();
  return Overlay::Places(stored).empty() || (texts > 0 && texts % 2 == 0);
}

bool Lists(const std::string& stored, const std::string& index, const std::string& value) {
  if (!IsWellFormed(stored)) return false;
  const auto places = TextsOf(Overlay::Places(stored));
  for (size_t i = 0; i + 1 < places.size(); i += 2) {
    if (places[i] == index && places[i + 1] == value) return true;
  }
  return false;
}

}  // namespace

absl::Status RowCheck::Look(absl::string_view key, absl::string_view value, Version version,
                            std::vector<std::string>* problems) {
  const Parts parts = TextsOf(key);
  const Parts named = parts.empty() ? Parts{absl::CHexEscape(std::string(key))} : parts;
  if (version == 0 || version > space_.version) {
    problems->push_back(absl::StrCat(Name(named), ": version ", version, " of at most ", space_.version));
  }
  if (parts.size() == 3 && parts[1].empty()) return LookAtRow(parts, std::string(value), problems);
  const bool plain_index = parts.size() == 4 && !parts[1].empty() && value.empty();
  const bool unique_index = parts.size() == 3 && tables_.contains(parts[0]);
  if (!plain_index && !unique_index) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool has_row, HasRow(parts, plain_index ? parts[3] : value));
  if (!has_row) problems->push_back(absl::StrCat(Name(named), ": an index row without its row"));
  return absl::OkStatus();
}

absl::Status RowCheck::LookAtRow(const Parts& parts, const std::string& stored, std::vector<std::string>* problems) {
  tables_.insert(parts[0]);
  if (!IsWellFormed(stored)) {
    problems->push_back(absl::StrCat(Name(parts), ": no stored row"));
    return absl::OkStatus();
  }
  const auto places = TextsOf(Overlay::Places(stored));
  for (size_t i = 0; i + 1 < places.size(); i += 2) {
    ASSIGN_OR_RETURN(const bool found, HasPlace(parts, places[i], places[i + 1]));
    if (!found) problems->push_back(absl::StrCat(Name(parts), ": not in its index ", places[i]));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> RowCheck::HasRow(const Parts& parts, absl::string_view key) {
  ASSIGN_OR_RETURN(const auto row, reader_.Get(space_.id, Key(parts[0], "", key)));
  return row.has_value() && Lists(row->value, parts[1], parts[2]);
}

absl::StatusOr<bool> RowCheck::HasPlace(const Parts& row, const std::string& index, const std::string& value) {
  ASSIGN_OR_RETURN(const auto plain, reader_.Get(space_.id, Key(row[0], index, value, row[2])));
  if (plain) return true;
  ASSIGN_OR_RETURN(const auto unique, reader_.Get(space_.id, Key(row[0], index, value)));
  return unique.has_value() && unique->value == row[2];
}

// Keys hold numbers of persons, made-up ones: as much as is needed to find the row.
std::string RowCheck::Name(const Parts& parts) const {
  return absl::StrCat("world \"", space_.world, "\" of ", space_.agency, ", row ",
                      absl::Utf8SafeCHexEscape(absl::StrJoin(parts, "/")));
}

}  // namespace lienthong::store
