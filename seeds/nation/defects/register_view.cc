#include "seeds/nation/defects/register_view.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "seeds/nation/country.h"
#include "seeds/nation/persona_register.h"
#include "seeds/nation/records.h"

namespace lienthong::seeds {

// The numbers that a register's records stand under.
struct RegisterView::Numbering {
  std::string Person::*number;
  std::optional<Person> (Nation::*by)(absl::string_view number) const;
  std::vector<Person> (Nation::*scan)(absl::string_view from, int limit) const;
  std::string (*spare)(const Country& country, Position person);
  std::optional<Position> (*by_spare)(const Country& country, absl::string_view number);
  std::string (*stratum_begin)(const Country& country, absl::string_view from);
};

const RegisterView::Numbering RegisterView::kSiNumbers = {
    &Person::si_number,
    &Nation::BySiNumber,
    &Nation::ScanBySiNumber,
    [](const Country& country, Position person) { return country.insurance_numbers.SpareOf(person); },
    [](const Country& country, absl::string_view number) { return country.insurance_numbers.BySpare(number); },
    [](const Country& country, absl::string_view from) { return country.insurance_numbers.StratumBegin(from); }};

const RegisterView::Numbering RegisterView::kTaxCodes = {
    &Person::tax_code,
    &Nation::ByTaxCode,
    &Nation::ScanByTaxCode,
    [](const Country& country, Position person) { return country.tax_codes.SpareOf(person); },
    [](const Country& country, absl::string_view number) { return country.tax_codes.BySpare(number); },
    [](const Country& country, absl::string_view from) { return country.tax_codes.StratumBegin(from); }};

namespace {

constexpr int kFewestAtOnce = 16;  // more than one stratum ever holds

std::optional<Defects> DefectsOf(std::optional<DefectPlan> plan) {
  if (!plan) return std::nullopt;
  return Defects(*std::move(plan));
}

}  // namespace

RegisterView::RegisterView(const Nation& nation, std::optional<DefectPlan> plan)
    : nation_(nation), defects_(DefectsOf(std::move(plan))) {}

std::optional<Person> RegisterView::Held(std::optional<Person> person) const {
  if (!person || !defects_) return person;
  return defects_->AsHeld(*std::move(person));
}

std::optional<Person> RegisterView::SecondRecord(const Person& person) const {
  const std::string& name = defects_->plan().register_name;
  if (name != "social_insurance" && name != "tax") return std::nullopt;
  if ((defects_->Of(person) & kDuplicate) == 0) return std::nullopt;
  const Numbering& numbering = name == "tax" ? kTaxCodes : kSiNumbers;
  const std::optional<Position> at = nation_.country().numbers.ByPin(person.pin);
  std::string spare = at ? numbering.spare(nation_.country(), *at) : "";
  // A persona may have taken the number.
  if (spare.empty() || (nation_.*numbering.by)(spare)) return std::nullopt;
  Person second = defects_->AsHeld(person, Copy::kSecond);
  second.*numbering.number = std::move(spare);
  return second;
}

std::vector<Person> RegisterView::ByPin(absl::string_view pin) const {
  std::vector<Person> holders;
  std::optional<Person> holder = nation_.ByPin(pin);
  if (!defects_) {
    if (holder) holders.push_back(*std::move(holder));
    return holders;
  }
  if (pin.empty()) return holders;
  std::vector<Person> candidates = nation_.ByLegacyId(pin);
  if (holder) candidates.push_back(*std::move(holder));
  std::optional<Person> other = nation_.ByPin(WithOtherSexDigit(std::string(pin)));
  if (other) candidates.push_back(*std::move(other));
  for (const Person& candidate : candidates) {
    Person first = defects_->AsHeld(candidate);
    std::optional<Person> second = SecondRecord(candidate);
    if (first.pin == pin) holders.push_back(std::move(first));
    if (second && second->pin == pin) holders.push_back(*std::move(second));
  }
  return holders;
}

std::vector<Person> RegisterView::ByNameAndBirthDate(absl::string_view full_name, const PartialDate& birth_date) const {
  std::vector<Person> people = nation_.ByNameAndBirthDate(full_name, birth_date);
  if (!defects_) return people;
  const PartialDate swapped{birth_date.year, birth_date.day, birth_date.month};
  if (birth_date.full() && swapped.valid() && !(swapped == birth_date)) {
    for (Person& person : nation_.ByNameAndBirthDate(full_name, swapped)) people.push_back(std::move(person));
  }
  std::vector<Person> held;
  for (Person& person : people) {
    Person record = Held(std::move(person));
    if (Agrees(record.birth_date, birth_date)) held.push_back(std::move(record));
  }
  return held;
}

std::optional<Person> RegisterView::ByNumber(const Numbering& numbering, absl::string_view number) const {
  std::optional<Person> person = (nation_.*numbering.by)(number);
  if (person || !defects_) return Held(std::move(person));
  const std::optional<Position> at = numbering.by_spare(nation_.country(), number);
  if (!at) return std::nullopt;
  std::optional<Person> second = SecondRecord(PersonOf(nation_.country(), *at));
  return second && (*second).*numbering.number == number ? second : std::nullopt;
}

std::vector<Person> RegisterView::ScanNumbers(const Numbering& numbering, absl::string_view from, int limit) const {
  if (!defects_) return (nation_.*numbering.scan)(from, limit);
  std::vector<Person> records;
  std::string least(from);
  for (bool more = true; more && records.size() < static_cast<size_t>(limit);) {
    const int size = std::max(limit, kFewestAtOnce);
    const std::string begin = std::min(least, numbering.stratum_begin(nation_.country(), least));
    const std::vector<Person> batch = (nation_.*numbering.scan)(begin, size);
    more = batch.size() == static_cast<size_t>(size);
    const std::string last = more ? batch.back().*numbering.number : "";
    const size_t first = records.size();
    const auto add = [&](Person record) {
      const std::string& number = record.*numbering.number;
      if (number >= least && (!more || number <= last)) records.push_back(std::move(record));
    };
    for (const Person& person : batch) {
      add(defects_->AsHeld(person));
      if (auto second = SecondRecord(person)) add(*std::move(second));
    }
    std::sort(records.begin() + static_cast<std::ptrdiff_t>(first), records.end(),
              [&](const Person& a, const Person& b) { return a.*numbering.number < b.*numbering.number; });
    least = absl::StrCat(last, absl::string_view("\0", 1));
  }
  return records;
}

std::optional<Person> RegisterView::BySiNumber(absl::string_view si_number) const {
  return ByNumber(kSiNumbers, si_number);
}
std::optional<Person> RegisterView::ByTaxCode(absl::string_view tax_code) const {
  return ByNumber(kTaxCodes, tax_code);
}
std::vector<Person> RegisterView::ScanBySiNumber(absl::string_view from, int limit) const {
  return ScanNumbers(kSiNumbers, from, limit);
}
std::vector<Person> RegisterView::ScanByTaxCode(absl::string_view from, int limit) const {
  return ScanNumbers(kTaxCodes, from, limit);
}

std::string RegisterView::RecordKey(const Person& person) const {
  const std::string& name = defects_->plan().register_name;
  if (name == "tax") return person.tax_code;
  if (name == "social_insurance") return person.si_number;
  if (name == "civil_registry") return person.birth_entry ? BirthEntryId(person) : "";
  return person.pin;
}

std::vector<Person> RegisterView::PeopleFrom(absl::string_view record_key, int limit) const {
  const std::string& name = defects_->plan().register_name;
  if (name == "tax") return nation_.ScanByTaxCode(record_key, limit);
  if (name == "social_insurance") return nation_.ScanBySiNumber(record_key, limit);
  if (name == "civil_registry") return nation_.ScanByBirthEntry(record_key, limit);
  return nation_.Scan(record_key, limit);
}

std::vector<DefectAnswer> RegisterView::AnswersFor(const Person& person) const {
  std::vector<DefectAnswer> answers;
  const std::string key = defects_ ? RecordKey(person) : "";
  if (key.empty()) return answers;
  const std::optional<Person> second = SecondRecord(person);
  const uint32_t defects = defects_->Of(person) & ~(second ? 0 : uint32_t{kDuplicate});
  if (defects != 0) answers.push_back({person.pin, key, defects_->PinHeld(person), Copy::kFirst, defects});
  if (second) {
    const uint32_t others = defects_->Of(person, Copy::kSecond) | kDuplicate;
    answers.push_back({person.pin, RecordKey(*second), second->pin, Copy::kSecond, others});
  }
  return answers;
}

}  // namespace lienthong::seeds
