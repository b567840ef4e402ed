#include "services/portal/catalogue.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "embed/lienthong_portal_files.h"
#include "seeds/data.h"
#include "services/base/status.h"
#include "services/portal/catalogue_reader.h"
#include "services/portal/portal_errors.h"

namespace lienthong::portal {
namespace {

bool IsInForce(const Catalogue::Entry& entry, absl::CivilDay day) { return entry.from <= day && day <= entry.until; }

}  // namespace

const Catalogue& Catalogue::Default() {
  static const Catalogue* const catalogue = [] {
    absl::StatusOr<Catalogue> parsed = Parse(portal_files::File("catalogue.yaml"), seeds::Law::Default());
    if (!parsed.ok()) seeds::FaultySeed(parsed.status());
    return new Catalogue(*std::move(parsed));
  }();
  return *catalogue;
}

absl::StatusOr<Catalogue> Catalogue::Parse(absl::string_view yaml, const seeds::Law& law) {
  ASSIGN_OR_RETURN(std::vector<Entry> entries, ReadCatalogue(yaml, law));
  Catalogue catalogue(law);
  for (Entry& entry : entries) {
    const std::string code = entry.procedure.procedure_code();
    if (!catalogue.entries_.emplace(code, std::move(entry)).second) {
      return absl::InvalidArgumentError(absl::StrCat("procedure ", code, " is there twice"));
    }
  }
  return catalogue;
}

absl::StatusOr<v1::Procedure> Catalogue::Find(const std::string& code, absl::CivilDay day) const {
  const auto found = entries_.find(code);
  if (found == entries_.end()) return ProcedureUnknown(code, Codes());
  if (!IsInForce(found->second, day)) return ProcedureNotInForce(code, day);
  return AsOf(found->second, day);
}

absl::StatusOr<v1::Procedure> Catalogue::FindByWorkflow(absl::string_view workflow, absl::CivilDay day) const {
  bool known = false;
  for (const auto& [code, entry] : entries_) {
    if (entry.procedure.workflow() != workflow) continue;
    if (IsInForce(entry, day)) return AsOf(entry, day);
    known = true;
  }
  return known ? ProcedureNotInForce(workflow, day) : ProcedureUnknown(workflow, Workflows());
}

std::vector<v1::Procedure> Catalogue::InForce(absl::CivilDay day) const {
  std::vector<v1::Procedure> procedures;
  for (const auto& [code, entry] : entries_) {
    if (IsInForce(entry, day)) procedures.push_back(AsOf(entry, day));
  }
  return procedures;
}

std::string Catalogue::FormOf(absl::string_view workflow) const {
  for (const auto& [code, entry] : entries_) {
    if (!workflow.empty() && entry.procedure.workflow() == workflow) return entry.procedure.form_code();
  }
  return "";
}

std::vector<std::string> Catalogue::Workflows() const {
  std::vector<std::string> workflows;
  for (const auto& [code, entry] : entries_) {
    const std::string& workflow = entry.procedure.workflow();
    const bool listed = !workflows.empty() && workflows.back() == workflow;
    if (!workflow.empty() && !listed) workflows.push_back(workflow);
  }
  return workflows;
}

v1::Procedure Catalogue::AsOf(const Entry& entry, absl::CivilDay day) const {
  v1::Procedure procedure = entry.procedure;
  const auto days = [&](const std::string& rule) { return rule.empty() ? 0 : static_cast<int>(law_->Int(rule, day)); };
  procedure.set_working_days(days(entry.working_days_rule));
  procedure.set_working_days_with_verification(days(entry.verified_working_days_rule));
  for (int i = 0; i < procedure.fees_size(); ++i) {
    procedure.mutable_fees(i)->set_amount_vnd(law_->Int(entry.fee_rules[i], day));
  }
  return procedure;
}

std::vector<std::string> Catalogue::Codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, entry] : entries_) codes.push_back(code);
  return codes;
}

}  // namespace lienthong::portal
