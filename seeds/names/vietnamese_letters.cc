#include "seeds/names/vietnamese_letters.h"

#include <array>
#include <utility>

namespace lienthong::seeds {
namespace {

constexpr char16_t kVowels[12][7] = {u"AÀÁẢÃẠ", u"ĂẰẮẲẴẶ", u"ÂẦẤẨẪẬ", u"EÈÉẺẼẸ", u"ÊỀẾỂỄỆ", u"IÌÍỈĨỊ",
                                     u"OÒÓỎÕỌ", u"ÔỒỐỔỖỘ", u"ƠỜỚỞỠỢ", u"UÙÚỦŨỤ", u"ƯỪỨỬỮỰ", u"YỲÝỶỸỴ"};
constexpr char kBases[] = "AAAEEIOOOUUY";
constexpr uint8_t kRowA = 1, kRowE = 4, kRowO = 7, kRowU = 10, kRowY = 12;
// Letters of minority names that the alphabet lacks, each with its base.
constexpr std::pair<char16_t, char> kOthers[] = {{u'Đ', 'D'}, {u'Ĭ', 'I'}, {u'Ŏ', 'O'},
                                                 {u'Ŭ', 'U'}, {u'Č', 'C'}, {u'Ñ', 'N'}};

// Latin-1 to Latin Extended-B, and Latin Extended Additional.
constexpr size_t kLow = 0x200, kHighStart = 0x1E00, kHigh = 0x100;
using Table = std::array<VietnameseLetter, kLow + kHigh>;

constexpr size_t SlotOf(char16_t c) {
  if (c < kLow) return c;
  return c >= kHighStart && c < kHighStart + kHigh ? kLow + (c - kHighStart) : 0;
}

constexpr Table MakeTable() {
  Table table;
  for (char c = 'A'; c <= 'Z'; ++c) table[SlotOf(static_cast<char16_t>(c))].base = c;
  for (const auto& [letter, base] : kOthers) table[SlotOf(letter)].base = base;
  for (uint8_t row = 0; row < 12; ++row) {
    for (uint8_t tone = 0; tone < 6; ++tone) {
      table[SlotOf(kVowels[row][tone])] = {kBases[row], static_cast<uint8_t>(row + 1), tone};
    }
  }
  return table;
}

constexpr Table kTable = MakeTable();

// OA, OE or UY with at most one tone mark on the two.
bool IsMovablePair(const VietnameseLetter& first, const VietnameseLetter& second) {
  const bool pair = (first.row == kRowO && (second.row == kRowA || second.row == kRowE)) ||
                    (first.row == kRowU && second.row == kRowY);
  return pair && (first.tone == 0) != (second.tone == 0);
}

}  // namespace

const VietnameseLetter& LetterOf(char16_t upper) { return kTable[SlotOf(upper)]; }

char16_t VowelWithTone(uint8_t row, uint8_t tone) { return kVowels[row - 1][tone]; }

bool PlaceTones(std::u16string* upper) {
  bool moved = false;
  for (size_t i = 0; i + 1 < upper->size(); ++i) {
    const VietnameseLetter& first = LetterOf((*upper)[i]);
    const VietnameseLetter& second = LetterOf((*upper)[i + 1]);
    if (!IsMovablePair(first, second)) continue;
    if (first.row == kRowU && i > 0 && (*upper)[i - 1] == u'Q') continue;
    const bool ends_word = i + 2 == upper->size() || LetterOf((*upper)[i + 2]).base == 0;
    const uint8_t tone = first.tone + second.tone;  // one of them is 0
    if (ends_word == (first.tone != 0)) continue;
    (*upper)[i] = VowelWithTone(first.row, ends_word ? tone : 0);
    (*upper)[i + 1] = VowelWithTone(second.row, ends_word ? 0 : tone);
    moved = true;
  }
  return moved;
}

}  // namespace lienthong::seeds
