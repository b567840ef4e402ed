#include "seeds/nation/defects/defects.h"

#include <optional>
#include <utility>

#include "seeds/mix.h"
#include "seeds/names/name_matching.h"

namespace lienthong::seeds {
namespace {

constexpr uint32_t kOf = 100'000;
constexpr uint32_t kRecordsPerDead = 21;  // the dead are a twenty-first of all records
constexpr size_t kSexDigit = 3;

uint64_t KeyOf(uint64_t seed, absl::string_view register_name, absl::string_view pin) {
  uint64_t key = Mix(seed);
  for (const char c : register_name) key = Mix(key ^ static_cast<unsigned char>(c));
  for (const char c : pin) key = Mix(key ^ static_cast<unsigned char>(c));
  return key;
}

std::optional<PartialDate> Swapped(const PartialDate& date) {
  const PartialDate swapped{date.year, date.day, date.month};
  if (!date.full() || date.day == date.month || !swapped.valid()) return std::nullopt;
  return swapped;
}

std::string WithOtherSex(std::string pin) {
  if (pin.size() > kSexDigit) pin[kSexDigit] = static_cast<char>(pin[kSexDigit] ^ 1);
  return pin;
}

std::string WithoutAccents(const std::string& name) { return MatchKey(name).value_or(name); }

}  // namespace

uint32_t Defects::Of(absl::string_view register_name, const Person& person) const {
  const uint64_t key = KeyOf(seed_, register_name, person.pin);
  const auto drawn = [&](Defect defect, uint32_t rate) { return Below(Mix(key + defect), kOf) < rate ? defect : 0u; };
  uint32_t defects = drawn(kDuplicate, rates_.duplicate) | drawn(kOldPlaceName, rates_.old_place_name);
  if (WithoutAccents(person.full_name) != person.full_name) defects |= drawn(kAccentsLost, rates_.accents_lost);
  if (Swapped(person.birth_date)) defects |= drawn(kDayMonthSwapped, rates_.day_month_swapped);
  if (!person.alive()) defects |= drawn(kStillActive, rates_.still_active * kRecordsPerDead);
  // One fault of the number at most.
  if (const uint32_t missing = drawn(kNumberMissing, rates_.number_missing)) return defects | missing;
  const uint32_t old = person.legacy_ids.empty() ? 0 : drawn(kOldNumberInstead, rates_.old_number_instead);
  return defects | (old ? old : drawn(kWrongSexDigit, rates_.wrong_sex_digit));
}

std::string Defects::PinIn(absl::string_view register_name, const Person& person) const {
  const uint32_t defects = Of(register_name, person);
  if (defects & kNumberMissing) return "";
  if (defects & kOldNumberInstead) return person.legacy_ids.back();
  return defects & kWrongSexDigit ? WithOtherSex(person.pin) : person.pin;
}

Person Defects::AsHeldBy(absl::string_view register_name, const Person& person) const {
  const uint32_t defects = Of(register_name, person);
  Person held = person;
  held.pin = PinIn(register_name, person);
  if (defects & kAccentsLost) held.full_name = WithoutAccents(person.full_name);
  if (defects & kDayMonthSwapped) held.birth_date = *Swapped(person.birth_date);
  if (defects & kStillActive) held.deceased_on.reset();
  return held;
}

std::vector<Person> Defects::ByPinIn(absl::string_view register_name, absl::string_view number) const {
  std::vector<Person> candidates = nation_.ByLegacyId(number);
  for (const std::string& pin : {std::string(number), WithOtherSex(std::string(number))}) {
    std::optional<Person> person = nation_.ByPin(pin);
    if (person) candidates.push_back(*std::move(person));
  }
  std::vector<Person> holders;
  for (Person& person : candidates) {
    if (!number.empty() && PinIn(register_name, person) == number) holders.push_back(std::move(person));
  }
  return holders;
}

std::vector<DefectAnswer> Defects::AnswerKey(absl::string_view register_name, absl::string_view from_pin,
                                             int people) const {
  std::vector<DefectAnswer> answers;
  for (const Person& person : nation_.Scan(from_pin, people)) {
    const uint32_t defects = Of(register_name, person);
    if (defects != 0) answers.push_back({person.pin, PinIn(register_name, person), defects});
  }
  return answers;
}

}  // namespace lienthong::seeds
