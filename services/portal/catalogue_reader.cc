#include "services/portal/catalogue_reader.h"

#include <yaml-cpp/yaml.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/data.h"
#include "seeds/identifiers/dossier_code.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"

namespace lienthong::portal {
namespace {

constexpr char kCatalogueFile[] = "services/portal/catalogue.yaml";

absl::Status Wrong(const YAML::Node& node, absl::string_view message) {
  return seeds::YamlError(kCatalogueFile, node, message);
}

common::v1::LocalizedText TextOf(const YAML::Node& node, const char* vi, const char* en) {
  common::v1::LocalizedText text;
  text.set_vi(seeds::TextAt(node, vi));
  text.set_en(seeds::TextAt(node, en));
  return text;
}

absl::Status CheckRule(const YAML::Node& node, const std::string& rule, const seeds::Law& law) {
  return rule.empty() || law.Has(rule) ? absl::OkStatus() : Wrong(node, absl::StrCat("no rule ", rule, " in the law"));
}

absl::Status ReadDay(const YAML::Node& node, const char* key, absl::CivilDay* day) {
  const std::string text = seeds::TextAt(node, key);
  if (text.empty()) return absl::OkStatus();
  const std::optional<absl::CivilDay> parsed = seeds::ParseDay(text);
  if (!parsed) return Wrong(node[key], "no such day");
  *day = *parsed;
  return absl::OkStatus();
}

absl::Status ReadFees(const YAML::Node& fees, const seeds::Law& law, Catalogue::Entry& entry) {
  for (const YAML::Node& node : fees) {
    RETURN_IF_ERROR(seeds::CheckKeys(kCatalogueFile, node, {"code", "amount_rule", "vi", "en", "when_vi", "when_en"}));
    const std::string rule = seeds::TextAt(node, "amount_rule");
    if (!law.Has(rule)) return Wrong(node, "amount_rule is no rule of the law");
    v1::Fee& fee = *entry.procedure.add_fees();
    fee.set_fee_code(seeds::TextAt(node, "code"));
    *fee.mutable_title() = TextOf(node, "vi", "en");
    if (node["when_en"]) *fee.mutable_condition() = TextOf(node, "when_vi", "when_en");
    entry.fee_rules.push_back(rule);
  }
  return absl::OkStatus();
}

absl::Status ReadComponents(const YAML::Node& components, v1::Procedure& procedure) {
  for (const YAML::Node& node : components) {
    RETURN_IF_ERROR(seeds::CheckKeys(kCatalogueFile, node, {"code", "required", "vi", "en", "when_vi", "when_en"}));
    v1::RequiredComponent& component = *procedure.add_components();
    component.set_component_code(seeds::TextAt(node, "code"));
    component.set_required(node["required"].as<bool>());
    *component.mutable_title() = TextOf(node, "vi", "en");
    if (node["when_en"]) *component.mutable_condition() = TextOf(node, "when_vi", "when_en");
  }
  return absl::OkStatus();
}

absl::Status ReadEnums(const YAML::Node& node, v1::Procedure& procedure) {
  v1::ProcedureLevel level = v1::PROCEDURE_LEVEL_UNSPECIFIED;
  v1::ServiceLevel service_level = v1::SERVICE_LEVEL_UNSPECIFIED;
  v1::CertificationState certification = v1::CERTIFICATION_STATE_UNSPECIFIED;
  if (!v1::ProcedureLevel_Parse(absl::StrCat("PROCEDURE_LEVEL_", seeds::TextAt(node, "level")), &level)) {
    return Wrong(node, "level is none");
  }
  if (!v1::ServiceLevel_Parse(absl::StrCat("SERVICE_LEVEL_", seeds::TextAt(node, "service_level")), &service_level)) {
    return Wrong(node, "service_level is none");
  }
  const std::string state = absl::StrCat("CERTIFICATION_STATE_", seeds::TextAt(node, "certification"));
  if (!v1::CertificationState_Parse(state, &certification)) return Wrong(node, "certification is no state");
  procedure.set_level(level);
  procedure.set_service_level(service_level);
  procedure.set_certification(certification);
  return absl::OkStatus();
}

// A procedure that asks anybody but the agency in charge is linked, whatever it is called.
v1::Linkage LinkageOf(const YAML::Node& calls, const std::string& in_charge) {
  for (const YAML::Node& call : calls) {
    const std::string own = absl::StrCat("lienthong.", in_charge, ".");
    if (call.Scalar().compare(0, own.size(), own) != 0) return v1::LINKAGE_LINKED;
  }
  return v1::LINKAGE_STANDALONE;
}

absl::Status ReadMark(const YAML::Node& node, v1::Procedure& procedure) {
  const std::string mark = seeds::TextAt(node, "mark");
  const bool known = mark == "H" || mark == "M" || mark == "L" || mark == "assumption";
  if (!known) return Wrong(node["mark"] ? node["mark"] : node, "mark: H, M, L or assumption");
  procedure.set_source_mark(mark);
  return absl::OkStatus();
}

absl::Status ReadProcedure(const YAML::Node& node, v1::Procedure& procedure) {
  *procedure.mutable_title() = TextOf(node, "vi", "en");
  for (const YAML::Node& agency : node["agencies"]) procedure.add_agencies(agency.Scalar());
  if (procedure.agencies().empty()) return Wrong(node, "no agency is in charge");
  procedure.set_linkage(LinkageOf(node["calls"], procedure.agencies(0)));
  procedure.set_legacy_level(node["legacy_level"] ? node["legacy_level"].as<int>() : 0);
  procedure.set_legal_basis(seeds::TextAt(node, "legal_basis"));
  procedure.set_workflow(seeds::TextAt(node, "workflow"));
  procedure.set_form_code(seeds::TextAt(node, "form"));
  for (const YAML::Node& part : node["parts"]) procedure.add_parts(part.Scalar());
  RETURN_IF_ERROR(ReadMark(node, procedure));
  RETURN_IF_ERROR(ReadEnums(node, procedure));
  return ReadComponents(node["components"], procedure);
}

// Entries for the codes that the rule had, one after the other. The first has no beginning that is known.
// Values that begin after the common end have no entry, but are named as successors.
void AddByRule(const Catalogue::Entry& common, const seeds::Rule& rule, std::vector<Catalogue::Entry>* entries) {
  for (size_t i = 0; i < rule.values.size(); ++i) {
    Catalogue::Entry entry = common;
    entry.procedure.set_procedure_code(rule.values[i].value);
    if (i > 0) entry.from = rule.values[i].from;
    if (entry.from > common.until) break;
    if (i + 1 < rule.values.size()) {
      entry.until = rule.values[i + 1].from - 1;
      entry.procedure.set_successor_code(rule.values[i + 1].value);
    }
    entries->push_back(std::move(entry));
  }
}

void NoteDays(Catalogue::Entry& entry) {
  if (entry.from != absl::CivilDay::min()) *entry.procedure.mutable_in_force_from() = ToProto(entry.from);
  if (entry.until != absl::CivilDay::max()) *entry.procedure.mutable_in_force_until() = ToProto(entry.until);
}

absl::Status ReadEntry(const YAML::Node& node, const seeds::Law& law, std::vector<Catalogue::Entry>* entries) {
  RETURN_IF_ERROR(seeds::CheckKeys(kCatalogueFile, node,
                                   {"code",
                                    "code_rule",
                                    "from",
                                    "until",
                                    "vi",
                                    "en",
                                    "mark",
                                    "level",
                                    "agencies",
                                    "calls",
                                    "service_level",
                                    "legacy_level",
                                    "legal_basis",
                                    "working_days_rule",
                                    "verified_working_days_rule",
                                    "certification",
                                    "workflow",
                                    "form",
                                    "parts",
                                    "fees",
                                    "components"}));
  Catalogue::Entry entry;
  RETURN_IF_ERROR(ReadProcedure(node, entry.procedure));
  RETURN_IF_ERROR(ReadFees(node["fees"], law, entry));
  RETURN_IF_ERROR(ReadDay(node, "from", &entry.from));
  RETURN_IF_ERROR(ReadDay(node, "until", &entry.until));
  entry.working_days_rule = seeds::TextAt(node, "working_days_rule");
  entry.verified_working_days_rule = seeds::TextAt(node, "verified_working_days_rule");
  RETURN_IF_ERROR(CheckRule(node, entry.working_days_rule, law));
  RETURN_IF_ERROR(CheckRule(node, entry.verified_working_days_rule, law));
  const std::string code_rule = seeds::TextAt(node, "code_rule");
  RETURN_IF_ERROR(CheckRule(node, code_rule, law));
  if (!code_rule.empty()) {
    AddByRule(entry, law.rules().at(code_rule), entries);
    return absl::OkStatus();
  }
  entry.procedure.set_procedure_code(seeds::TextAt(node, "code"));
  entries->push_back(std::move(entry));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Catalogue::Entry>> ReadCatalogue(absl::string_view yaml, const seeds::Law& law) {
  std::vector<Catalogue::Entry> entries;
  const absl::Status read = seeds::ReadYaml(kCatalogueFile, yaml, [&](const YAML::Node& root) -> absl::Status {
    for (const YAML::Node& node : root) {
      RETURN_IF_ERROR(ReadEntry(node, law, &entries));
      const std::string& code = entries.back().procedure.procedure_code();
      if (!seeds::IsProcedureCode(code)) return Wrong(node, absl::StrCat(code, " is no procedure code"));
    }
    return absl::OkStatus();
  });
  RETURN_IF_ERROR(read);
  for (Catalogue::Entry& entry : entries) NoteDays(entry);
  return entries;
}

}  // namespace lienthong::portal
