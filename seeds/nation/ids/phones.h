#pragma once

#include <optional>
#include <string>

#include "seeds/identifiers/digit_text.h"
#include "seeds/nation/people/livelihoods.h"
#include "seeds/nation/rank/scatter.h"

namespace lienthong::seeds {

// Mobile numbers, all with prefixes that no operator uses as far as is known, so that they are nobody's.
class Phones {
 public:
  Phones(const Census* census, const Livelihoods* livelihoods);

  // Empty: none.
  std::string Of(Position person) const;
  // The number kept for the person, with a telephone or not.
  DigitText<10> DigitsOf(Position person) const;
  std::optional<Position> By(absl::string_view number) const;
  std::string Free(uint64_t index) const;

 private:
  const Census& census_;
  const Livelihoods& livelihoods_;
  Scatter scatter_;
};

// Bank accounts of the nation's one synthetic bank: ten digits, the first 8.
class BankAccounts {
 public:
  BankAccounts(const Census* census, const Livelihoods* livelihoods);

  static absl::string_view bank_bin();

  std::optional<BankAccount> Of(Position person) const;
  // The number kept for the person, with an account or not.
  DigitText<10> DigitsOf(Position person) const;
  std::optional<Position> By(absl::string_view number) const;

 private:
  const Census& census_;
  const Livelihoods& livelihoods_;
  Scatter scatter_;
};

}  // namespace lienthong::seeds
