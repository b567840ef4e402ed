#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"

// The books as they stand before a world changes anything: the nation in the register's own words.
namespace lienthong::civil_registry {

// Indexes of births.
inline constexpr char kByPin[] = "pin";
inline constexpr char kByApplication[] = "application";
inline constexpr char kByNotification[] = "notification";
inline constexpr char kByMother[] = "mother";
// Values: NameIndexValue, IdentityIndexValue.
inline constexpr char kByName[] = "name";
inline constexpr char kByIdentity[] = "identity";
// Index of marriages: both spouses.
inline constexpr char kBySpouse[] = "spouse";

// <commune>-<year>-<number>, the number with five digits, so that entries sort.
std::string RecordIdOf(absl::string_view commune_code, int year, int64_t number);

// The name without accents, and the date; empty when the name isn't UTF-8.
std::string NameIndexValue(const std::string& full_name, const common::v1::Date& birth_date);
// What makes two entries the same child: mother, date of birth, sex, name, and the place in a multiple birth. Empty
// when the mother is unknown.
std::string IdentityIndexValue(const v1::BirthRecord& record);

// Births with an electronic entry.
class BirthBase final : public store::Base<v1::BirthRecord> {
 public:
  explicit BirthBase(std::shared_ptr<const seeds::Nation> nation) : nation_(std::move(nation)) {}

  absl::optional<v1::BirthRecord> Get(const World& world, absl::string_view record_id) const override;
  std::vector<std::string> Find(const World& world, absl::string_view index, absl::string_view value) const override;
  void Scan(const World& world, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override;

 private:
  std::shared_ptr<const seeds::Nation> nation_;
};

class MarriageBase final : public store::Base<v1::MarriageRecord> {
 public:
  explicit MarriageBase(std::shared_ptr<const seeds::Nation> nation) : nation_(std::move(nation)) {}

  absl::optional<v1::MarriageRecord> Get(const World& world, absl::string_view record_id) const override;
  std::vector<std::string> Find(const World& world, absl::string_view index, absl::string_view value) const override;
  void Scan(const World& world, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override;

 private:
  std::shared_ptr<const seeds::Nation> nation_;
};

}  // namespace lienthong::civil_registry
