#include "seeds/nation/record_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace lienthong::seeds {
namespace {

std::string Line(std::initializer_list<std::string> fields) { return absl::StrCat(absl::StrJoin(fields, "|"), "\n"); }

std::string Day(const std::optional<absl::CivilDay>& day) { return day ? FormatDate(*day) : ""; }

std::string Text(const Address& a) { return absl::StrCat(a.province_code, a.district_code, a.commune_code, a.detail); }

std::string Text(const std::optional<InsuranceCard>& card) {
  if (!card) return "";
  return absl::StrCat(card->object, card->level, card->province_code, FormatDate(card->valid_from),
                      FormatDate(card->valid_to), card->facility_code);
}

std::string Text(const std::optional<BirthEntry>& entry) {
  return entry ? absl::StrCat(entry->number, FormatDate(entry->registered_on), entry->commune_code) : "";
}

std::string Text(const DrivingLicence& licence) {
  return absl::StrCat(licence.number, licence.cls, FormatDate(licence.issued_on), Day(licence.valid_to));
}

std::string Text(const std::optional<HouseholdBusiness>& business) {
  return business ? absl::StrCat(business->code, business->owner_pin, FormatDate(business->registered_on)) : "";
}

}  // namespace

std::string RecordText(const Person& p) {
  return Line({p.pin,
               absl::StrJoin(p.legacy_ids, ","),
               p.full_name,
               absl::StrCat(static_cast<int>(p.sex)),
               FormatDate(p.birth_date),
               p.birth_province_code,
               p.birth_commune_code,
               p.native_province_code,
               p.ethnicity_code,
               p.religion,
               p.nationality,
               Text(p.residence),
               p.household_id,
               p.relation_to_head,
               p.father_pin,
               p.mother_pin,
               p.spouse_pin,
               absl::StrCat(static_cast<int>(p.marital_status)),
               Day(p.deceased_on),
               Text(p.birth_entry),
               p.si_number,
               Text(p.insurance),
               p.tax_code,
               p.phone,
               absl::StrCat(static_cast<int>(p.livelihood), p.eid_level),
               p.driving_licence ? Text(*p.driving_licence) : "",
               p.bank_account ? absl::StrCat(p.bank_account->bank_bin, p.bank_account->number) : "",
               p.vaccination ? absl::StrCat(p.vaccination->doses, FormatDate(p.vaccination->last_on)) : "",
               p.passport_number,
               p.persona_key});
}

std::string RecordText(const Household& h) {
  return Line({h.id, Text(h.address), h.head_pin, absl::StrJoin(h.member_pins, ","), h.owner_pin,
               absl::StrCat(static_cast<int>(h.head_consent), static_cast<int>(h.owner_consent), h.poor ? 1 : 0),
               h.land_certificate, Text(h.business)});
}

std::string RecordText(const Marriage& m) {
  return Line({m.id, m.man_pin, m.woman_pin, FormatDate(m.registered_on), m.commune_code, absl::StrCat(m.number),
               Day(m.ended_on)});
}

}  // namespace lienthong::seeds
