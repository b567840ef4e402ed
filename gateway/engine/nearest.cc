#include "gateway/engine/nearest.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace lienthong::engine {
namespace {

size_t EditDistance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string DidYouMean(const std::string& wrong, const std::vector<std::string>& known) {
  const std::string* nearest = nullptr;
  size_t least = wrong.size() / 2 + 2;
  for (const std::string& name : known) {
    const size_t distance = EditDistance(wrong, name);
    if (distance < least) least = distance, nearest = &name;
  }
  return nearest == nullptr ? "" : absl::StrCat("; did you mean \"", *nearest, "\"?");
}

}  // namespace lienthong::engine
