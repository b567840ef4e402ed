#include "services/civil_registry/date_in_words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace lienthong::civil_registry {
namespace {

constexpr const char* kDigits[] = {"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};

// The unit after a ten is spelled differently: 21 "mốt", 24 "tư", 5 "lăm".
const char* UnitAfterTen(int unit, int ten) {
  if (unit == 5) return "lăm";
  if (unit == 1 && ten > 1) return "mốt";
  return unit == 4 && ten > 1 ? "tư" : kDigits[unit];
}

std::string BelowHundred(int number) {
  const int ten = number / 10;
  const int unit = number % 10;
  if (ten == 0) return kDigits[unit];
  std::string words = ten == 1 ? "mười" : absl::StrCat(kDigits[ten], " mươi");
  if (unit != 0) absl::StrAppend(&words, " ", UnitAfterTen(unit, ten));
  return words;
}

std::string YearInWords(int year) {
  std::vector<std::string> words;
  if (year >= 1000) words.push_back(absl::StrCat(kDigits[year / 1000], " nghìn"));
  const int hundreds = year / 100 % 10;
  const int rest = year % 100;
  const bool more = hundreds != 0 || rest != 0;
  if (year >= 100 && more) words.push_back(absl::StrCat(kDigits[hundreds], " trăm"));
  if (rest != 0 && rest < 10 && year >= 100) words.push_back("linh");
  if (rest != 0) words.push_back(BelowHundred(rest));
  return absl::StrJoin(words, " ");
}

}  // namespace

std::string DateInWords(absl::CivilDay day) {
  return absl::StrCat("Ngày ", BelowHundred(day.day()), ", tháng ", BelowHundred(day.month()), ", năm ",
                      YearInWords(static_cast<int>(day.year())));
}

}  // namespace lienthong::civil_registry
