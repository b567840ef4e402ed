#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/nation/nation.h"

// A tester's data kit: some people of one story.
//   people.csv     every field
//   cards/PIN.svg  the QR code of the chip identity card: number | old number | name | born | sex | residence | issued
//   sheet.html     a page to print, one card each; marked synthetic
namespace lienthong::nation {

struct KitChoice {
  int count = 20;
  std::string story = "young-families";
  uint64_t draw = 1;
};

std::vector<std::string> StoryNames();

//   INVALID_FIELD     no such story
//   NOBODY_WAS_FOUND  nobody in this nation has it
absl::StatusOr<std::vector<control::v1::NationKitFile>> MakeKit(const seeds::Nation& nation, const KitChoice& choice);

}  // namespace lienthong::nation
