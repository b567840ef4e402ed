#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "seeds/nation/nation.h"

// A tester's data kit: some people of one story, in a folder.
//   people.csv     every field
//   cards/PIN.svg  the QR code of the chip identity card: number | old number | name | born | sex | residence | issued
//   sheet.html     a page to print, one card each; marked synthetic
namespace lienthong {

struct KitOptions {
  int count = 20;
  std::string story = "young-families";
  uint64_t draw = 1;
  std::string folder = "kit";
};

std::vector<std::string> StoryNames();

// Nothing is half-written: files appear under their names when they are whole.
absl::Status WriteKit(const seeds::Nation& nation, const KitOptions& options);

// The seven fields of the chip card's QR code. The issue date is an assumption: the first working day after the holder
// turned 14, or 2021-04-15.
std::string CardQrText(const seeds::Person& person);
// The code as a standalone SVG image. INVALID_ARGUMENT when the text is too long for a QR code.
absl::StatusOr<std::string> QrSvg(const std::string& text);

}  // namespace lienthong
