#include "seeds/names/name_pools.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "embed/seeds_names_files.h"
#include "seeds/data.h"
#include "seeds/mix.h"

namespace lienthong::seeds {
namespace {

constexpr char kFile[] = "seeds/names/names.yaml";
constexpr uint32_t kFamilyTotal = 1000;
constexpr int kOldStyleUntil = 1985, kNewStyleFrom = 2000;
constexpr absl::string_view kFirstSouthernProvince = "46";

using Names = std::vector<std::string>;

struct Weighted {
  std::string name;
  uint32_t weight = 0;
};

struct MiddleNames {
  std::string first;
  uint32_t percent = 0;  // of `first`
  Names others;
};

struct Pools {
  std::vector<Weighted> families;
  Names other_families;
  absl::flat_hash_map<std::string, std::string> southern;
  absl::flat_hash_map<std::string, Names> minority_families;
  absl::flat_hash_set<std::string> prefix_groups;
  Names prefix_male, prefix_female;
  MiddleNames male_old, male_new, female_old, female_new;
  Names male, female;
};

Names ReadNames(const YAML::Node& node) { return node.as<Names>(); }

MiddleNames ReadMiddle(const YAML::Node& node) {
  return {node["first"].Scalar(), node["percent"].as<uint32_t>(), ReadNames(node["others"])};
}

absl::Status Read(const YAML::Node& root, Pools* pools) {
  absl::Status status = CheckKeys(kFile, root,
                                  {"families", "other_families", "southern", "minority_families", "prefix_groups",
                                   "prefix_given", "middle", "given"});
  if (!status.ok()) return status;
  for (const YAML::Node& node : root["families"]) {
    pools->families.push_back({node["name"].Scalar(), node["weight"].as<uint32_t>()});
  }
  pools->other_families = ReadNames(root["other_families"]);
  for (const auto& entry : root["southern"]) pools->southern[entry.first.Scalar()] = entry.second.Scalar();
  for (const auto& entry : root["minority_families"]) {
    pools->minority_families[entry.first.Scalar()] = ReadNames(entry.second);
  }
  for (const YAML::Node& node : root["prefix_groups"]) pools->prefix_groups.insert(node.Scalar());
  pools->prefix_male = ReadNames(root["prefix_given"]["male"]);
  pools->prefix_female = ReadNames(root["prefix_given"]["female"]);
  const YAML::Node& middle = root["middle"];
  pools->male_old = ReadMiddle(middle["male_old"]);
  pools->male_new = ReadMiddle(middle["male_new"]);
  pools->female_old = ReadMiddle(middle["female_old"]);
  pools->female_new = ReadMiddle(middle["female_new"]);
  pools->male = ReadNames(root["given"]["male"]);
  pools->female = ReadNames(root["given"]["female"]);
  return absl::OkStatus();
}

const Pools& ThePools() {
  static const Pools* const pools = [] {
    auto* result = new Pools();
    const absl::Status status =
        ReadYaml(kFile, names_files::File("names.yaml"), [&](const YAML::Node& root) { return Read(root, result); });
    if (!status.ok()) FaultySeed(status);
    return result;
  }();
  return *pools;
}

const std::string& Pick(const Names& names, uint64_t mixed) {
  return names[Below(mixed, static_cast<uint32_t>(names.size()))];
}

const std::string& PickFamily(const Pools& pools, uint64_t draw) {
  uint32_t left = Below(Mix(draw, 1), kFamilyTotal);
  for (const Weighted& family : pools.families) {
    if (left < family.weight) return family.name;
    left -= family.weight;
  }
  return Pick(pools.other_families, Mix(draw, 2));
}

const std::string& PickMiddle(const MiddleNames& middle, uint64_t draw) {
  return Below(Mix(draw, 3), 100) < middle.percent ? middle.first : Pick(middle.others, Mix(draw, 4));
}

// A straight mix of the two styles for the birth years between them.
bool HasNewStyle(int birth_year, uint64_t draw) {
  constexpr uint32_t kSpan = kNewStyleFrom - kOldStyleUntil;
  if (birth_year >= kNewStyleFrom) return true;
  return birth_year > kOldStyleUntil && Below(Mix(draw, 5), kSpan) < static_cast<uint32_t>(birth_year - kOldStyleUntil);
}

// The step of 5 has no common factor with the pool sizes 39, 43 and 8.
const std::string& PickGiven(const Names& names, uint64_t household_draw, int place) {
  const auto size = static_cast<uint32_t>(names.size());
  return names[(Below(Mix(household_draw, 6), size) + 5 * static_cast<uint32_t>(place)) % size];
}

}  // namespace

std::string DrawFamilyName(const NameQuery& query, uint64_t draw) {
  const Pools& pools = ThePools();
  const auto minority = pools.minority_families.find(query.ethnicity_code);
  if (minority != pools.minority_families.end()) return Pick(minority->second, Mix(draw, 7));
  const std::string& family = PickFamily(pools, draw);
  const auto southern = pools.southern.find(family);
  const bool south = query.province_code >= kFirstSouthernProvince;
  return south && southern != pools.southern.end() ? southern->second : family;
}

std::string DrawFullName(const NameQuery& query, uint64_t draw, uint64_t household_draw, int place) {
  const Pools& pools = ThePools();
  const std::string family = query.family.empty() ? DrawFamilyName(query, draw) : std::string(query.family);
  const bool male = query.sex == Sex::kMale;
  if (pools.prefix_groups.contains(query.ethnicity_code)) {
    const std::string& given = PickGiven(male ? pools.prefix_male : pools.prefix_female, household_draw, place);
    return absl::StrCat(male ? "Y " : "H'", given, " ", family);
  }
  const bool new_style = HasNewStyle(query.birth_year, draw);
  const MiddleNames& middle =
      male ? (new_style ? pools.male_new : pools.male_old) : (new_style ? pools.female_new : pools.female_old);
  return absl::StrCat(family, " ", PickMiddle(middle, draw), " ",
                      PickGiven(male ? pools.male : pools.female, household_draw, place));
}

}  // namespace lienthong::seeds
