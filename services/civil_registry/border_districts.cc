#include "services/civil_registry/border_districts.h"

#include <algorithm>

#include "seeds/places/places.h"

namespace lienthong::civil_registry {
namespace {

struct Border {
  const char* district_code;
  const char* neighbour;
};

// Districts of 2022 with a land border, in order of code; general knowledge.
constexpr Border kBorders[] = {
    {"026", "CHN"}, {"027", "CHN"}, {"028", "CHN"}, {"029", "CHN"}, {"030", "CHN"}, {"032", "CHN"}, {"033", "CHN"},
    {"042", "CHN"}, {"043", "CHN"}, {"045", "CHN"}, {"047", "CHN"}, {"048", "CHN"}, {"049", "CHN"}, {"053", "CHN"},
    {"080", "CHN"}, {"082", "CHN"}, {"083", "CHN"}, {"084", "CHN"}, {"096", "CHN"}, {"096", "LAO"}, {"097", "LAO"},
    {"100", "LAO"}, {"103", "LAO"}, {"107", "CHN"}, {"108", "CHN"}, {"109", "CHN"}, {"112", "CHN"}, {"123", "LAO"},
    {"124", "LAO"}, {"125", "LAO"}, {"126", "LAO"}, {"127", "LAO"}, {"128", "LAO"}, {"180", "CHN"}, {"182", "CHN"},
    {"183", "CHN"}, {"188", "CHN"}, {"189", "CHN"}, {"194", "CHN"}, {"198", "CHN"}, {"201", "CHN"}, {"384", "LAO"},
    {"385", "LAO"}, {"387", "LAO"}, {"388", "LAO"}, {"396", "LAO"}, {"415", "LAO"}, {"417", "LAO"}, {"418", "LAO"},
    {"422", "LAO"}, {"424", "LAO"}, {"428", "LAO"}, {"439", "LAO"}, {"441", "LAO"}, {"444", "LAO"}, {"452", "LAO"},
    {"453", "LAO"}, {"455", "LAO"}, {"456", "LAO"}, {"457", "LAO"}, {"465", "LAO"}, {"467", "LAO"}, {"481", "LAO"},
    {"504", "LAO"}, {"510", "LAO"}, {"610", "LAO"}, {"611", "KHM"}, {"611", "LAO"}, {"616", "KHM"}, {"618", "KHM"},
    {"628", "KHM"}, {"631", "KHM"}, {"632", "KHM"}, {"646", "KHM"}, {"647", "KHM"}, {"662", "KHM"}, {"663", "KHM"},
    {"665", "KHM"}, {"667", "KHM"}, {"691", "KHM"}, {"692", "KHM"}, {"693", "KHM"}, {"705", "KHM"}, {"706", "KHM"},
    {"708", "KHM"}, {"711", "KHM"}, {"712", "KHM"}, {"795", "KHM"}, {"796", "KHM"}, {"797", "KHM"}, {"798", "KHM"},
    {"800", "KHM"}, {"801", "KHM"}, {"868", "KHM"}, {"869", "KHM"}, {"870", "KHM"}, {"884", "KHM"}, {"886", "KHM"},
    {"887", "KHM"}, {"890", "KHM"}, {"891", "KHM"}, {"900", "KHM"}, {"914", "KHM"},
};

}  // namespace

bool BordersOn(absl::string_view commune_code, absl::string_view country) {
  const seeds::Commune* commune = seeds::Places::Default().FindCommune(commune_code);
  if (commune == nullptr) return false;
  return std::any_of(std::begin(kBorders), std::end(kBorders), [&](const Border& border) {
    return commune->district_code == border.district_code && country == border.neighbour;
  });
}

}  // namespace lienthong::civil_registry
