// Permanent residence registered in the world.
#include <map>

#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"

namespace lienthong::coherence {
namespace {

using applications::v1::Application;
using population::v1::Person;
using population::v1::ResidenceRegistration;

// Notices by the application whose result they are.
std::map<std::string, std::string> CasesByNotice(const Ledger& ledger) {
  std::map<std::string, std::string> cases;
  const auto desk = ledger.desks.find(kPopulation);
  if (desk == ledger.desks.end()) return cases;
  for (const auto& [id, application] : desk->second.applications) {
    ResidenceRegistration result;
    if (application.result().UnpackTo(&result)) cases.emplace(result.ct08_number(), id);
  }
  return cases;
}

Place AtNotice(const std::map<std::string, std::string>& cases, const std::string& number) {
  const auto found = cases.find(number);
  return {kPopulation, "residence_registration", number, found == cases.end() ? "" : found->second};
}

// The person's last notice is the one that counts.
ByKey<const ResidenceRegistration*> LastNotices(const Ledger& ledger) {
  ByKey<const ResidenceRegistration*> last;
  for (const auto& [number, notice] : ledger.residences) {
    const ResidenceRegistration*& kept = last[notice.pin()];
    const auto later = [](const ResidenceRegistration& a, const ResidenceRegistration& b) {
      return a.issued_at().seconds() > b.issued_at().seconds();
    };
    if (kept == nullptr || later(notice, *kept)) kept = &notice;
  }
  return last;
}

std::string Differing(const Person& person, const ResidenceRegistration& notice) {
  if (person.household_id() != notice.household_id()) return "household_id";
  if (person.relation_to_head() != notice.relation_to_head()) return "relation_to_head";
  const auto& residence = person.permanent_residence();
  if (residence.address().SerializeAsString() != notice.address().SerializeAsString()) return "address";
  if (!SameDate(residence.since(), notice.since())) return "since";
  return "";
}

void Member(const Ledger& ledger, Findings& found) {
  const auto cases = CasesByNotice(ledger);
  for (const auto& [pin, notice] : LastNotices(ledger)) {
    const Person* person = Find(ledger.persons, pin);
    const std::string field = person == nullptr ? "pin" : Differing(*person, *notice);
    found.Unless(field.empty(), AtNotice(cases, notice->ct08_number()),
                 absl::StrCat("Field ", field, " of the person's entry is not what the notice says."),
                 absl::StrCat("Trường ", field, " trong mục của người này không như thông báo cư trú."));
  }
}

std::string HeadOf(const Ledger& ledger, const std::string& household_id) {
  if (const auto* household = Find(ledger.households, household_id)) return household->head_pin();
  const auto household = ledger.nation->HouseholdById(household_id);
  return household ? household->head_pin : "";
}

void Household(const Ledger& ledger, Findings& found) {
  const auto cases = CasesByNotice(ledger);
  for (const auto& [number, notice] : ledger.residences) {
    const std::string head = HeadOf(ledger, notice.household_id());
    const Place place = AtNotice(cases, number);
    found.Unless(!head.empty(), place, absl::StrCat("There is no household ", notice.household_id(), "."),
                 absl::StrCat("Không có hộ ", notice.household_id(), "."));
    found.Unless(head.empty() || head == notice.household_head_pin(), place,
                 "The notice names a head who is not the household's.",
                 "Thông báo nêu chủ hộ không phải chủ hộ của hộ đó.");
    found.Unless(notice.relation_to_head() != population::v1::RELATION_TO_HEAD_UNSPECIFIED, place,
                 "The notice doesn't say the place in the household.",
                 "Thông báo không nêu quan hệ với chủ hộ.");
    found.Unless(IsSomebody(ledger, notice.pin()) && IsSomebody(ledger, notice.household_head_pin()), place,
                 "The person or the head of household is nobody in the register.",
                 "Người được đăng ký hoặc chủ hộ không có trong cơ sở dữ liệu dân cư.");
  }
}

void Moved(const Ledger& ledger, Findings& found) {
  const auto last = LastNotices(ledger);
  for (const auto& [pin, person] : ledger.persons) {
    if (person.household_id().empty() || last.count(pin) > 0) continue;
    const auto before = ledger.nation->ByPin(pin);
    found.Unless(before && before->household_id == person.household_id(), AtPerson(ledger, person),
                 "The person joined a household without a notice of residence.",
                 "Người này nhập hộ mà không có thông báo về cư trú.");
  }
}

void Decided(const Ledger& ledger, Findings& found) {
  const auto cases = CasesByNotice(ledger);
  for (const auto& [number, notice] : ledger.residences) {
    const auto id = cases.find(number);
    const Application* application = id == cases.end() ? nullptr : ledger.FindApplication(kPopulation, id->second);
    found.Unless(application != nullptr && IsGranted(application->status()), AtNotice(cases, number),
                 "No granted application has this notice as its result.",
                 "Không có hồ sơ đã giải quyết nào có thông báo này là kết quả.");
  }
  for (const auto& [number, id] : cases) {
    found.Unless(Find(ledger.residences, number) != nullptr, AtApplication(kPopulation, id),
                 absl::StrCat("The result is notice ", number, ", which the register doesn't have."),
                 absl::StrCat("Kết quả là thông báo ", number, " nhưng cơ sở dữ liệu không có."));
  }
}

}  // namespace

Invariants ResidenceInvariants() {
  return {
      {"residence.member", "Whoever has a notice of residence lives where it says, in that household and relation.",
       "Người có thông báo về cư trú đang thường trú đúng nơi, đúng hộ và đúng quan hệ đã ghi.",
       "Law on Residence 2020; form CT08", Member},
      {"residence.household", "The household of a notice exists, and its head is the one named.",
       "Hộ ghi trong thông báo tồn tại và có đúng chủ hộ được nêu.", "Law on Residence 2020", Household},
      {"residence.moved", "Nobody joined a household without a notice.", "Không ai nhập hộ mà không có thông báo về cư trú.",
       "Law on Residence 2020", Moved},
      {"residence.decided", "Every notice is the result of one granted application, and the other way round.",
       "Mỗi thông báo là kết quả của một hồ sơ đã giải quyết, và ngược lại.",
       "simulator: effects come from decisions", Decided},
  };
}

}  // namespace lienthong::coherence
