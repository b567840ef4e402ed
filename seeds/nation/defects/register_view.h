#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "seeds/nation/defects/defects.h"
#include "seeds/nation/nation.h"

namespace lienthong::seeds {

// One line of the answer key: a record that is not as it should be.
struct DefectAnswer {
  std::string pin;         // the true number
  std::string record_key;  // of the record, in the register
  std::string held_pin;    // as the register has it; empty: missing
  Copy copy = Copy::kFirst;
  uint32_t defects = 0;
};

// RegisterView is the nation as one register holds it: records are found by what the register has, not by what is true,
// so a number may lead to nobody, to somebody else, or to two. Without a plan the register holds the truth. People are
// given as held; those in the register twice have the second record's number there. Cheap to make; thread-safe.
class RegisterView {
 public:
  // The nation must outlive it.
  RegisterView(const Nation& nation, std::optional<DefectPlan> plan);

  const Nation& truth() const { return nation_; }

  Person Held(Person person) const { return defects_ ? defects_->AsHeld(std::move(person)) : person; }
  std::optional<Person> Held(std::optional<Person> person) const;

  // Everybody whose personal number in the register is this one.
  std::vector<Person> ByPin(absl::string_view pin) const;
  // Names as ever without accents; the date as held.
  std::vector<Person> ByNameAndBirthDate(absl::string_view full_name, const PartialDate& birth_date) const;
  std::optional<Person> BySiNumber(absl::string_view si_number) const;
  std::optional<Person> ByTaxCode(absl::string_view tax_code) const;
  // In order of number, from the number on; fewer than `limit` at the end only, and a few more now and then.
  std::vector<Person> ScanBySiNumber(absl::string_view from, int limit) const;
  std::vector<Person> ScanByTaxCode(absl::string_view from, int limit) const;

  // The people of the nation that the register with a plan knows, as they are, in order of their record's key, from the
  // key on.
  std::vector<Person> PeopleFrom(absl::string_view record_key, int limit) const;
  // The key of the person's (first) record; empty when the register does not know the person.
  std::string RecordKey(const Person& person) const;
  // What is wrong in the records of somebody of the nation; nothing when the register does not know the person.
  std::vector<DefectAnswer> AnswersFor(const Person& person) const;

 private:
  struct Numbering;
  static const Numbering kSiNumbers, kTaxCodes;

  // The person's second record; nothing when there is none.
  std::optional<Person> SecondRecord(const Person& person) const;
  std::optional<Person> ByNumber(const Numbering& numbering, absl::string_view number) const;
  std::vector<Person> ScanNumbers(const Numbering& numbering, absl::string_view from, int limit) const;

  const Nation& nation_;
  std::optional<Defects> defects_;
};

}  // namespace lienthong::seeds
