#include "seeds/nation/homelands.h"

#include "seeds/mix.h"

namespace lienthong::seeds {
namespace {

// Percent of the province's households.
struct Homeland {
  absl::string_view province_code;
  absl::string_view ethnicity_code;
  uint32_t percent;
};

constexpr Homeland kHomelands[] = {
    {"02", "08", 33}, {"02", "02", 23}, {"02", "09", 15}, {"04", "02", 41}, {"04", "07", 30}, {"04", "08", 11},
    {"06", "02", 52}, {"06", "09", 17}, {"06", "07", 9},  {"08", "02", 26}, {"08", "09", 13}, {"10", "08", 24},
    {"10", "02", 15}, {"10", "09", 14}, {"11", "03", 36}, {"11", "08", 38}, {"12", "03", 32}, {"12", "08", 24},
    {"12", "09", 13}, {"14", "03", 53}, {"14", "08", 16}, {"14", "04", 7},  {"15", "02", 18}, {"15", "08", 13},
    {"15", "09", 12}, {"17", "04", 63}, {"17", "02", 3},  {"19", "02", 11}, {"19", "07", 7},  {"20", "07", 42},
    {"20", "02", 36}, {"22", "09", 5},  {"25", "04", 15}, {"38", "04", 9},  {"38", "03", 6},  {"40", "03", 9},
    {"52", "12", 2},  {"58", "14", 12}, {"62", "12", 12}, {"62", "10", 5},  {"64", "10", 30}, {"64", "12", 12},
    {"66", "11", 18}, {"66", "07", 4},  {"67", "11", 6},  {"68", "07", 2},  {"75", "06", 3},  {"79", "06", 4},
    {"84", "05", 31}, {"91", "05", 12}, {"94", "05", 30}, {"94", "06", 5},  {"95", "05", 8},  {"96", "05", 2},
};

}  // namespace

std::string DrawEthnicity(absl::string_view province_code, uint64_t draw) {
  uint32_t left = Below(Mix(draw), 100);
  for (const Homeland& homeland : kHomelands) {
    if (homeland.province_code != province_code) continue;
    if (left < homeland.percent) return std::string(homeland.ethnicity_code);
    left -= homeland.percent;
  }
  return "01";
}

}  // namespace lienthong::seeds
