#include "seeds/nation/walk/household_walk.h"

#include "seeds/nation/records.h"
#include "seeds/nation/registers.h"

namespace lienthong::seeds {
namespace {

constexpr uint32_t kNeedParents = kDescentFact | kNameFact | kBirthCommuneFact | kParentsFact | kBirthEntryFact;

}  // namespace

HouseholdWalk::HouseholdWalk(const Country* country, uint32_t facts)
    : country_(*country), facts_(facts), people_(kNobody), kinship_(kNobody), doors_(0, 0) {}

void HouseholdWalk::GoTo(Position home) {
  at_ = home;
  size_ = country_.census.home(home).members;
  TellHome();
  for (uint8_t place = 0; place < size_; ++place) {
    PersonFacts& person = people_[place];
    person = {};
    person.member = &country_.census.member(At(place));
    person.pin = country_.numbers.DigitsOf(At(place));
  }
  for (uint8_t place = 0; place < size_; ++place) TellKin(place);
  for (uint8_t place = 0; place < size_; ++place) {
    TellName(place);
    TellRegisters(place);
  }
}

void HouseholdWalk::TellHome() {
  home_.province = at_.province;
  if (Wants(kAddressFact | kBirthCommuneFact | kBirthEntryFact)) TellAddress();
  if (Wants(kHouseholdIdFact)) home_.id = country_.homes.IdDigitsOf(at_);
  if (Wants(kReligionFact)) home_.religion = ReligionOf(country_.census, country_.census.HomeIndexOf(at_));
}

void HouseholdWalk::TellAddress() {
  const uint32_t index = country_.census.HomeIndexOf(at_);
  if (index < run_.first || index >= run_.end) {
    home_.commune = static_cast<uint32_t>(country_.homes.CommuneAt(at_.province, index));
    run_ = country_.homes.HomesOf(home_.commune);
    doors_ = country_.homes.DoorsOf(home_.commune);
  }
  if (Wants(kAddressFact)) home_.door = Homes::DoorAt(doors_(index - run_.first));
}

DigitText<12> HouseholdWalk::PinOf(Position person) const {
  if (LivesHere(person)) return people_[country_.census.PlaceOf(person)].pin;
  return country_.numbers.DigitsOf(person);
}

void HouseholdWalk::TellKin(uint8_t place) {
  const Position at = At(place);
  PersonFacts& person = people_[place];
  Kinship& kinship = kinship_[place];
  if (Wants(kNeedParents)) {
    kinship.descent_told = false;
    kinship.elsewhere = country_.kin.ElsewhereOf(at);
    kinship.parents = country_.kin.ParentsOf(at, kinship.elsewhere);
  }
  if (Wants(kParentsFact)) {
    if (kinship.parents.father) person.father = PinOf(*kinship.parents.father);
    if (kinship.parents.mother) person.mother = PinOf(*kinship.parents.mother);
  }
  if (!Wants(kMarriageFact)) return;
  person.marital_status = MaritalStatusOf(country_, at);
  const uint8_t spouse = person.member->spouse;
  if (spouse == kNobody || !person.member->alive() || !people_[spouse].member->alive()) return;
  person.spouse = people_[spouse].pin;
}

const Descent& HouseholdWalk::DescentOf(uint8_t place) {
  Descent& descent = people_[place].descent;
  Kinship& kinship = kinship_[place];
  if (kinship.descent_told) return descent;
  kinship.descent_told = true;
  const std::optional<Position> namesake = country_.naming.NamesakeOf(At(place), kinship.parents);
  descent = namesake && LivesHere(*namesake) ? DescentOf(country_.census.PlaceOf(*namesake))
                                             : country_.naming.DescentOf(At(place), kinship.parents);
  return descent;
}

void HouseholdWalk::TellName(uint8_t place) {
  if (Wants(kDescentFact)) DescentOf(place);
  if (Wants(kNameFact)) people_[place].tail = country_.naming.TailOf(At(place), kinship_[place].elsewhere);
}

uint32_t HouseholdWalk::BirthCommuneOf(uint8_t place) const {
  const Parents& parents = kinship_[place].parents;
  const Member& member = *people_[place].member;
  const bool born_here = member.origin == at_.province && parents.mother && LivesHere(*parents.mother);
  return born_here ? home_.commune : static_cast<uint32_t>(country_.books.BirthCommuneOf(At(place), parents));
}

void HouseholdWalk::TellRegisters(uint8_t place) {
  const Position at = At(place);
  PersonFacts& person = people_[place];
  if (Wants(kBirthDateFact | kInsuranceFact)) person.birth_date = country_.numbers.BirthDateOf(at);
  if (Wants(kLegacyIdsFact)) person.legacy_ids = country_.legacy_ids.DigitsOf(at);
  if (Wants(kBirthCommuneFact | kBirthEntryFact)) person.birth_commune = BirthCommuneOf(place);
  if (Wants(kBirthEntryFact) && person.member->year >= kBookFrom) {
    person.birth_entry = country_.books.BirthEntryIn(person.birth_commune, at);
  }
  if (Wants(kDeathFact) && !person.member->alive()) person.deceased_on = country_.books.DiedOn(at);
  if (Wants(kInsuranceFact)) TellInsurance(at, &person);
  const Livelihoods& livelihoods = country_.livelihoods;
  if (Wants(kTaxCodeFact) && livelihoods.HasTaxCode(at)) person.tax_code = country_.tax_codes.DigitsOf(at);
  if (Wants(kPhoneFact) && livelihoods.HasPhone(at)) person.phone = country_.phones.DigitsOf(at);
  if (Wants(kLivelihoodFact)) person.livelihood = livelihoods.Of(at);
  if (Wants(kEidFact)) person.eid_level = livelihoods.EidLevelOf(at);
  if (Wants(kLicenceFact)) person.licence = country_.licences.Of(at);
  if (Wants(kBankAccountFact) && livelihoods.HasBankAccount(at)) {
    person.bank_account = country_.bank_accounts.DigitsOf(at);
  }
  if (Wants(kVaccinationFact)) person.vaccination_doses = livelihoods.DosesOf(at);
}

void HouseholdWalk::TellInsurance(Position at, PersonFacts* person) const {
  const absl::string_view object = country_.livelihoods.InsuranceObjectOf(at);
  if (!object.empty()) {
    const auto [from, to] = CardTermOf(object, person->birth_date.first_day());
    person->insurance = CardFacts{object, from, to, FirstFacilityOf(person->pin.text[11])};
  }
  if (object.empty() && !country_.livelihoods.HasSiNumber(at)) return;
  person->si_number = country_.insurance_numbers.DigitsOf(at);
}

}  // namespace lienthong::seeds
