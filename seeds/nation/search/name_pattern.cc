#include "seeds/nation/search/name_pattern.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace lienthong::seeds {

bool WithinOneEdit(absl::string_view a, absl::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (same == a.size()) return true;
  const size_t rest = a.size() == b.size() ? same + 1 : same;
  return a.substr(rest) == b.substr(same + 1);
}

namespace {

// Whether the key ends with the given name, or with what is one edit from it.
bool EndsWith(absl::string_view key, absl::string_view given, bool fuzzy) {
  if (!fuzzy) return absl::EndsWith(key, given);
  for (size_t size = given.size() - 1; size <= std::min(given.size() + 1, key.size()); ++size) {
    if (WithinOneEdit(key.substr(key.size() - size), given)) return true;
  }
  return false;
}

}  // namespace

NamePattern::NamePattern(absl::string_view key, bool fuzzy) : key_(key), fuzzy_(fuzzy), families_(1) {
  const NameCatalog& catalog = NameCatalog::Default();
  for (size_t given = 0; given < catalog.givens().size(); ++given) {
    const std::string& text = catalog.givens()[given].key;
    const auto at = static_cast<uint8_t>(given);
    const bool ends = EndsWith(key_, text, fuzzy);
    for (size_t middle = 0; ends && middle < catalog.middles().size(); ++middle) {
      if (!fuzzy && !absl::StrContains(key_, catalog.middles()[middle].key)) continue;
      AddTail({static_cast<uint8_t>(middle), at}, false);
    }
    if (key_[0] != 'Y' && key_[0] != 'H' && !fuzzy) continue;
    AddTail({NameTail::kPrefixed, at}, false);
    AddTail({NameTail::kPrefixed, at}, true);
  }
}

bool NamePattern::Matches(absl::string_view name) const {
  return fuzzy_ ? WithinOneEdit(name, key_) : name == absl::string_view(key_);
}

void NamePattern::AddTail(const NameTail& tail, bool woman) {
  const NameCatalog& catalog = NameCatalog::Default();
  Families families;
  for (size_t family = 0; family < catalog.families().size(); ++family) {
    families[family] = Matches(NameCatalog::ComposeKey(catalog.families()[family].key, tail, woman));
  }
  if (families.none()) return;
  givens_[tail.given] = true;
  SetOf(tail, woman) = static_cast<uint16_t>(families_.size());
  families_.push_back(families);
}

}  // namespace lienthong::seeds
