#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lienthong/population/v1/population.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"

// The register as it stands before a world changes anything: the nation in the register's own words.
namespace lienthong::population {

// Indexes of persons.
inline constexpr char kByLegacyId[] = "legacy_id";
inline constexpr char kByMother[] = "mother";
inline constexpr char kByHousehold[] = "household";
// Value: NameIndexValue. The base, asked for a NameSearch instead, gives fewer.
inline constexpr char kByName[] = "name";

// The value under which persons of that name and birth year are found: the name without accents, and the year. Who
// looks for accents or a full date rechecks. Empty when the name is not UTF-8.
std::string NameIndexValue(const std::string& full_name, int birth_year);
// The same with as much of the date as is known: those born then, and those of whom less is known.
std::string NameSearch(const std::string& full_name, const common::v1::Date& birth_date);

// A person's values under kByName.
std::vector<std::string> NameIndexValues(const v1::Person& person);

class PersonBase final : public store::Base<v1::Person> {
 public:
  explicit PersonBase(std::shared_ptr<const seeds::Nation> nation) : nation_(std::move(nation)) {}

  absl::optional<v1::Person> Get(const World& world, absl::string_view pin) const override;
  std::vector<std::string> Find(const World& world, absl::string_view index, absl::string_view value) const override;
  void Scan(const World& world, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override;

 private:
  std::shared_ptr<const seeds::Nation> nation_;
};

// Members are not part of the row: they are the living persons who name the household.
class HouseholdBase final : public store::Base<v1::Household> {
 public:
  explicit HouseholdBase(std::shared_ptr<const seeds::Nation> nation) : nation_(std::move(nation)) {}

  absl::optional<v1::Household> Get(const World& world, absl::string_view household_id) const override;
  void Scan(const World& world, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override;

 private:
  std::shared_ptr<const seeds::Nation> nation_;
};

}  // namespace lienthong::population
