#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "seeds/mix.h"
#include "seeds/nation/tables/tables.h"

namespace lienthong::seeds {

// What a draw is about; distinct tags give independent draws. Part of what people are: never renumber.
enum class Draw : uint64_t {
  kCell = 1,
  kBirthDay,
  kVagueness,
  kLink,
  kDivorce,
  kHome,
  kAddress,
  kCommune,
  kBirthCommune,
  kMiddle,
  kGiven,
  kFamily,
  kReligion,
  kDeathDay,
  kMarriageDay,
  kDivorceDay,
  kRegistrationDelay,
  kLegacy,
  kSecondLegacy,
  kSocialInsurance,
  kTax,
  kLicence,
  kPhone,
  kBank,
  kBusiness,
  kDwelling,
  kLivelihood,
  kInsured,
  kFacility,
  kIdentity,
  kVaccination,
  kPoor,
  kOwner,
  kConsent,
  kDefect,
  kSample,
};

// Census finds people and households by place: an index 0, 1, 2, ... over the whole nation, in order of province,
// repetition and row, and the tile's row behind it. Everything else about the nation is computed from there.
class Census {
 public:
  explicit Census(std::shared_ptr<const Tables> tables);

  const Tables& tables() const { return *tables_; }

  // Everybody, the dead included; every household.
  uint32_t people() const { return starts_[Tables::kPeople][kProvinces]; }
  uint32_t homes() const { return starts_[Tables::kHomes][kProvinces]; }
  uint32_t FirstOf(Tables::Kind kind, int province) const { return starts_[kind][static_cast<size_t>(province)]; }

  uint32_t IndexOf(Position person) const { return Index(Tables::kPeople, person); }
  Position At(uint32_t index) const { return Find(Tables::kPeople, index); }
  uint32_t HomeIndexOf(Position home) const { return Index(Tables::kHomes, home); }
  Position HomeAt(uint32_t index) const { return Find(Tables::kHomes, index); }

  const Member& member(Position person) const { return tables_->members(person.province)[person.row]; }
  const Home& home(Position home) const { return tables_->homes(home.province)[home.row]; }
  const Couple& couple(Position couple) const { return tables_->couples(couple.province)[couple.row]; }

  Position HomeOf(Position person) const { return {person.province, member(person).home, person.rep}; }
  Position HomeOfCouple(Position at) const { return {at.province, couple(at).home, at.rep}; }
  // The member with that place in the household.
  Position MemberAt(Position at, uint8_t place) const {
    return {at.province, static_cast<uint16_t>(home(at).first_member + place), at.rep};
  }
  uint8_t PlaceOf(Position person) const {
    return static_cast<uint8_t>(person.row - home(HomeOf(person)).first_member);
  }

  // A keyed draw about the thing with the index; the same for the same seed.
  uint64_t Hash(Draw draw, uint64_t index) const { return Mix(seed_ + (static_cast<uint64_t>(draw) << 48) + index); }
  uint64_t Hash(Draw draw, Position person) const { return Hash(draw, IndexOf(person)); }
  // True for so many of a thousand.
  bool Chance(Draw draw, uint64_t index, uint32_t per_mille) const {
    return Below(Hash(draw, index), 1000) < per_mille;
  }

 private:
  uint32_t Index(Tables::Kind kind, Position position) const;
  Position Find(Tables::Kind kind, uint32_t index) const;

  std::shared_ptr<const Tables> tables_;
  uint64_t seed_;
  std::array<std::array<uint32_t, kProvinces + 1>, Tables::kKinds> starts_ = {};
};

inline uint32_t Census::Index(Tables::Kind kind, Position position) const {
  return starts_[kind][position.province] + position.rep * tables_->repetition(kind, position.province).rows +
         position.row;
}

}  // namespace lienthong::seeds
