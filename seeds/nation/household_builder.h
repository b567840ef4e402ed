#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/number_book.h"
#include "seeds/nation/registers.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {

// HouseholdBuilder adds one coherent household after another to a draft: types and sizes by fixed shares, mothers 18 to
// 44 and fathers 18 to 60 at a birth, spouses within 8 years, siblings two calendar years apart or twins.
// All gaps hold in years, so any day of the year is coherent.
class HouseholdBuilder {
 public:
  HouseholdBuilder(const NationOptions& options, NumberBook* book, Draft* draft);

  // The index is the household's place in the nation; everything about it follows from it.
  void Build(uint32_t index, const Province& province);

 private:
  // Independent draws of one household.
  class Draws {
   public:
    explicit Draws(uint64_t key) : key_(key) {}
    uint64_t Next();
    // From..to, both included.
    int Between(int from, int to);
    bool Percent(uint32_t percent);

   private:
    uint64_t key_;
    uint64_t count_ = 0;
  };

  // What a new person is made of.
  struct Birth {
    Sex sex = Sex::kMale;
    int year = 0;
    std::string province_code;
    std::string ethnicity_code;
    std::string family;  // empty: drawn
    std::string native_province_code;
    std::optional<PartialDate> date;  // of the first twin; else drawn
    bool in_this_commune = false;     // born while the parents lived here
  };

  // The household under construction.
  struct Home {
    Draws draws;
    const Province* province;
    const Commune* commune;
    std::string origin;  // birth province of the head's line
    std::string ethnicity_code;
    std::string religion;
    std::vector<size_t> members;  // indexes into the draft; the head first
    uint64_t name_draw = 0;
    int given_names = 0;
  };

  void BuildSingle(Home* home);
  void BuildFamily(Home* home, bool children, bool grandparents);
  void BuildLoneParent(Home* home);
  void AddChildren(Home* home, std::optional<size_t> father, std::optional<size_t> mother, int first_year,
                   int last_year, int count, const std::string& relation);
  // Grandmother, and the grandfather alive or dead; gives back the grandfather's index.
  size_t AddGrandparents(Home* home, int son_year, std::vector<size_t>* living);
  size_t AddPerson(Home* home, const Birth& birth);
  // Marries the two in the year; ends the marriage by a death when one is dead.
  void MarryIn(Home* home, int year, size_t man, size_t woman);
  int MarriageYear(Home* home, int man_year, int woman_year, int first_child_year);
  // Dies in a year after `earliest`, by the snapshot at the latest.
  void Bury(Home* home, int earliest, size_t person);

  PartialDate DrawDate(Draws* draws, int year);
  const Commune& DrawCommune(Draws* draws, absl::string_view province_code);
  std::string DrawOtherProvince(Draws* draws);
  void Settle(Home* home);
  void GiveIdentifiers(Draws* draws, bool poor, Person* person);

  Person& At(size_t index) { return draft_->people[index]; }

  const NationOptions options_;
  NumberBook* const book_;
  Draft* const draft_;
  std::vector<std::vector<const Commune*>> communes_;  // by position of the province
  uint64_t population_ = 0;                            // of all provinces
  size_t settled_ = 0;                                 // people of the draft that belong to finished households
};

}  // namespace lienthong::seeds
