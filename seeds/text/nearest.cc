#include "seeds/text/nearest.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace lienthong::seeds {
namespace {

// Longer words are no typing errors; comparing them would let a request buy quadratic time.
constexpr size_t kLongestCompared = 64;

// Levenshtein's distance, in bytes.
size_t Edits(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

struct Neighbour {
  const std::string* name = nullptr;
  size_t edits = 0;
};

Neighbour FindNearest(absl::string_view word, const std::vector<std::string>& candidates) {
  Neighbour nearest;
  for (const std::string& candidate : candidates) {
    const size_t edits = Edits(word.substr(0, kLongestCompared), candidate);
    if (nearest.name == nullptr || edits < nearest.edits) nearest = {&candidate, edits};
  }
  return nearest;
}

}  // namespace

std::string Nearest(absl::string_view word, const std::vector<std::string>& candidates) {
  const Neighbour nearest = FindNearest(word, candidates);
  return nearest.name == nullptr ? "" : *nearest.name;
}

std::string DidYouMean(absl::string_view wrong, const std::vector<std::string>& known) {
  const Neighbour nearest = FindNearest(wrong, known);
  const bool near = nearest.name != nullptr && nearest.edits < wrong.size() / 2 + 2;
  return near ? absl::StrCat("; did you mean \"", *nearest.name, "\"?") : "";
}

}  // namespace lienthong::seeds
