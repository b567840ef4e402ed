#include "seeds/names/name_catalog.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "embed/seeds_names_files.h"
#include "seeds/data.h"
#include "seeds/mix.h"
#include "seeds/names/name_matching.h"

namespace lienthong::seeds {
namespace {

constexpr char kFile[] = "seeds/names/names.yaml";
constexpr uint32_t kFamilyTotal = 1000;
constexpr int kOldStyleUntil = 1985, kNewStyleFrom = 2000;

// The place of a part in the list, added when it is new.
uint8_t Enter(const std::string& text, std::vector<NamePart>* list) {
  const auto found = std::find_if(list->begin(), list->end(), [&](const NamePart& part) { return part.text == text; });
  if (found == list->end()) {
    list->push_back({text, MatchKey(text).value_or("")});
    return static_cast<uint8_t>(list->size() - 1);
  }
  return static_cast<uint8_t>(found - list->begin());
}

size_t CodeOf(const std::string& ethnicity) {
  uint32_t code = 0;
  return absl::SimpleAtoi(ethnicity, &code) && code < 57 ? code : 0;
}

uint8_t Pick(const std::vector<uint8_t>& ids, uint64_t mixed) {
  return ids[Below(mixed, static_cast<uint32_t>(ids.size()))];
}

// A straight mix of the two styles for the birth years between them.
bool HasNewStyle(int birth_year, uint64_t draw) {
  constexpr uint32_t kSpan = kNewStyleFrom - kOldStyleUntil;
  if (birth_year >= kNewStyleFrom) return true;
  return birth_year > kOldStyleUntil && Below(Mix(draw, 5), kSpan) < static_cast<uint32_t>(birth_year - kOldStyleUntil);
}

}  // namespace

struct CatalogReader {
  NameCatalog catalog;

  absl::Status Read(const YAML::Node& root) {
    absl::Status status = CheckKeys(kFile, root,
                                    {"families", "other_families", "southern", "minority_families", "prefix_groups",
                                     "prefix_given", "middle", "given"});
    if (!status.ok()) return status;
    ReadFamilies(root);
    for (const YAML::Node& node : root["prefix_groups"]) catalog.prefixed_[CodeOf(node.Scalar())] = true;
    const char* const kSexes[] = {"male", "female"};
    for (size_t woman = 0; woman < 2; ++woman) {
      const std::string sex = kSexes[woman];
      catalog.given_names_[woman] = Ids(root["given"][sex], &catalog.givens_);
      catalog.prefixed_given_names_[woman] = Ids(root["prefix_given"][sex], &catalog.givens_);
      catalog.middle_names_[woman] = {ReadMiddle(root["middle"][sex + "_old"]),
                                      ReadMiddle(root["middle"][sex + "_new"])};
    }
    return absl::OkStatus();
  }

  void ReadFamilies(const YAML::Node& root) {
    for (const YAML::Node& node : root["families"]) {
      Enter(node["name"].Scalar(), &catalog.families_);
      catalog.weights_.push_back(node["weight"].as<uint32_t>());
    }
    catalog.other_families_ = Ids(root["other_families"], &catalog.families_);
    for (const auto& entry : root["minority_families"]) {
      catalog.minority_[CodeOf(entry.first.Scalar())] = Ids(entry.second, &catalog.families_);
    }
    for (const auto& entry : root["southern"]) Enter(entry.second.Scalar(), &catalog.families_);
    for (const NamePart& family : catalog.families_) {
      const YAML::Node southern = root["southern"][family.text];
      catalog.southern_.push_back(Enter(southern ? southern.Scalar() : family.text, &catalog.families_));
    }
  }

  static std::vector<uint8_t> Ids(const YAML::Node& names, std::vector<NamePart>* list) {
    std::vector<uint8_t> ids;
    for (const YAML::Node& name : names) ids.push_back(Enter(name.Scalar(), list));
    return ids;
  }

  NameCatalog::MiddleNames ReadMiddle(const YAML::Node& node) {
    return {Enter(node["first"].Scalar(), &catalog.middles_), node["percent"].as<uint32_t>(),
            Ids(node["others"], &catalog.middles_)};
  }
};

const NameCatalog& NameCatalog::Default() {
  static const NameCatalog* const catalog = [] {
    CatalogReader reader;
    const absl::Status status =
        ReadYaml(kFile, names_files::File("names.yaml"), [&](const YAML::Node& root) { return reader.Read(root); });
    if (!status.ok()) FaultySeed(status);
    return new NameCatalog(std::move(reader.catalog));
  }();
  return *catalog;
}

uint8_t NameCatalog::DrawFamily(int ethnicity, bool southern, uint64_t draw) const {
  const Ids& minority = minority_[static_cast<size_t>(ethnicity)];
  if (!minority.empty()) return Pick(minority, Mix(draw, 7));
  uint32_t left = Below(Mix(draw, 1), kFamilyTotal);
  uint8_t family = 0;
  while (family < weights_.size() && left >= weights_[family]) left -= weights_[family++];
  if (family == weights_.size()) family = Pick(other_families_, Mix(draw, 2));
  return southern ? southern_[family] : family;
}

uint8_t NameCatalog::DrawGiven(int ethnicity, bool woman, uint64_t household_draw, int place) const {
  const Ids& givens = GivensOf(ethnicity, woman);
  const auto size = static_cast<uint32_t>(givens.size());
  // The step of 5 has no common factor with the pool sizes 39, 43 and 8.
  return givens[(Below(Mix(household_draw), size) + 5 * static_cast<uint32_t>(place)) % size];
}

bool NameCatalog::IsGiven(int ethnicity, bool woman, uint8_t given) const {
  const Ids& givens = GivensOf(ethnicity, woman);
  return std::memchr(givens.data(), given, givens.size()) != nullptr;
}

NameTail NameCatalog::DrawTail(const NameBearer& bearer, uint64_t draw, uint64_t household_draw, int place) const {
  NameTail tail;
  tail.given = DrawGiven(bearer.ethnicity, bearer.woman, household_draw, place);
  if (prefixed_[static_cast<size_t>(bearer.ethnicity)]) {
    tail.middle = NameTail::kPrefixed;
    return tail;
  }
  const MiddleNames& middle = MiddlesOf(bearer, draw);
  tail.middle = Below(Mix(draw, 3), 100) < middle.percent ? middle.first : Pick(middle.others, Mix(draw, 4));
  return tail;
}

const NameCatalog::MiddleNames& NameCatalog::MiddlesOf(const NameBearer& bearer, uint64_t draw) const {
  return middle_names_[bearer.woman][HasNewStyle(bearer.birth_year, draw)];
}

NameTail NameCatalog::NextTail(const NameBearer& bearer, uint64_t draw, const NameTail& tail) const {
  if (tail.prefixed()) return tail;
  const Ids& others = MiddlesOf(bearer, draw).others;
  const auto at = std::find(others.begin(), others.end(), tail.middle);
  const bool last = at == others.end() || at + 1 == others.end();
  return {last ? others.front() : *(at + 1), tail.given};
}

std::string NameCatalog::Compose(absl::string_view family, const NameTail& tail, bool woman) {
  const NameCatalog& catalog = Default();
  const std::string& given = catalog.givens_[tail.given].text;
  if (tail.prefixed()) return absl::StrCat(woman ? "H'" : "Y ", given, " ", family);
  return absl::StrCat(family, " ", catalog.middles_[tail.middle].text, " ", given);
}

std::string NameCatalog::ComposeKey(absl::string_view family_key, const NameTail& tail, bool woman) {
  const NameCatalog& catalog = Default();
  const std::string& given = catalog.givens_[tail.given].key;
  if (tail.prefixed()) return absl::StrCat(woman ? "H'" : "Y ", given, " ", family_key);
  return absl::StrCat(family_key, " ", catalog.middles_[tail.middle].key, " ", given);
}

}  // namespace lienthong::seeds
