#include "services/civil_registry/civil_registry_base.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/defects/register_view.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"
#include "services/base/store/key.h"
#include "services/civil_registry/birth_record_form.h"
#include "services/civil_registry/date_in_words.h"

namespace lienthong::civil_registry {
namespace {

using seeds::Nation;
using seeds::Person;

constexpr int kNationScanStep = 64;  // a page and a bit: the nation computes every record it is asked for

std::string EntryIdOf(const Person& person) {
  const seeds::BirthEntry& entry = *person.birth_entry;
  return RecordIdOf(entry.commune_code, static_cast<int>(entry.registered_on.year()), entry.number);
}

std::vector<std::string> EntryIdsOf(const std::vector<Person>& people) {
  std::vector<std::string> ids;
  for (const Person& person : people) {
    if (person.birth_entry) ids.push_back(EntryIdOf(person));
  }
  return ids;
}

// The books as the world has them. Marriages have no defects.
seeds::RegisterView BooksIn(const Nation& nation, const control::v1::World& world) {
  return {nation.In(PinModeOf(world)), DefectPlanOf(world, "civil_registry")};
}

// The parent as on file today: the entry of an older birth names the same person.
v1::RecordedParent RecordedParentOf(const Person& person) {
  v1::RecordedParent parent;
  parent.set_pin(person.pin);
  parent.set_full_name(person.full_name);
  *parent.mutable_birth_date() = ToProto(person.birth_date);
  parent.set_ethnicity_code(person.ethnicity_code);
  parent.set_nationality(person.nationality);
  parent.set_residence_kind(v1::RESIDENCE_KIND_PERMANENT);
  *parent.mutable_residence() = ToProto(person.residence);
  return parent;
}

void SetChild(const Person& person, v1::BirthRecord& record) {
  record.set_pin(person.pin);
  record.set_full_name(person.full_name);
  record.set_sex(ToProto(person.sex));
  *record.mutable_birth_date() = ToProto(person.birth_date);
  if (person.birth_date.full()) record.set_birth_date_in_words(DateInWords(person.birth_date.first_day()));
  *record.mutable_birth_place() = AddressOf(person.birth_province_code, person.birth_commune_code);
  if (!person.native_province_code.empty()) {
    *record.mutable_native_place() = AddressOf(person.native_province_code, "");
  }
  record.set_ethnicity_code(person.ethnicity_code);
  record.set_nationality(person.nationality);
}

v1::BirthRecord BirthRecordOf(const Nation& nation, const Person& person) {
  const seeds::BirthEntry& entry = *person.birth_entry;
  v1::BirthRecord record;
  SetEntry(entry.commune_code, entry.registered_on, entry.number, record);
  record.set_registration_kind(v1::REGISTRATION_KIND_IN_TIME);
  SetChild(person, record);
  if (const auto mother = nation.ByPin(person.mother_pin)) *record.mutable_mother() = RecordedParentOf(*mother);
  if (const auto father = nation.ByPin(person.father_pin)) *record.mutable_father() = RecordedParentOf(*father);
  record.set_state(v1::BIRTH_RECORD_STATE_FINAL);
  return record;
}

// Finds by the first part of an identity value: the mother.
std::vector<Person> ChildrenOfMotherIn(const Nation& nation, absl::string_view identity) {
  store::KeyReader reader(identity);
  const absl::optional<std::string> mother = reader.Text();
  return mother ? nation.ChildrenOf(*mother) : std::vector<Person>();
}

std::vector<Person> NamedIn(const seeds::RegisterView& books, absl::string_view name_value) {
  const std::vector<std::string> parts = absl::StrSplit(name_value, '|');
  const auto date = parts.size() == 2 ? seeds::ParseDate(parts[1]) : std::nullopt;
  return date ? books.ByNameAndBirthDate(parts[0], *date) : std::vector<Person>();
}

v1::MarriageRecord MarriageRecordOf(const Nation& nation, const seeds::Marriage& marriage) {
  v1::MarriageRecord record;
  record.set_record_id(marriage.id);
  record.set_number(absl::StrCat(marriage.number, "/", marriage.registered_on.year()));
  record.set_husband_pin(marriage.man_pin);
  if (const auto man = nation.ByPin(marriage.man_pin)) record.set_husband_full_name(man->full_name);
  record.set_wife_pin(marriage.woman_pin);
  if (const auto woman = nation.ByPin(marriage.woman_pin)) record.set_wife_full_name(woman->full_name);
  *record.mutable_registered_on() = ToProto(marriage.registered_on);
  record.set_commune_code(marriage.commune_code);
  if (marriage.ended_on) *record.mutable_ended_on() = ToProto(*marriage.ended_on);
  return record;
}

}  // namespace

std::string RecordIdOf(absl::string_view commune_code, int year, int64_t number) {
  return seeds::BookEntryId(commune_code, year, number);
}

std::string NameIndexValue(const std::string& full_name, const common::v1::Date& birth_date) {
  const auto name = seeds::MatchKey(full_name);
  return name.ok() ? absl::StrCat(*name, "|", seeds::FormatDate(FromProto(birth_date))) : "";
}

std::string IdentityIndexValue(const v1::BirthRecord& record) {
  if (!record.has_mother()) return "";
  const v1::RecordedParent& mother = record.mother();
  const std::string who = mother.pin().empty() ? NameIndexValue(mother.full_name(), mother.birth_date()) : mother.pin();
  return store::Key(who, seeds::FormatDate(FromProto(record.birth_date())), static_cast<int>(record.sex()),
                    seeds::NormalizeName(record.full_name()).value_or(record.full_name()), record.birth_order());
}

absl::optional<v1::BirthRecord> BirthBase::Get(const World& world, absl::string_view record_id) const {
  const seeds::RegisterView books = BooksIn(*nation_, world);
  const std::optional<Person> person = books.Held(books.truth().ByBirthEntry(record_id));
  if (!person) return absl::nullopt;
  return BirthRecordOf(books.truth(), *person);
}

std::vector<std::string> BirthBase::Find(const World& world, absl::string_view index, absl::string_view value) const {
  const seeds::RegisterView books = BooksIn(*nation_, world);
  if (index == kByPin) return EntryIdsOf(books.ByPin(value));
  if (index == kByMother) return EntryIdsOf(books.truth().ChildrenOf(value));
  if (index == kByIdentity) return EntryIdsOf(ChildrenOfMotherIn(books.truth(), value));
  if (index == kByName) return EntryIdsOf(NamedIn(books, value));
  return {};
}

void BirthBase::Scan(const World& world, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  std::string next(from);
  for (;;) {
    const std::vector<Person> people = nation_->In(PinModeOf(world)).ScanByBirthEntry(next, kNationScanStep);
    for (const Person& person : people) {
      if (!visit(EntryIdOf(person))) return;
    }
    if (people.size() < kNationScanStep) return;
    next = store::KeyAbove(EntryIdOf(people.back()));
  }
}

absl::optional<v1::MarriageRecord> MarriageBase::Get(const World& world, absl::string_view record_id) const {
  const Nation& nation = nation_->In(PinModeOf(world));
  const auto marriage = nation.MarriageById(record_id);
  if (!marriage) return absl::nullopt;
  return MarriageRecordOf(nation, *marriage);
}

std::vector<std::string> MarriageBase::Find(const World& world, absl::string_view index,
                                            absl::string_view value) const {
  std::vector<std::string> ids;
  if (index != kBySpouse) return ids;
  for (const seeds::Marriage& marriage : nation_->In(PinModeOf(world)).MarriagesOf(value)) ids.push_back(marriage.id);
  return ids;
}

void MarriageBase::Scan(const World& world, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  std::string next(from);
  for (;;) {
    const std::vector<seeds::Marriage> marriages = nation_->In(PinModeOf(world)).ScanMarriages(next, kNationScanStep);
    for (const seeds::Marriage& marriage : marriages) {
      if (!visit(marriage.id)) return;
    }
    if (marriages.size() < kNationScanStep) return;
    next = store::KeyAbove(marriages.back().id);
  }
}

}  // namespace lienthong::civil_registry
