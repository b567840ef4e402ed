#include "services/civil_registry/child_name.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "seeds/names/name_matching.h"
#include "services/civil_registry/civil_registry_errors.h"

namespace lienthong::civil_registry {
namespace {

// Census codes of peoples among whom a name of one's own, without a family name, is usual: Ba Na, Xơ Đăng, Ra Glai,
// Mnông, Bru-Vân Kiều, Cơ Tu, Tà Ôi, Gié-Triêng, Rơ Măm, Brâu (assumption of the simulator).
constexpr std::array<const char*, 10> kWithoutFamilyNames = {"12", "16", "19", "20", "24",
                                                             "25", "27", "29", "52", "53"};

std::string Normal(const std::string& name) { return seeds::NormalizeName(name).value_or(""); }

// "Y Mẫu Niê", "H'Mẫu Niê", "K'Mẫu Brông", "Ka Mẫu Djó": the mark of a man or woman, the given name, the clan.
bool PutsClanLast(const std::string& name) {
  constexpr std::array<const char*, 4> kMarks = {"Y ", "H'", "K'", "KA "};
  return name == "Y" ||
         std::any_of(kMarks.begin(), kMarks.end(), [&name](const char* mark) { return absl::StartsWith(name, mark); });
}

std::string FamilyNameIn(const std::string& full_name) {
  const std::string name = Normal(full_name);
  if (!PutsClanLast(name)) return seeds::FamilyName(name).value_or("");
  const std::vector<std::string> words = absl::StrSplit(name, ' ');
  return words.back();
}

bool HasDigit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c); });
}

bool NeedsFamilyName(const v1::DeclaredChild& child) {
  return std::none_of(kWithoutFamilyNames.begin(), kWithoutFamilyNames.end(),
                      [&child](const char* code) { return child.ethnicity_code() == code; });
}

}  // namespace

std::string FullNameOf(const v1::DeclaredChild& child) {
  const std::string given = Normal(absl::StrCat(child.middle_name(), " ", child.given_name()));
  const std::string family = Normal(child.family_name());
  return PutsClanLast(given) ? absl::StrCat(given, " ", family) : Normal(absl::StrCat(family, " ", given));
}

absl::Status CheckChildName(const v1::DeclaredChild& child, const std::vector<std::string>& parents_full_names) {
  const std::string name = FullNameOf(child);
  if (HasDigit(name)) return NameNotAllowed("digits");
  if (!seeds::IsVietnameseName(name).value_or(false)) return NameNotAllowed("letters");
  if (parents_full_names.empty() || !NeedsFamilyName(child)) return absl::OkStatus();
  const std::string family = FamilyNameIn(name);
  const bool inherited = std::any_of(parents_full_names.begin(), parents_full_names.end(),
                                     [&family](const std::string& parent) { return FamilyNameIn(parent) == family; });
  return inherited ? absl::OkStatus() : NameNotAllowed("family_name");
}

}  // namespace lienthong::civil_registry
