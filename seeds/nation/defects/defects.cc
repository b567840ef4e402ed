#include "seeds/nation/defects/defects.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "seeds/mix.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/defects/former_provinces.h"

namespace lienthong::seeds {
namespace {

constexpr uint32_t kOf = 100'000;
constexpr uint32_t kRecordsPerDead = 21;  // the dead are a twenty-first of all records
constexpr size_t kSexDigit = 3;

uint64_t MixText(uint64_t key, absl::string_view text) {
  for (const char c : text) key = Mix(key ^ static_cast<unsigned char>(c));
  return key;
}

uint32_t PossibleIn(absl::string_view register_name) {
  for (const DefectiveRegister& known : kDefectiveRegisters) {
    if (known.name == register_name) return known.defects;
  }
  return 0;
}

std::optional<PartialDate> Swapped(const PartialDate& date) {
  const PartialDate swapped{date.year, date.day, date.month};
  if (!date.full() || date.day == date.month || !swapped.valid()) return std::nullopt;
  return swapped;
}

std::string WithoutAccents(const std::string& name) { return MatchKey(name).value_or(name); }

}  // namespace

std::string WithOtherSexDigit(std::string pin) {
  if (pin.size() > kSexDigit) pin[kSexDigit] = static_cast<char>(pin[kSexDigit] ^ 1);
  return pin;
}

Defects::Defects(DefectPlan plan)
    : plan_(std::move(plan)),
      key_(MixText(Mix(plan_.seed), plan_.register_name)),
      possible_(PossibleIn(plan_.register_name)) {}

uint32_t Defects::Of(const Person& person, Copy copy) const {
  if (!person.persona_key.empty()) return 0;
  const uint64_t key = MixText(key_ + (copy == Copy::kSecond ? 1 : 0), person.pin);
  const auto drawn = [&](Defect defect, uint32_t rate) {
    return (possible_ & defect) != 0 && Below(Mix(key + defect), kOf) < rate ? defect : 0u;
  };
  const DefectRates& rates = plan_.rates;
  uint32_t defects = copy == Copy::kSecond ? 0 : drawn(kDuplicate, rates.duplicate);
  if (WithoutAccents(person.full_name) != person.full_name) defects |= drawn(kAccentsLost, rates.accents_lost);
  if (Swapped(person.birth_date)) defects |= drawn(kDayMonthSwapped, rates.day_month_swapped);
  if (!person.alive()) defects |= drawn(kStillActive, rates.still_active * kRecordsPerDead);
  if (!FormerProvince(person.residence.province_code).empty()) {
    defects |= drawn(kOldPlaceName, rates.old_place_name);
  }
  // One fault of the number at most.
  if (const uint32_t missing = drawn(kNumberMissing, rates.number_missing)) return defects | missing;
  const uint32_t old = person.legacy_ids.empty() ? 0 : drawn(kOldNumberInstead, rates.old_number_instead);
  return defects | (old ? old : drawn(kWrongSexDigit, rates.wrong_sex_digit));
}

std::string Defects::PinHeld(const Person& person, Copy copy) const {
  const uint32_t defects = Of(person, copy);
  if (defects & kNumberMissing) return "";
  if (defects & kOldNumberInstead) return person.legacy_ids.back();
  return defects & kWrongSexDigit ? WithOtherSexDigit(person.pin) : person.pin;
}

Person Defects::AsHeld(Person person, Copy copy) const {
  const uint32_t defects = Of(person, copy);
  std::string pin = PinHeld(person, copy);
  if (defects & kAccentsLost) person.full_name = WithoutAccents(person.full_name);
  if (defects & kDayMonthSwapped) person.birth_date = *Swapped(person.birth_date);
  if (defects & kStillActive) person.deceased_on.reset();
  if (defects & kOldPlaceName) {
    absl::StrAppend(&person.residence.detail, person.residence.detail.empty() ? "" : ", ",
                    FormerProvince(person.residence.province_code));
  }
  person.pin = std::move(pin);
  return person;
}

}  // namespace lienthong::seeds
