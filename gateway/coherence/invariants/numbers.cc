// Personal numbers issued in the world: population and civil registry agree on them.
#include <map>

#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "seeds/identifiers/personal_number.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"
#include "services/base/world/call_context.h"

namespace lienthong::coherence {
namespace {

using civil_registry::v1::BirthRecord;
using population::v1::NumberIssue;
using population::v1::Person;

void OneBirth(const Ledger& ledger, Findings& found) {
  std::map<std::string, std::string> births;
  for (const auto& [key, issue] : ledger.issues) {
    const auto [first, fresh] = births.emplace(issue.pin(), key);
    found.Unless(fresh, AtIssue(ledger, issue),
                 absl::StrCat("The number was issued for birth record ", first->second, " too."),
                 absl::StrCat("Số định danh này cũng được cấp cho bản ghi khai sinh ", first->second, "."));
  }
}

void Free(const Ledger& ledger, Findings& found) {
  for (const auto& [key, issue] : ledger.issues) {
    found.Unless(!ledger.nation->Taken(issue.pin()), AtIssue(ledger, issue),
                 "The number issued is held by somebody of the nation.",
                 "Số định danh được cấp đang thuộc về một người trong dân số gốc.");
  }
}

void Cell(const Ledger& ledger, Findings& found) {
  const seeds::PinMode mode = PinModeOf(ledger.world);
  const absl::CivilDay today = absl::ToCivilDay(ledger.now, HanoiZone());
  for (const auto& [key, issue] : ledger.issues) {
    const Person* person = Find(ledger.persons, issue.pin());
    seeds::PersonalNumberClaim claim;
    if (person != nullptr) {
      claim.birth_year = person->birth_date().year();
      if (person->sex() != common::v1::SEX_UNDETERMINED) claim.sex = FromProto(person->sex());
    }
    for (const auto& violation : seeds::CheckPersonalNumber(issue.pin(), claim, mode, today)) {
      const absl::string_view rule = seeds::RuleId(violation.rule);
      found.Add(AtIssue(ledger, issue), absl::StrCat("The number issued breaks rule ", rule, " for its holder."),
                absl::StrCat("Số định danh được cấp trái quy tắc ", rule, " đối với người mang số."));
    }
    const auto parts = seeds::ParsePersonalNumber(issue.pin(), mode);
    const bool elsewhere = person != nullptr && parts &&
                           parts->cell.province_code != person->birth_registration_place().province_code();
    found.Unless(!elsewhere, AtIssue(ledger, issue),
                 "The number's province is not that of the birth registration.",
                 "Mã tỉnh trong số định danh không phải tỉnh đăng ký khai sinh.");
  }
}

void ExpectEntry(const Ledger& ledger, const NumberIssue& issue, Findings& found) {
  const Person* person = Find(ledger.persons, issue.pin());
  if (person == nullptr) {
    return found.Add(AtIssue(ledger, issue), "The number was issued, but nobody is entered under it.",
                     "Số định danh đã cấp nhưng không có ai được ghi dưới số đó.");
  }
  found.Unless(person->birth_record_id() == issue.birth_record_id(), AtIssue(ledger, issue),
               absl::StrCat("The number's holder is entered with birth record ", person->birth_record_id(), "."),
               absl::StrCat("Người mang số được ghi với bản ghi khai sinh ", person->birth_record_id(), "."));
}

void Entered(const Ledger& ledger, Findings& found) {
  for (const auto& [key, issue] : ledger.issues) ExpectEntry(ledger, issue, found);
  for (const auto& [pin, person] : ledger.persons) {
    if (ledger.nation->Taken(pin)) continue;
    const NumberIssue* issue = Find(ledger.issues, person.birth_record_id());
    found.Unless(issue != nullptr && issue->pin() == pin, AtPerson(ledger, person),
                 "A newcomer is entered under a number that was never issued.",
                 "Một người mới được ghi dưới số định danh chưa từng được cấp.");
  }
}

// The population register has issued, its answer has not come.
bool IsAwaited(const Ledger& ledger, const BirthRecord& record) {
  return record.state() == civil_registry::v1::BIRTH_RECORD_STATE_AWAITING_PIN &&
         Find(ledger.inquiries, record.application_id()) != nullptr;
}

void ExpectBirth(const Ledger& ledger, const NumberIssue& issue, Findings& found) {
  const BirthRecord* record = Find(ledger.births, issue.birth_record_id());
  if (record == nullptr) {
    return found.Add(AtIssue(ledger, issue), "The number was issued for a birth that is in no book.",
                     "Số định danh được cấp cho một việc sinh không có trong sổ hộ tịch.");
  }
  found.Unless(record->pin() == issue.pin() || IsAwaited(ledger, *record), AtIssue(ledger, issue),
               "The birth record has not the number that was issued for it.",
               "Bản ghi khai sinh không mang số định danh đã cấp cho nó.");
}

void Registered(const Ledger& ledger, Findings& found) {
  if (!ledger.Saw(kPopulation) || !ledger.Saw(kCivilRegistry)) return;
  for (const auto& [key, issue] : ledger.issues) ExpectBirth(ledger, issue, found);
  for (const auto& [key, record] : ledger.births) {
    if (record.state() != civil_registry::v1::BIRTH_RECORD_STATE_FINAL || record.application_id().empty()) continue;
    const NumberIssue* issue = Find(ledger.issues, key);
    found.Unless(issue != nullptr && issue->pin() == record.pin(), AtBirth(record),
                 "The record has a number that the population register didn't issue for it.",
                 "Bản ghi mang số định danh mà cơ sở dữ liệu dân cư không cấp cho nó.");
  }
}

std::string Differing(const Person& person, const BirthRecord& record) {
  if (person.full_name() != record.full_name()) return "full_name";
  if (person.sex() != record.sex()) return "sex";
  if (!SameDate(person.birth_date(), record.birth_date())) return "birth_date";
  if (person.mother().pin() != record.mother().pin()) return "mother.pin";
  if (person.father().pin() != record.father().pin()) return "father.pin";
  return "";
}

void SameFacts(const Ledger& ledger, Findings& found) {
  for (const auto& [pin, person] : ledger.persons) {
    if (ledger.nation->Taken(pin)) continue;
    const BirthRecord* record = Find(ledger.births, person.birth_record_id());
    if (record == nullptr) continue;
    const std::string field = Differing(person, *record);
    found.Unless(field.empty(), AtPerson(ledger, person),
                 absl::StrCat("Field ", field, " differs from birth record ", record->record_id(), "."),
                 absl::StrCat("Trường ", field, " khác với bản ghi khai sinh ", record->record_id(), "."));
  }
}

}  // namespace

Invariants NumberInvariants() {
  return {
      {"number.one-birth", "A personal number is issued for one birth only.",
       "Một số định danh chỉ được cấp cho một việc sinh.", "domain C.1; Law on Identification", OneBirth},
      {"number.free", "A number issued is nobody else's in the nation.",
       "Số được cấp không thuộc về ai khác trong dân số gốc.", "domain C.1; Law on Identification", Free},
      {"number.cell", "A number issued says its holder's province of registration, sex and birth year.",
       "Số được cấp thể hiện đúng tỉnh đăng ký, giới tính và năm sinh của người mang số.", "domain C.1, rules R1..R6",
       Cell},
      {"number.entered", "Every number issued has one entry in the population register, and every newcomer a number issued.",
       "Mỗi số được cấp có một mục trong cơ sở dữ liệu dân cư, và mỗi người mới có số được cấp.", "domain C.1", Entered},
      {"number.registered", "Every number issued is on the one birth record it was issued for, and the other way round.",
       "Mỗi số được cấp nằm trên đúng bản ghi khai sinh đã xin cấp, và ngược lại.", "domain B.1, J.1", Registered},
      {"number.same-facts", "Population register and birth record agree on name, sex, birth date and parents of a child.",
       "Cơ sở dữ liệu dân cư và bản ghi khai sinh khớp nhau về tên, giới tính, ngày sinh và cha mẹ của trẻ.",
       "domain B.1", SameFacts},
  };
}

}  // namespace lienthong::coherence
