#include "services/nation/nation_export.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/json_util.h"
#include "seeds/nation/people/numbers.h"
#include "services/base/error/error.h"
#include "services/base/identity/place_checks.h"
#include "services/base/status.h"
#include "services/nation/nation_record.h"
#include "services/nation/nation_views.h"

namespace lienthong::nation {
namespace {

using control::v1::NationPerson;

absl::Status NotAmongThem() { return InvalidField("from_pin", "nobody of this export has this number"); }

// The personas registered in a province, in order of their keys.
std::vector<seeds::Person> PersonasIn(const seeds::Nation& nation, absl::string_view province_code) {
  std::vector<seeds::Person> people;
  for (const std::string& key : nation.PersonaKeys()) {
    auto persona = nation.FindPersona(key);
    if (!persona.ok() || persona->person.pin.empty()) continue;
    if (persona->person.residence.province_code == province_code) people.push_back(std::move(persona->person));
  }
  return people;
}

}  // namespace

absl::StatusOr<std::unique_ptr<NationExport>> NationExport::Make(const seeds::Nation& nation,
                                                                 const seeds::Country& country,
                                                                 const ExportChoice& choice) {
  ASSIGN_OR_RETURN(google::protobuf::FieldMask mask, ViewOf(choice.view));
  std::unique_ptr<NationExport> made(new NationExport(nation, country, choice, std::move(mask)));
  RETURN_IF_ERROR(made->Begin(choice));
  return made;
}

NationExport::NationExport(const seeds::Nation& nation, const seeds::Country& country, const ExportChoice& choice,
                           google::protobuf::FieldMask mask)
    : nation_(nation),
      country_(country),
      choice_(choice),
      mask_(std::move(mask)),
      lines_(choice.format, mask_),
      walk_(&country, lines_.facts()) {}

absl::Status NationExport::Begin(const ExportChoice& choice) {
  last_province_ = seeds::kProvinces - 1;
  if (!choice.province_code.empty()) {
    RETURN_IF_ERROR(CheckPlaceState("province_code",
                                    seeds::Places::Default().ProvinceState(choice.province_code, seeds::kSnapshotDay)));
    province_ = last_province_ = seeds::ProvincePlace(choice.province_code);
  }
  EnterProvince(province_);
  return choice.from_pin.empty() ? absl::OkStatus() : BeginWith(choice.from_pin);
}

absl::Status NationExport::BeginWith(const std::string& pin) {
  const auto person = nation_.ByPin(pin);
  if (!person) return NotAmongThem();
  const int province = seeds::ProvincePlace(person->residence.province_code);
  if (province < province_ || province > last_province_) return NotAmongThem();
  EnterProvince(province);
  if (const auto at = country_.numbers.ByPin(pin)) {
    home_ = country_.census.HomeIndexOf(country_.census.HomeOf(*at));
    place_ = country_.census.PlaceOf(*at);
    return absl::OkStatus();
  }
  home_ = homes_end_;
  while (personas_[persona_].pin != pin) ++persona_;
  return absl::OkStatus();
}

void NationExport::EnterProvince(int province) {
  province_ = province;
  if (province > last_province_) return;
  const auto& tables = country_.census.tables();
  home_ = country_.census.FirstOf(seeds::Tables::kHomes, province);
  homes_end_ = home_ + tables.repetition(seeds::Tables::kHomes, province).size();
  at_home_ = false;
  place_ = persona_ = 0;
  personas_ = PersonasIn(nation_, seeds::ProvinceCode(province));
}

bool NationExport::Arrive() {
  while (province_ <= last_province_) {
    if (home_ < homes_end_) {
      if (!at_home_) walk_.GoTo(country_.census.HomeAt(home_));
      at_home_ = true;
      if (place_ < walk_.people().size()) return true;
      ++home_;
      at_home_ = false;
      place_ = 0;
    } else if (persona_ < personas_.size()) {
      return true;
    } else {
      EnterProvince(province_ + 1);
    }
  }
  return false;
}

std::string NationExport::Header() const {
  return choice_.format == LineFormat::kCsv ? CsvHeader(mask_) + "\n" : std::string();
}

int64_t NationExport::Append(int64_t limit, std::string* lines) {
  int64_t told = 0;
  for (; told < limit && Arrive(); ++told) {
    if (home_ < homes_end_) {
      lines_.Append(walk_.home(), walk_.people()[place_++], lines);
    } else {
      AppendPersona(personas_[persona_++], lines);
    }
  }
  return told;
}

std::string NationExport::next() {
  if (!Arrive()) return "";
  return home_ < homes_end_ ? walk_.people()[place_].pin.str() : personas_[persona_].pin;
}

void NationExport::AppendPersona(const seeds::Person& persona, std::string* lines) const {
  NationPerson record = PersonRecord(persona);
  if (mask_.paths_size() > 0) google::protobuf::util::FieldMaskUtil::TrimMessage(mask_, &record);
  if (choice_.format == LineFormat::kCsv) {
    absl::StrAppend(lines, CsvLine(record, mask_), "\n");
    return;
  }
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(record, &json);
  absl::StrAppend(lines, json, "\n");
}

}  // namespace lienthong::nation
