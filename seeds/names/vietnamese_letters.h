// The letters of the Vietnamese alphabet in upper case, taken apart into base letter and tone.
#pragma once

#include <cstdint>
#include <string>

namespace lienthong::seeds {

// One upper-case letter that names are written with.
struct VietnameseLetter {
  // A..Z without any mark; 0: no letter of names.
  char base = 0;
  // Which vowel: 1 A, 2 Ă, 3 Â, 4 E, 5 Ê, 6 I, 7 O, 8 Ô, 9 Ơ, 10 U, 11 Ư, 12 Y; 0: no vowel.
  uint8_t row = 0;
  // 0 level, 1 falling (À), 2 rising (Á), 3 asking (Ả), 4 tumbling (Ã), 5 heavy (Ạ).
  uint8_t tone = 0;
};

// A letter with base 0 for anything that is no upper-case letter of names.
const VietnameseLetter& LetterOf(char16_t upper);
// The vowel of that row with that tone.
char16_t VowelWithTone(uint8_t row, uint8_t tone);

// Puts the tone marks of OA, OE, UY where the older spelling has them: on the first vowel at the end of a word, on the
// second before another letter. QU is a consonant: QUÝ stays. True when something moved.
bool PlaceTones(std::u16string* upper);

}  // namespace lienthong::seeds
