#include "seeds/nation/records.h"

#include "absl/strings/str_format.h"
#include "seeds/nation/registers.h"

namespace lienthong::seeds {
namespace {

constexpr uint32_t kCatholics = 70, kBuddhists = 50;           // households, per mille
constexpr int kVaccinatedAsChild = 14;                         // younger than 12 in 2021
constexpr uint32_t kHeadConsents = 250, kOwnerConsents = 250;  // on file, per mille

std::string EthnicityCode(int ethnicity) { return absl::StrFormat("%02d", ethnicity); }

void AddOrigin(const Country& country, Position at, const Parents& parents, Person* person) {
  const Member& member = country.census.member(at);
  const Descent descent = country.naming.DescentOf(at, parents);
  person->full_name = country.naming.FullNameOf(at, descent);
  person->birth_province_code = std::string(ProvinceCode(member.origin));
  person->birth_commune_code =
      std::string(Places::Default().communes()[country.books.BirthCommuneOf(at, parents)].code);
  person->native_province_code = std::string(ProvinceCode(descent.native));
  person->ethnicity_code = EthnicityCode(member.ethnicity);
  const std::optional<BookPlace> entry = country.books.BirthEntryOf(at);
  if (!entry) return;
  person->birth_entry =
      BirthEntry{entry->number, country.books.RegisteredOn(at, person->birth_date), person->birth_commune_code};
}

void AddKin(const Country& country, Position at, const Parents& parents, Person* person) {
  if (parents.father) person->father_pin = country.numbers.PinOf(*parents.father);
  if (parents.mother) person->mother_pin = country.numbers.PinOf(*parents.mother);
  person->marital_status = MaritalStatusOf(country, at);
  const std::optional<Position> spouse = country.kin.SpouseOf(at);
  if (spouse && country.census.member(*spouse).alive() && country.census.member(at).alive()) {
    person->spouse_pin = country.numbers.PinOf(*spouse);
  }
}

void AddHome(const Country& country, Position at, Person* person) {
  const Position home = country.census.HomeOf(at);
  const Member& member = country.census.member(at);
  person->religion = std::string(ReligionOf(country.census, country.census.HomeIndexOf(home)));
  person->residence = country.homes.AddressOf(home);  // of the dead, the last
  if (!member.alive()) {
    person->deceased_on = country.books.DiedOn(at);
    return;
  }
  person->household_id = country.homes.IdOf(home);
  person->relation_to_head = absl::StrFormat("CH%02d", member.relation);
}

void AddRegisters(const Country& country, Position at, Person* person) {
  person->legacy_ids = country.legacy_ids.Of(at);
  person->si_number = country.insurance_numbers.Of(at);
  const absl::string_view object = country.livelihoods.InsuranceObjectOf(at);
  if (!object.empty()) {
    person->insurance = MakeCard(object, person->residence.province_code, person->birth_date.first_day(), person->pin);
  }
  person->tax_code = country.tax_codes.Of(at);
  person->phone = country.phones.Of(at);
  person->livelihood = country.livelihoods.Of(at);
  person->eid_level = country.livelihoods.EidLevelOf(at);
  person->driving_licence = country.licences.Of(at);
  person->bank_account = country.bank_accounts.Of(at);
  const bool child = AgeOf(country.census.member(at).year) < kVaccinatedAsChild;
  person->vaccination =
      MakeVaccination(country.livelihoods.DosesOf(at), child, country.census.Hash(Draw::kVaccination, at));
}

}  // namespace

absl::string_view ReligionOf(const Census& census, uint32_t home) {
  const uint32_t draw = Below(census.Hash(Draw::kReligion, home), 1000);
  return draw < kCatholics ? "Công giáo" : draw < kCatholics + kBuddhists ? "Phật giáo" : "";
}

MaritalStatus MaritalStatusOf(const Country& country, Position at) {
  const Member& member = country.census.member(at);
  const std::optional<Position> spouse = country.kin.SpouseOf(at);
  if (spouse) {
    const bool widowed = member.alive() && !country.census.member(*spouse).alive();
    return widowed ? MaritalStatus::kWidowed : MaritalStatus::kMarried;
  }
  return country.kin.FormerSpouseOf(at) ? MaritalStatus::kDivorced : MaritalStatus::kSingle;
}

Person PersonOf(const Country& country, Position at) {
  Person person;
  person.pin = country.numbers.PinOf(at);
  person.sex = country.census.member(at).sex == 1 ? Sex::kFemale : Sex::kMale;
  person.birth_date = country.numbers.BirthDateOf(at);
  const Parents parents = country.kin.ParentsOf(at);
  AddOrigin(country, at, parents, &person);
  AddKin(country, at, parents, &person);
  AddHome(country, at, &person);
  AddRegisters(country, at, &person);
  return person;
}

Household HouseholdOf(const Country& country, Position home) {
  Household household;
  household.id = country.homes.IdOf(home);
  household.address = country.homes.AddressOf(home);
  for (uint8_t place = 0; place < country.census.home(home).living; ++place) {
    household.member_pins.push_back(country.numbers.PinOf(country.census.MemberAt(home, place)));
  }
  household.head_pin = household.member_pins.front();
  const Position owner = country.homes.OwnerOf(home);
  household.owner_pin = country.numbers.PinOf(owner);
  const uint64_t consent = country.census.Hash(Draw::kConsent, country.census.HomeIndexOf(home));
  household.head_consent = Below(consent, 1000) < kHeadConsents ? Consent::kOnFile : Consent::kNotOnFile;
  const bool own = household.owner_pin == household.head_pin;
  household.owner_consent = own                                          ? household.head_consent
                            : Below(Mix(consent), 1000) < kOwnerConsents ? Consent::kOnFile
                                                                         : Consent::kNotOnFile;
  household.land_certificate = country.home_papers.CertificateOf(home);
  household.poor = country.livelihoods.IsPoor(home);
  const std::string business = country.home_papers.BusinessOf(home);
  if (!business.empty()) {
    household.business = HouseholdBusiness{business, household.head_pin, country.home_papers.BusinessSince(home)};
  }
  return household;
}

Marriage MarriageOf(const Country& country, Position couple) {
  const BookPlace place = country.books.MarriageEntryOf(couple);
  Marriage marriage;
  marriage.id = FormatBookPlace(place);
  marriage.man_pin = country.numbers.PinOf(*country.kin.ManOf(couple));
  marriage.woman_pin = country.numbers.PinOf(country.kin.WomanOf(couple));
  marriage.registered_on = country.books.MarriedOn(couple);
  marriage.commune_code = std::string(Places::Default().communes()[place.commune].code);
  marriage.number = place.number;
  marriage.ended_on = country.books.EndedOn(couple);
  return marriage;
}

}  // namespace lienthong::seeds
