#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "gateway/coherence/finding.h"
#include "gateway/coherence/ledger.h"

// Where the rows that invariants speak of are, and small comparisons they share.
namespace lienthong::coherence {

// The application that a birth was declared with; empty when the record isn't of this world.
inline std::string CaseOfBirth(const Ledger& ledger, const std::string& record_id) {
  const auto* record = Find(ledger.births, record_id);
  return record == nullptr ? "" : record->application_id();
}

inline Place AtPerson(const Ledger& ledger, const population::v1::Person& person) {
  return {kPopulation, "person", person.pin(), CaseOfBirth(ledger, person.birth_record_id())};
}

inline Place AtIssue(const Ledger& ledger, const population::v1::NumberIssue& issue) {
  return {kPopulation, "number_issue", issue.birth_record_id(), CaseOfBirth(ledger, issue.birth_record_id())};
}

inline Place AtBirth(const civil_registry::v1::BirthRecord& record) {
  return {kCivilRegistry, "birth", record.record_id(), record.application_id()};
}

inline Place AtCard(const social_insurance::v1::InsuranceCard& card) {
  return {kSocialInsurance, "card", card.card_code(), card.application_id()};
}

inline Place AtApplication(const std::string& agency, const std::string& id) {
  return {agency, "application", id, id};
}

inline Place AtDossier(const std::string& id) { return {kGateway, "dossier", id, id}; }

inline bool SameDate(const common::v1::Date& a, const common::v1::Date& b) {
  return a.year() == b.year() && a.month() == b.month() && a.day() == b.day();
}

inline bool IsGranted(applications::v1::ApplicationStatus status) {
  return status == applications::v1::APPLICATION_STATUS_COMPLETED ||
         status == applications::v1::APPLICATION_STATUS_RESULT_RETURNED;
}

inline bool IsRefused(applications::v1::ApplicationStatus status) {
  return status == applications::v1::APPLICATION_STATUS_NOT_ACCEPTED ||
         status == applications::v1::APPLICATION_STATUS_STOPPED;
}

inline bool IsOver(applications::v1::ApplicationStatus status) { return IsGranted(status) || IsRefused(status); }

// Owner of an application's agenda rows.
inline std::string OwnerOfApplication(const std::string& id) { return "application/" + id; }

// A person of the nation or of the world.
inline bool IsSomebody(const Ledger& ledger, const std::string& pin) {
  return Find(ledger.persons, pin) != nullptr || ledger.nation->Taken(pin);
}

// A status or other enum value by its name without the prefix of its type.
template <class Descriptor>
std::string NameOf(const Descriptor* type, int value) {
  const auto* found = type->FindValueByNumber(value);
  return found == nullptr ? std::to_string(value) : found->name();
}

inline std::string StatusName(applications::v1::ApplicationStatus status) {
  constexpr absl::string_view kPrefix = "APPLICATION_STATUS_";
  return NameOf(applications::v1::ApplicationStatus_descriptor(), status).substr(kPrefix.size());
}

}  // namespace lienthong::coherence
