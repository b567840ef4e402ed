#include "services/nation/person_lines.h"

#include <algorithm>
#include <array>

#include "absl/base/attributes.h"
#include "lienthong/control/v1/nation.pb.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/names/name_catalog.h"
#include "seeds/nation/ids/phones.h"
#include "seeds/nation/people/numbers.h"
#include "seeds/places/facilities.h"
#include "seeds/places/places.h"
#include "services/nation/line_sinks.h"

namespace lienthong::nation {
namespace {

using P = control::v1::NationPerson;
using seeds::CardFacts;
using seeds::HomeFacts;
using seeds::PersonFacts;
using Field = google::protobuf::FieldDescriptor;

// What a walk must tell for a field; nothing for what comes free.
uint32_t FactsFor(int field) {
  using namespace seeds;  // NOLINT: the facts
  switch (field) {
    case P::kLegacyIdsFieldNumber:
      return kLegacyIdsFact;
    case P::kFullNameFieldNumber:
      return kDescentFact | kNameFact;
    case P::kBirthDateFieldNumber:
      return kBirthDateFact;
    case P::kBirthCommuneCodeFieldNumber:
      return kBirthCommuneFact;
    case P::kNativeProvinceCodeFieldNumber:
      return kDescentFact;
    case P::kReligionFieldNumber:
      return kReligionFact;
    case P::kResidenceFieldNumber:
      return kAddressFact;
    case P::kHouseholdIdFieldNumber:
      return kHouseholdIdFact;
    case P::kFatherPinFieldNumber:
    case P::kMotherPinFieldNumber:
      return kParentsFact;
    case P::kSpousePinFieldNumber:
    case P::kMaritalStatusFieldNumber:
      return kMarriageFact;
    case P::kDeceasedOnFieldNumber:
      return kDeathFact;
    case P::kBirthEntryIdFieldNumber:
      return kBirthEntryFact;
    case P::kSiNumberFieldNumber:
    case P::kInsuranceCardFieldNumber:
      return kInsuranceFact;
    case P::kTaxCodeFieldNumber:
      return kTaxCodeFact;
    case P::kPhoneFieldNumber:
      return kPhoneFact;
    case P::kLivelihoodFieldNumber:
      return kLivelihoodFact;
    case P::kEidLevelFieldNumber:
      return kEidFact;
    case P::kDrivingLicenceFieldNumber:
      return kLicenceFact;
    case P::kBankBinFieldNumber:
    case P::kBankAccountFieldNumber:
      return kBankAccountFact;
    case P::kVaccinationDosesFieldNumber:
      return kVaccinationFact;
    default:
      return 0;
  }
}

template <class Value>
absl::string_view View(const std::optional<Value>& value) {
  return value ? value->view() : absl::string_view();
}

// A number from 1 as decimal text.
class Decimal {
 public:
  explicit Decimal(uint64_t number) : end_(std::to_chars(text_, text_ + sizeof(text_), number).ptr) {}
  absl::string_view view() const { return {text_, static_cast<size_t>(end_ - text_)}; }

 private:
  char text_[20];
  char* end_;
};

template <size_t N>
seeds::DigitText<N> Digits(uint64_t number) {
  seeds::DigitText<N> digits;
  seeds::WriteDigits<N>(number, digits.text);
  return digits;
}

}  // namespace

// Texts that many people share.
struct PersonLines::Texts {
  Texts();

  absl::string_view LevelOf(absl::string_view object) const {
    return {&levels[static_cast<size_t>(object[0] - 'A')][static_cast<size_t>(object[1] - 'A')], 1};
  }
  absl::string_view FacilityOf(int province, seeds::FacilityKind kind) const {
    return facilities[static_cast<size_t>(province)][static_cast<size_t>(kind)];
  }

  const seeds::NameCatalog& names = seeds::NameCatalog::Default();
  const absl::Span<const seeds::Commune> communes = seeds::Places::Default().communes();
  std::array<std::array<absl::string_view, 3>, seeds::kProvinces> facilities;
  // The digit of an object code's benefit level, by its two letters.
  std::array<std::array<char, 26>, 26> levels = {};
};

PersonLines::Texts::Texts() {
  for (const seeds::InsuranceObject& object : seeds::InsuranceObjects()) {
    levels[static_cast<size_t>(object.code[0] - 'A')][static_cast<size_t>(object.code[1] - 'A')] =
        static_cast<char>('0' + object.level);
  }
  using seeds::FacilityKind;
  for (int province = 0; province < seeds::kProvinces; ++province) {
    for (const auto kind : {FacilityKind::kHospital, FacilityKind::kCommuneStation, FacilityKind::kSpecialistClinic}) {
      const seeds::Facility* facility = seeds::Facilities::Default().InProvince(seeds::ProvinceCode(province), kind);
      if (facility != nullptr) facilities[static_cast<size_t>(province)][static_cast<size_t>(kind)] = facility->code;
    }
  }
}

namespace {

// Writes one person into a line; the order is that of NationPerson's fields.
template <class Sink, class Texts>
class Telling {
 public:
  Telling(const Texts& texts, const HomeFacts& home, const PersonFacts& person, Sink& sink)
      : texts_(texts), home_(home), person_(person), sink_(sink) {}

  void Tell() {
    sink_.Begin();
    TellIdentity();
    TellOrigin();
    TellHome();
    TellKin();
    TellInsurance();
    TellRegisters();
  }

 private:
  bool Wants(int field) const { return sink_.Wants(field); }

  ABSL_ATTRIBUTE_ALWAYS_INLINE void Text(int field, absl::string_view name, absl::string_view value) {
    if (Wants(field)) sink_.Text(name, value);
  }
  // By the name of its value; 0 is left out in JSON and spelled out in CSV.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Enum(int field, absl::string_view name, absl::Span<const absl::string_view> values,
                                         int value) {
    if (!Wants(field)) return;
    sink_.Text(name, {values[static_cast<size_t>(value)]}, value != 0 || std::is_same_v<Sink, CsvSink>);
  }

  void TellIdentity() {
    Text(P::kPinFieldNumber, "pin", person_.pin.view());
    if (Wants(P::kLegacyIdsFieldNumber)) sink_.Texts("legacyIds", person_.legacy_ids);
    if (Wants(P::kFullNameFieldNumber)) TellName();
    static constexpr absl::string_view kSexes[] = {"SEX_UNSPECIFIED", "SEX_MALE", "SEX_FEMALE"};
    Enum(P::kSexFieldNumber, "sex", kSexes, person_.woman() ? 2 : 1);
    if (Wants(P::kBirthDateFieldNumber)) sink_.Date("birthDate", person_.birth_date);
  }

  void TellName() {
    const absl::string_view family = texts_.names.families()[person_.descent.family].text;
    const absl::string_view given = texts_.names.givens()[person_.tail.given].text;
    if (person_.tail.prefixed()) {
      sink_.Text("fullName", {person_.woman() ? "H'" : "Y ", given, " ", family});
    } else {
      sink_.Text("fullName", {family, " ", texts_.names.middles()[person_.tail.middle].text, " ", given});
    }
  }

  void TellOrigin() {
    Text(P::kBirthProvinceCodeFieldNumber, "birthProvinceCode", seeds::ProvinceCode(person_.member->origin));
    Text(P::kBirthCommuneCodeFieldNumber, "birthCommuneCode", texts_.communes[person_.birth_commune].code);
    Text(P::kNativeProvinceCodeFieldNumber, "nativeProvinceCode", seeds::ProvinceCode(person_.descent.native));
    Text(P::kEthnicityCodeFieldNumber, "ethnicityCode", Digits<2>(person_.member->ethnicity).view());
    Text(P::kReligionFieldNumber, "religion", home_.religion);
    Text(P::kNationalityFieldNumber, "nationality", "VNM");
  }

  void TellHome() {
    if (Wants(P::kResidenceFieldNumber)) {
      const seeds::Commune& commune = texts_.communes[home_.commune];
      sink_.Message("residence", true, [&] {
        sink_.Text("provinceCode", commune.province_code);
        sink_.Text("districtCode", commune.district_code);
        sink_.Text("communeCode", commune.code);
        sink_.Text("detail",
                   {"Số ", Decimal(home_.door.house).view(), ", Thôn Mẫu ", Decimal(home_.door.hamlet).view()});
      });
    }
    const bool alive = person_.member->alive();
    if (Wants(P::kHouseholdIdFieldNumber)) sink_.Text("householdId", {home_.id.view()}, alive);
    if (Wants(P::kRelationToHeadFieldNumber)) {
      sink_.Text("relationToHead", {"CH", Digits<2>(person_.member->relation).view()}, alive);
    }
  }

  void TellKin() {
    Text(P::kFatherPinFieldNumber, "fatherPin", View(person_.father));
    Text(P::kMotherPinFieldNumber, "motherPin", View(person_.mother));
    Text(P::kSpousePinFieldNumber, "spousePin", View(person_.spouse));
    static constexpr absl::string_view kStatuses[] = {
        "NATION_MARITAL_STATUS_UNSPECIFIED", "NATION_MARITAL_STATUS_SINGLE", "NATION_MARITAL_STATUS_MARRIED",
        "NATION_MARITAL_STATUS_WIDOWED", "NATION_MARITAL_STATUS_DIVORCED"};
    Enum(P::kMaritalStatusFieldNumber, "maritalStatus", kStatuses, static_cast<int>(person_.marital_status));
    if (Wants(P::kDeceasedOnFieldNumber)) sink_.Date("deceasedOn", Optional(person_.deceased_on));
    if (Wants(P::kBirthEntryIdFieldNumber)) TellBirthEntry();
  }

  void TellBirthEntry() {
    if (!person_.birth_entry) return sink_.Text("birthEntryId", "");
    const seeds::BookPlace& entry = *person_.birth_entry;
    sink_.Text("birthEntryId",
               {texts_.communes[entry.commune].code, "-", Digits<4>(static_cast<uint64_t>(entry.year)).view(), "-",
                Digits<5>(entry.number).view()});
  }

  void TellInsurance() {
    Text(P::kSiNumberFieldNumber, "siNumber", View(person_.si_number));
    if (!Wants(P::kInsuranceCardFieldNumber)) return;
    sink_.Message("insuranceCard", person_.insurance.has_value(), [&] {
      if (!person_.insurance) return TellNothing(4);
      const CardFacts& card = *person_.insurance;
      sink_.Text("cardCode", {card.object, texts_.LevelOf(card.object), seeds::ProvinceCode(home_.province),
                              View(person_.si_number)});
      sink_.Date("validFrom", absl::make_optional(card.valid_from));
      sink_.Date("validTo", absl::make_optional(card.valid_to));
      sink_.Text("facilityCode", texts_.FacilityOf(home_.province, card.facility));
    });
  }

  void TellRegisters() {
    Text(P::kTaxCodeFieldNumber, "taxCode", View(person_.tax_code));
    Text(P::kPhoneFieldNumber, "phone", View(person_.phone));
    static constexpr absl::string_view kLivelihoods[] = {
        "NATION_LIVELIHOOD_UNSPECIFIED", "NATION_LIVELIHOOD_UNDER_SIX", "NATION_LIVELIHOOD_PUPIL",
        "NATION_LIVELIHOOD_STUDENT",     "NATION_LIVELIHOOD_EMPLOYEE",  "NATION_LIVELIHOOD_SELF_EMPLOYED",
        "NATION_LIVELIHOOD_PENSIONER",   "NATION_LIVELIHOOD_ELDERLY"};
    Enum(P::kLivelihoodFieldNumber, "livelihood", kLivelihoods, static_cast<int>(person_.livelihood));
    if (Wants(P::kEidLevelFieldNumber)) sink_.Number("eidLevel", person_.eid_level);
    if (Wants(P::kDrivingLicenceFieldNumber)) TellLicence();
    const bool account = person_.bank_account.has_value();
    if (Wants(P::kBankBinFieldNumber)) sink_.Text("bankBin", {seeds::BankAccounts::bank_bin()}, account);
    Text(P::kBankAccountFieldNumber, "bankAccount", View(person_.bank_account));
    if (Wants(P::kVaccinationDosesFieldNumber)) sink_.Number("vaccinationDoses", person_.vaccination_doses);
    Text(P::kPersonaFieldNumber, "persona", "");
  }

  void TellLicence() {
    sink_.Message("drivingLicence", person_.licence.has_value(), [&] {
      if (!person_.licence) return TellNothing(4);
      sink_.Text("number", person_.licence->number);
      sink_.Text("licenceClass", person_.licence->cls);
      sink_.Date("issuedOn", absl::make_optional(person_.licence->issued_on));
      sink_.Date("validTo", Optional(person_.licence->valid_to));
    });
  }

  // The columns of a message that is not there.
  void TellNothing(int columns) {
    for (int i = 0; i < columns; ++i) sink_.Text("", "");
  }

  static absl::optional<absl::CivilDay> Optional(const std::optional<absl::CivilDay>& day) {
    return day ? absl::make_optional(*day) : absl::nullopt;
  }

  const Texts& texts_;
  const HomeFacts& home_;
  const PersonFacts& person_;
  Sink& sink_;
};

template <class Sink, class Texts>
void AppendLine(const Texts& texts, uint32_t fields, const HomeFacts& home, const PersonFacts& person,
                std::string* lines) {
  char line[kLongestLine];
  Sink sink(line, fields);
  Telling<Sink, Texts>(texts, home, person, sink).Tell();
  lines->append(line, sink.End());
}

}  // namespace

PersonLines::PersonLines(LineFormat format, const google::protobuf::FieldMask& mask)
    : format_(format), texts_(std::make_unique<Texts>()) {
  const auto& type = *P::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const Field& field = *type.field(i);
    const auto named = [&](const std::string& path) { return path == field.name(); };
    if (mask.paths_size() > 0 && std::none_of(mask.paths().begin(), mask.paths().end(), named)) continue;
    fields_ |= uint32_t{1} << field.number();
    facts_ |= FactsFor(field.number());
  }
}

PersonLines::~PersonLines() = default;

void PersonLines::Append(const HomeFacts& home, const PersonFacts& person, std::string* lines) const {
  if (format_ == LineFormat::kJson) {
    AppendLine<JsonSink>(*texts_, fields_, home, person, lines);
  } else {
    AppendLine<CsvSink>(*texts_, fields_, home, person, lines);
  }
}

}  // namespace lienthong::nation
