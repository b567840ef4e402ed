#include "deploy/lienthong/nation_places_command.h"

#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "deploy/lienthong/nation_output.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/names/name_matching.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/nation/nation_places.h"

namespace lienthong {
namespace {

using control::v1::ListPlacesRequest;
using control::v1::Place;

struct PlacesOptions {
  std::string within, level, on = "2024-08-05", name;
};

absl::StatusOr<control::v1::PlaceLevel> LevelNamed(const std::string& name) {
  if (name.empty()) return control::v1::PLACE_LEVEL_UNSPECIFIED;
  if (name == "province") return control::v1::PLACE_LEVEL_PROVINCE;
  if (name == "district") return control::v1::PLACE_LEVEL_DISTRICT;
  if (name == "commune") return control::v1::PLACE_LEVEL_COMMUNE;
  return absl::InvalidArgumentError(absl::StrCat("--level ", name, ": write province, district or commune"));
}

// What a refusal of the service means to somebody at a keyboard.
absl::Status Explain(const PlacesOptions& options, const absl::Status& status) {
  const auto reason = ReasonOf(status);
  if (reason == common::v1::ADDRESS_UNKNOWN) {
    return absl::InvalidArgumentError(absl::StrCat(options.within, " is no code of a province or district"));
  }
  if (reason == common::v1::STALE_CODE) {
    return absl::InvalidArgumentError(absl::StrCat(options.within.empty() ? options.level : options.within,
                                                   " is no more on ", options.on,
                                                   ": since 2025-07-01 there are 34 provinces and no districts"));
  }
  return absl::InvalidArgumentError(absl::StrCat("--level ", options.level, ": name a level below the unit"));
}

bool Named(const Place& place, const std::string& wanted) {
  if (wanted.empty()) return true;
  const auto name = seeds::MatchKey(place.name()), part = seeds::MatchKey(wanted);
  return name.ok() && part.ok() && name->find(*part) != std::string::npos;
}

void Print(const Place& place) {
  const std::string linked =
      place.former_codes().empty() ? place.successor_code() : absl::StrJoin(place.former_codes(), " ");
  std::printf("%s\t%s\t%s\t%s\t%s\n", place.code().c_str(), place.name().c_str(), place.district_code().c_str(),
              place.province_code().c_str(), linked.c_str());
}

absl::Status PrintPlaces(const PlacesOptions& options) {
  const auto on = seeds::ParseDate(options.on);
  if (!on || !on->full()) {
    return absl::InvalidArgumentError(absl::StrCat("--on ", options.on, ": write a day such as 2025-07-01"));
  }
  ListPlacesRequest request;
  request.set_within_code(options.within);
  ASSIGN_OR_RETURN(const auto level, LevelNamed(options.level));
  request.set_level(level);
  const auto places = nation::PlacesOn(on->first_day(), request);
  if (!places.ok()) return Explain(options, places.status());
  int printed = 0;
  std::printf("code\tname\tdistrict\tprovince\t63-34\n");
  for (const Place& place : *places) {
    if (!Named(place, options.name)) continue;
    Print(place);
    ++printed;
  }
  if (printed > 0) return absl::OkStatus();
  return absl::NotFoundError(absl::StrCat("no unit asked about has \"", options.name, "\" in its name"));
}

}  // namespace

void AddNationPlaces(CLI::App& nation, int& exit_code) {
  const auto options = std::make_shared<PlacesOptions>();
  CLI::App* places = nation.add_subcommand("places", "Administrative units as of a day, with tabs between columns");
  places->add_option("CODE", options->within, "Province or district whose parts are wanted; without it provinces");
  places->add_option("--level", options->level, "province, district or commune; default: the level right below");
  places->add_option("--on", options->on, "Day; from 2025-07-01 on there are 34 provinces and no districts")
      ->capture_default_str();
  places->add_option("--name", options->name, "Only names with this in them; accents don't matter");
  places->footer(
      "The last column has the province of 34 that a province of 63 belongs to, or the 63 that one of 34 is made of.\n"
      "Examples:\n  lienthong nation places\n  lienthong nation places 01\n"
      "  lienthong nation places --level commune --name \"Phú Mỹ\"\n  lienthong nation places --on 2025-07-01");
  places->callback([options, &exit_code] { exit_code = Report(PrintPlaces(*options)); });
}

}  // namespace lienthong
