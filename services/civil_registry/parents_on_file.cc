#include "services/civil_registry/parents_on_file.h"

#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "seeds/names/name_matching.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::civil_registry {
namespace {

constexpr char kVietnam[] = "VNM";

bool ShowsLegacyId(const v1::DeclaredParent& parent) {
  return parent.identity_document().type() == v1::IDENTITY_DOCUMENT_TYPE_LEGACY_ID;
}

bool LegacyIdAccepted(absl::CivilDay on) { return seeds::Law::Default().Bool(seeds::law::kLegacyIdAccepted, on); }

}  // namespace

std::optional<seeds::Person> ParentsOnFile::Find(const v1::DeclaredParent& parent, absl::CivilDay on) const {
  if (!parent.pin().empty()) return nation_.ByPin(parent.pin());
  if (!ShowsLegacyId(parent) || !LegacyIdAccepted(on)) return std::nullopt;
  const std::vector<seeds::Person> holders = nation_.ByLegacyId(parent.identity_document().number());
  return holders.size() == 1 ? std::make_optional(holders.front()) : std::nullopt;
}

std::vector<std::string> ParentsOnFile::Differences(const v1::DeclaredParent& parent, absl::CivilDay on) const {
  const std::optional<seeds::Person> person = Find(parent, on);
  if (!person) {
    const bool comparable = !parent.pin().empty() || NationalityOf(parent) == kVietnam;
    return comparable ? std::vector<std::string>{"pin"} : std::vector<std::string>();
  }
  std::vector<std::string> fields;
  if (!seeds::SameName(parent.full_name(), person->full_name).value_or(false)) fields.push_back("full_name");
  if (!seeds::Agrees(FromProto(parent.birth_date()), person->birth_date)) fields.push_back("birth_date");
  return fields;
}

std::string ParentsOnFile::ResidenceOf(const v1::DeclaredParent& parent, absl::CivilDay on) const {
  const std::string& declared = parent.residence().commune_code();
  if (parent.residence_kind() == v1::RESIDENCE_KIND_TEMPORARY) return declared;
  const std::optional<seeds::Person> person = Find(parent, on);
  return person && !person->residence.commune_code.empty() ? person->residence.commune_code : declared;
}

std::string NationalityOf(const v1::DeclaredParent& parent) {
  return parent.nationality().empty() ? kVietnam : parent.nationality();
}

}  // namespace lienthong::civil_registry
