#include "seeds/nation/defects/register_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "seeds/identifiers/personal_number.h"
#include "tests/seeds/nation/defects/some_town.h"

namespace lienthong::seeds {
namespace {

constexpr DefectRates kMany = {.duplicate = 20'000};

RegisterView Register(const char* name, DefectRates rates = kMany) { return {TheTown(), DefectPlan{name, 1, rates}}; }

// Every record of a register by its key, as its two scans of numbers, or that of people, give them.
std::vector<Person> InsuredRecords(const RegisterView& view) {
  std::vector<Person> records;
  std::string next;
  for (std::vector<Person> page; !(page = view.ScanBySiNumber(next, 97)).empty();) {
    next = page.back().si_number + '\0';
    records.insert(records.end(), page.begin(), page.end());
    if (page.size() < 97) break;
  }
  return records;
}

TEST(RegisterViewTest, WithoutAPlanTheRegisterHoldsTheTruth) {
  const RegisterView view(TheTown(), std::nullopt);
  for (size_t i = 0; i < Everybody().size(); i += 100) {
    const Person& person = Everybody()[i];
    ASSERT_EQ(view.ByPin(person.pin).size(), 1u);
    EXPECT_EQ(view.ByPin(person.pin)[0].full_name, person.full_name);
    EXPECT_TRUE(view.AnswersFor(person).empty());
  }
}

TEST(RegisterViewTest, ARegisterAnswersByItsNumber) {
  const RegisterView view = Register("tax");
  int wrong = 0;
  for (const Person& truth : Everybody()) {
    const std::string held = view.Held(truth).pin;
    if (held.empty()) continue;
    const std::vector<Person> holders = view.ByPin(held);
    ASSERT_TRUE(std::any_of(holders.begin(), holders.end(), [&](const Person& p) { return p.pin == held; }));
    for (const Person& holder : holders) ASSERT_EQ(holder.pin, held);
    if (held == truth.pin) continue;
    ++wrong;
    for (const Person& holder : view.ByPin(truth.pin)) {
      EXPECT_TRUE(holder.tax_code.empty() || holder.tax_code != truth.tax_code) << "the first record says otherwise";
    }
  }
  EXPECT_GT(wrong, 500);
  EXPECT_TRUE(view.ByPin("").empty());
}

TEST(RegisterViewTest, TwoPeopleMayHoldOneNumber) {
  // In the whole country one of a hundred numbers belongs to somebody of the other sex, too.
  const auto country = Nation::Generate({});
  ASSERT_TRUE(country.ok());
  const RegisterView view(**country, DefectPlan{"social_insurance", 1, {0, 0, 0, 0, 50'000, 0, 0, 0}});
  int collisions = 0;
  for (const Person& truth : (*country)->Scan("901090", 10'000)) {
    const std::vector<Person> holders = view.ByPin(truth.pin);
    collisions += holders.size() == 2 ? 1 : 0;
    for (const Person& holder : holders) EXPECT_EQ(holder.pin, truth.pin);
    if (holders.size() == 2) {
      EXPECT_NE(holders[0].full_name + holders[0].si_number, holders[1].full_name + holders[1].si_number);
    }
  }
  EXPECT_GT(collisions, 10);
}

TEST(RegisterViewTest, ScansGiveEveryRecordOnceInOrderOfNumber) {
  const RegisterView view = Register("social_insurance");
  const std::vector<Person> records = InsuredRecords(view);
  ASSERT_TRUE(std::is_sorted(records.begin(), records.end(),
                             [](const Person& a, const Person& b) { return a.si_number < b.si_number; }));
  std::multiset<std::string> expected;
  int duplicates = 0;
  for (const Person& person : Everybody()) {
    if (person.si_number.empty()) continue;
    expected.insert(person.si_number);
    for (const DefectAnswer& answer : view.AnswersFor(person)) {
      if (answer.copy == Copy::kSecond) expected.insert(answer.record_key), ++duplicates;
    }
  }
  std::multiset<std::string> scanned;
  for (const Person& record : records) scanned.insert(record.si_number);
  EXPECT_GT(duplicates, 3'000);
  EXPECT_EQ(scanned, expected);
  EXPECT_EQ(std::set<std::string>(expected.begin(), expected.end()).size(), expected.size()) << "all distinct";
}

TEST(RegisterViewTest, TheSecondRecordIsFoundByItsNumberAndTheFirstByThePin) {
  const RegisterView view = Register("tax");
  int seen = 0;
  for (const Person& person : Everybody()) {
    for (const DefectAnswer& answer : view.AnswersFor(person)) {
      if (answer.copy != Copy::kSecond) continue;
      ++seen;
      const std::optional<Person> record = view.ByTaxCode(answer.record_key);
      ASSERT_TRUE(record);
      EXPECT_EQ(record->pin, answer.held_pin);
      EXPECT_EQ(record->tax_code, answer.record_key);
      EXPECT_NE(answer.record_key, person.tax_code);
      EXPECT_FALSE(TheTown().ByTaxCode(answer.record_key)) << "nobody's by right";
      if (answer.held_pin == person.pin && view.Held(person).pin == person.pin) {
        EXPECT_EQ(view.ByPin(person.pin).size(), 2u);
      }
    }
  }
  EXPECT_GT(seen, 1'000);
}

TEST(RegisterViewTest, TheAnswerKeySaysWhatIsHeld) {
  const RegisterView view = Register("tax", {});
  size_t answers = 0;
  for (const Person& truth : Everybody()) {
    for (const DefectAnswer& answer : view.AnswersFor(truth)) {
      ++answers;
      EXPECT_EQ(answer.pin, truth.pin);
      EXPECT_FALSE(truth.tax_code.empty()) << "not in the register, not in its key";
      const std::optional<Person> held = view.ByTaxCode(answer.record_key);
      ASSERT_TRUE(held);
      EXPECT_EQ(held->pin, answer.held_pin);
      EXPECT_NE(answer.defects, 0u);
    }
  }
  EXPECT_GT(answers, 1'000u);
}

TEST(RegisterViewTest, TheKeyGoesThroughARegisterInItsOwnOrder) {
  for (const DefectiveRegister& known : kDefectiveRegisters) {
    const RegisterView view = Register(std::string(known.name).c_str());
    std::string from;
    size_t people = 0;
    while (true) {
      const std::vector<Person> page = view.PeopleFrom(from, 500);
      for (const Person& person : page) {
        ASSERT_GE(view.RecordKey(person), from) << known.name;
        from = view.RecordKey(person) + '\0';
      }
      people += page.size();
      if (page.size() < 500) break;
    }
    const auto expected = std::count_if(Everybody().begin(), Everybody().end(),
                                        [&](const Person& person) { return !view.RecordKey(person).empty(); });
    EXPECT_EQ(people, static_cast<size_t>(expected)) << known.name;
  }
}

TEST(RegisterViewTest, NamesAndDatesAreFoundAsHeld) {
  const RegisterView view = Register("population", {100'000, 100'000, 0, 0, 0, 0, 0, 0});
  int swapped = 0;
  for (size_t i = 0; i < Everybody().size(); i += 50) {
    const Person& truth = Everybody()[i];
    const Person held = view.Held(truth);
    const auto has = [&](const std::vector<Person>& people) {
      return std::any_of(people.begin(), people.end(), [&](const Person& p) { return p.pin == truth.pin; });
    };
    EXPECT_TRUE(has(view.ByNameAndBirthDate(held.full_name, held.birth_date)));
    if (held.birth_date == truth.birth_date) continue;
    ++swapped;
    EXPECT_FALSE(has(view.ByNameAndBirthDate(truth.full_name, truth.birth_date)));
  }
  EXPECT_GT(swapped, 50);
}

TEST(RegisterViewTest, RealisticNumbersHaveTheSameFaults) {
  const Nation& realistic = TheTown().In(PinMode::kRealistic);
  const RegisterView view(realistic, DefectPlan{"tax", 1, {}});
  size_t answers = 0;
  for (size_t i = 0; i < Everybody().size(); i += 10) {
    std::string pin = Everybody()[i].pin;
    pin[0] = '0';
    const auto person = realistic.ByPin(pin);
    ASSERT_TRUE(person) << "the same people";
    EXPECT_EQ(person->full_name, Everybody()[i].full_name);
    answers += view.AnswersFor(*person).size();
  }
  EXPECT_GT(answers, 100u);
}

}  // namespace
}  // namespace lienthong::seeds
