// Birth records made in the world.
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "seeds/identifiers/document_number.h"

namespace lienthong::coherence {
namespace {

using applications::v1::Application;
using civil_registry::v1::BirthRecord;

// Entered in this world, and in force.
bool IsOwn(const BirthRecord& record) {
  return !record.application_id().empty() && record.state() != civil_registry::v1::BIRTH_RECORD_STATE_REPLACED;
}

const std::string& ParentOf(const BirthRecord& record) {
  return record.mother().pin().empty() ? record.father().pin() : record.mother().pin();
}

void Once(const Ledger& ledger, Findings& found) {
  std::map<std::tuple<std::string, std::string, int, int, std::string>, std::string> seen;
  for (const auto& [key, record] : ledger.births) {
    if (!IsOwn(record) || ParentOf(record).empty()) continue;
    const auto [first, fresh] =
        seen.emplace(std::make_tuple(ParentOf(record), record.birth_date().SerializeAsString(),
                                     static_cast<int>(record.sex()), record.birth_order(), record.full_name()),
                     key);
    found.Unless(fresh, AtBirth(record), absl::StrCat("The same birth is in the books as ", first->second, "."),
                 absl::StrCat("Việc sinh này đã có trong sổ với số ", first->second, "."));
  }
}

void NoticeOnce(const Ledger& ledger, Findings& found) {
  std::map<std::string, std::string> used;
  for (const auto& [key, record] : ledger.births) {
    if (!IsOwn(record) || record.birth_notification_number().empty()) continue;
    const auto [first, fresh] = used.emplace(record.birth_notification_number(), key);
    found.Unless(fresh, AtBirth(record),
                 absl::StrCat("Its birth notification proves record ", first->second, " too."),
                 absl::StrCat("Giấy chứng sinh của bản ghi này cũng được dùng cho bản ghi ", first->second, "."));
  }
}

void NoticeKnown(const Ledger& ledger, Findings& found) {
  if (!ledger.Saw(kHealth) || !ledger.Saw(kGateway)) return;
  for (const auto& [key, record] : ledger.births) {
    // A declaration that a stranger hands in is believed; the linking software asks the facility first.
    if (!IsOwn(record) || Find(ledger.dossiers, RootOf(record.application_id())) == nullptr) continue;
    const std::string& number = record.birth_notification_number();
    found.Unless(number.empty() || Find(ledger.notices, number) != nullptr, AtBirth(record),
                 absl::StrCat("Birth notification ", number, " is not in the health register."),
                 absl::StrCat("Giấy chứng sinh ", number, " không có trong cơ sở dữ liệu y tế."));
  }
}

bool WasWithdrawn(const Application& application) {
  return application.status() == applications::v1::APPLICATION_STATUS_WITHDRAWAL_REQUESTED ||
         application.reason() == common::v1::WITHDRAWN_BY_APPLICANT;
}

void ExpectApplication(const Ledger& ledger, const BirthRecord& record, Findings& found) {
  const Application* application = ledger.FindApplication(kCivilRegistry, record.application_id());
  if (application == nullptr) {
    return found.Add(AtBirth(record), absl::StrCat("No application ", record.application_id(), " led to the record."),
                     absl::StrCat("Không có hồ sơ ", record.application_id(), " nào dẫn tới bản ghi này."));
  }
  const bool final = record.state() == civil_registry::v1::BIRTH_RECORD_STATE_FINAL;
  const bool agree = WasWithdrawn(*application) || IsGranted(application->status()) == final;
  found.Unless(agree && (final || !IsRefused(application->status()) || WasWithdrawn(*application)), AtBirth(record),
               absl::StrCat("The record is ", final ? "final" : "unfinished", ", its application stands at ",
                            StatusName(application->status()), "."),
               absl::StrCat("Bản ghi ", final ? "đã hoàn tất" : "chưa hoàn tất", " nhưng hồ sơ ở trạng thái ",
                            StatusName(application->status()), "."));
}

void ExpectRecord(const Ledger& ledger, const Application& application, Findings& found) {
  BirthRecord result;
  if (!IsGranted(application.status()) || !application.result().UnpackTo(&result)) return;
  const BirthRecord* record = Find(ledger.births, result.record_id());
  const bool same = record != nullptr && record->pin() == result.pin() &&
                    record->application_id() == application.application_id();
  found.Unless(same, AtApplication(kCivilRegistry, application.application_id()),
               absl::StrCat("The result names record ", result.record_id(), ", which the books don't have like that."),
               absl::StrCat("Kết quả nêu bản ghi ", result.record_id(), " nhưng sổ hộ tịch không có như vậy."));
}

void Decided(const Ledger& ledger, Findings& found) {
  for (const auto& [key, record] : ledger.births) {
    if (IsOwn(record)) ExpectApplication(ledger, record, found);
  }
  const auto desk = ledger.desks.find(kCivilRegistry);
  if (desk == ledger.desks.end()) return;
  for (const auto& [id, application] : desk->second.applications) ExpectRecord(ledger, application, found);
}

// Who gets the record on: the population register's answer, or the officer it was handed back to.
bool GoesOn(const Ledger& ledger, const BirthRecord& record) {
  if (Find(ledger.inquiries, record.application_id()) != nullptr) return true;
  const Application* application = ledger.FindApplication(kCivilRegistry, record.application_id());
  return application != nullptr && application->next_actor() == applications::v1::ACTOR_OFFICER;
}

void Asked(const Ledger& ledger, Findings& found) {
  for (const auto& [key, record] : ledger.births) {
    const bool waits = record.state() == civil_registry::v1::BIRTH_RECORD_STATE_AWAITING_PIN;
    found.Unless(!waits || GoesOn(ledger, record), AtBirth(record),
                 "The record waits for a number that nobody has been asked for.",
                 "Bản ghi chờ số định danh nhưng không có yêu cầu cấp số nào.");
  }
  for (const auto& [id, inquiry] : ledger.inquiries) {
    const Place place{kCivilRegistry, "personal-number-inquiry", id, id};
    const BirthRecord* record = Find(ledger.births, inquiry.record_id());
    const bool waits =
        record != nullptr && record->state() == civil_registry::v1::BIRTH_RECORD_STATE_AWAITING_PIN;
    found.Unless(waits, place, absl::StrCat("It asks for record ", inquiry.record_id(), ", which doesn't wait."),
                 absl::StrCat("Yêu cầu này hỏi cho bản ghi ", inquiry.record_id(), " không chờ số định danh."));
    found.Unless(ledger.HasRowOf(kCivilRegistry, OwnerOfApplication(id), "civil_registry.personal-number"), place,
                 "It is open, but no agenda row will ask or be answered.",
                 "Yêu cầu còn mở nhưng không còn việc nào trong lịch để hỏi hoặc nhận trả lời.");
  }
}

void Numbered(const Ledger& ledger, Findings& found) {
  for (const auto& [key, record] : ledger.births) {
    if (!IsOwn(record)) continue;
    const auto number = seeds::ParseCivilStatusNumber(record.number());
    const bool same = number && seeds::BookEntryId(record.commune_code(), number->year, number->number) == key;
    found.Unless(same, AtBirth(record), absl::StrCat("Commune and number (", record.number(), ") say another entry."),
                 absl::StrCat("Mã xã và số (", record.number(), ") chỉ một mục khác trong sổ."));
  }
}

}  // namespace

Invariants BirthInvariants() {
  return {
      {"birth.once", "A birth (parent, date, sex, order, name) is in the books once.",
       "Một việc sinh (cha mẹ, ngày, giới tính, thứ tự, tên) chỉ có một lần trong sổ.", "domain B.1, R-DUP", Once},
      {"birth.notice-once", "A birth notification proves one birth only.",
       "Một giấy chứng sinh chỉ dùng cho một lần khai sinh.", "domain B.1", NoticeOnce},
      {"birth.notice-known", "The notification behind a linked dossier's birth is in the health register.",
       "Giấy chứng sinh của hồ sơ liên thông có trong cơ sở dữ liệu y tế.", "domain B.1; Decree 63/2024", NoticeKnown},
      {"birth.decided", "Every record has the application that was granted, and every granted application its record.",
       "Mỗi bản ghi có hồ sơ đã giải quyết, và mỗi hồ sơ đã giải quyết có bản ghi.",
       "simulator: effects come from decisions", Decided},
      {"birth.asked", "A record without a number has somebody who must bring it, and every open inquiry a record.",
       "Bản ghi chưa có số có người phải cấp số, và mỗi yêu cầu còn mở có bản ghi.", "domain B.1; Decree 63/2024",
       Asked},
      {"birth.numbered", "Commune, year and number of a record are those of its id.",
       "Mã xã, năm và số của bản ghi khớp với mã bản ghi.", "domain C.7", Numbered},
  };
}

}  // namespace lienthong::coherence
