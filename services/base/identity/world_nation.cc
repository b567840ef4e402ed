#include "services/base/identity/world_nation.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

using control::v1::RegisterDefects;
using google::protobuf::FieldDescriptor;

constexpr char kEveryRegister[] = "*";
constexpr int kOf = 100'000;

// A rate of the message, by its number of field.
struct Rate {
  int field;
  uint32_t seeds::DefectRates::*rate;
};
constexpr Rate kRates[] = {
    {RegisterDefects::kAccentsLostFieldNumber, &seeds::DefectRates::accents_lost},
    {RegisterDefects::kDayMonthSwappedFieldNumber, &seeds::DefectRates::day_month_swapped},
    {RegisterDefects::kNumberMissingFieldNumber, &seeds::DefectRates::number_missing},
    {RegisterDefects::kOldNumberInsteadFieldNumber, &seeds::DefectRates::old_number_instead},
    {RegisterDefects::kWrongSexDigitFieldNumber, &seeds::DefectRates::wrong_sex_digit},
    {RegisterDefects::kDuplicateFieldNumber, &seeds::DefectRates::duplicate},
    {RegisterDefects::kStillActiveFieldNumber, &seeds::DefectRates::still_active},
    {RegisterDefects::kOldPlaceNameFieldNumber, &seeds::DefectRates::old_place_name},
};

const FieldDescriptor& FieldOf(const Rate& rate) {
  return *RegisterDefects::descriptor()->FindFieldByNumber(rate.field);
}

seeds::DefectRates RatesOf(const RegisterDefects& defects) {
  seeds::DefectRates rates;
  for (const Rate& rate : kRates) {
    const auto& reflection = *defects.GetReflection();
    const FieldDescriptor& field = FieldOf(rate);
    if (reflection.HasField(defects, &field)) {
      rates.*rate.rate = static_cast<uint32_t>(reflection.GetInt32(defects, &field));
    }
  }
  return rates;
}

bool TakesDefects(const std::string& name) {
  return name == kEveryRegister ||
         std::any_of(seeds::kDefectiveRegisters.begin(), seeds::kDefectiveRegisters.end(),
                     [&name](const seeds::DefectiveRegister& known) { return known.name == name; });
}

absl::Status CheckRates(const std::string& field, const RegisterDefects& defects) {
  for (const Rate& rate : kRates) {
    const FieldDescriptor& member = FieldOf(rate);
    const int value = defects.GetReflection()->GetInt32(defects, &member);
    if (value >= 0 && value <= kOf) continue;
    return InvalidField(absl::StrCat(field, ".", member.name()), "use 0 to 100000, of 100000 records");
  }
  return absl::OkStatus();
}

}  // namespace

seeds::PinMode PinModeOf(const control::v1::World& world) {
  return world.realistic_numbers() ? seeds::PinMode::kRealistic : seeds::PinMode::kSafe;
}

std::optional<seeds::DefectPlan> DefectPlanOf(const control::v1::World& world, absl::string_view register_name) {
  const RegisterDefects* found = nullptr;
  for (const RegisterDefects& defects : world.defects()) {
    const bool named = register_name == absl::string_view(defects.register_());
    if (named || (found == nullptr && defects.register_() == kEveryRegister)) found = &defects;
    if (named) break;
  }
  if (found == nullptr) return std::nullopt;
  return seeds::DefectPlan{std::string(register_name), world.seed(), RatesOf(*found)};
}

absl::Status CheckDefects(absl::string_view field, const google::protobuf::RepeatedPtrField<RegisterDefects>& defects) {
  std::set<std::string> named;
  for (int i = 0; i < defects.size(); ++i) {
    const std::string element = absl::StrCat(field, "[", i, "]");
    const std::string& name = defects[i].register_();
    if (!TakesDefects(name)) {
      return InvalidField(element + ".register",
                          "name population, civil_registry, social_insurance or tax, or \"*\" for all");
    }
    if (!named.insert(name).second) return InvalidField(element + ".register", "it is named twice");
    RETURN_IF_ERROR(CheckRates(element, defects[i]));
  }
  return absl::OkStatus();
}

}  // namespace lienthong
