#include "seeds/identifiers/insurance_code.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "seeds/identifiers/digits.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

constexpr absl::string_view kArmy = "97";

// DN, HX, CH, NN, TK, HC, XK and the levels 1..3 are sourced; the rest is general knowledge.
constexpr InsuranceObject kObjects[] = {
    {"DN", InsuranceGroup::kEmployment, 4, "employee of an enterprise"},
    {"HX", InsuranceGroup::kEmployment, 4, "member of a cooperative"},
    {"CH", InsuranceGroup::kEmployment, 4, "state, armed forces or political body"},
    {"NN", InsuranceGroup::kEmployment, 4, "employee of a foreign body"},
    {"TK", InsuranceGroup::kEmployment, 4, "employee of another employer"},
    {"HC", InsuranceGroup::kEmployment, 4, "official"},
    {"XK", InsuranceGroup::kEmployment, 4, "part-time commune staff"},
    {"HT", InsuranceGroup::kSocialInsurance, 3, "pensioner"},
    {"TB", InsuranceGroup::kSocialInsurance, 4, "work-accident allowance"},
    {"NO", InsuranceGroup::kSocialInsurance, 4, "long sick leave"},
    {"CT", InsuranceGroup::kSocialInsurance, 2, "80 or older on survivors' benefit"},
    {"XB", InsuranceGroup::kSocialInsurance, 4, "former commune staff on allowance"},
    {"TN", InsuranceGroup::kSocialInsurance, 4, "unemployment benefit"},
    {"CS", InsuranceGroup::kSocialInsurance, 4, "former rubber worker on allowance"},
    {"QN", InsuranceGroup::kState, 5, "army"},
    {"CA", InsuranceGroup::kState, 5, "public security"},
    {"CY", InsuranceGroup::kState, 5, "cipher service"},
    {"XN", InsuranceGroup::kState, 4, "former commune staff"},
    {"MS", InsuranceGroup::kState, 4, "stopped work-loss allowance"},
    {"CC", InsuranceGroup::kState, 1, "person with meritorious service"},
    {"CK", InsuranceGroup::kState, 2, "other person of merit"},
    {"CB", InsuranceGroup::kState, 2, "veteran"},
    {"KC", InsuranceGroup::kState, 2, "resistance participant"},
    {"HD", InsuranceGroup::kState, 4, "elected deputy"},
    {"TE", InsuranceGroup::kState, 1, "child under 6"},
    {"BT", InsuranceGroup::kState, 2, "monthly social benefit"},
    {"HN", InsuranceGroup::kState, 2, "poor household"},
    {"DT", InsuranceGroup::kState, 2, "ethnic minority in a hard area"},
    {"DK", InsuranceGroup::kState, 2, "inhabitant of an especially hard area"},
    {"XD", InsuranceGroup::kState, 2, "inhabitant of an island commune"},
    {"TS", InsuranceGroup::kState, 2, "parent, spouse or child of a martyr"},
    {"TC", InsuranceGroup::kState, 3, "relative of a person of merit"},
    {"TQ", InsuranceGroup::kState, 4, "relative of army staff"},
    {"TA", InsuranceGroup::kState, 4, "relative of public-security staff"},
    {"TY", InsuranceGroup::kState, 4, "relative of cipher staff"},
    {"HG", InsuranceGroup::kState, 4, "organ donor"},
    {"LS", InsuranceGroup::kState, 4, "foreign student on a state grant"},
    {"PV", InsuranceGroup::kState, 4, "carer of a person of merit"},
    {"CN", InsuranceGroup::kStateSupported, 3, "near-poor household"},
    {"HS", InsuranceGroup::kStateSupported, 4, "pupil"},
    {"SV", InsuranceGroup::kStateSupported, 4, "student"},
    {"GB", InsuranceGroup::kStateSupported, 4, "farming household of average means"},
    {"GD", InsuranceGroup::kHousehold, 4, "member of a household"},
};

bool IsInsuranceProvince(absl::string_view code) {
  return code == kArmy || Places::Default().FindProvince(code) != nullptr;
}

}  // namespace

bool IsSiNumber(absl::string_view number) { return IsDigits(number, 10) && IsInsuranceProvince(number.substr(0, 2)); }

absl::Span<const InsuranceObject> InsuranceObjects() { return kObjects; }

const InsuranceObject* FindInsuranceObject(absl::string_view code) {
  for (const InsuranceObject& object : kObjects) {
    if (object.code == code) return &object;
  }
  return nullptr;
}

int BenefitPercent(int level) {
  static constexpr int kPercent[] = {0, 100, 100, 95, 80, 100};
  return level >= 1 && level <= 5 ? kPercent[level] : 0;
}

CardCodeFault CheckInsuranceCardCode(absl::string_view code) {
  if (code.size() != 15 || !AllDigits(code.substr(2)) || !absl::ascii_isupper(code[0]) ||
      !absl::ascii_isupper(code[1])) {
    return CardCodeFault::kShape;
  }
  if (FindInsuranceObject(code.substr(0, 2)) == nullptr) return CardCodeFault::kObject;
  if (code[2] < '1' || code[2] > '5') return CardCodeFault::kLevel;
  if (!IsInsuranceProvince(code.substr(3, 2))) return CardCodeFault::kProvince;
  return CardCodeFault::kNone;
}

std::optional<InsuranceCardCode> ParseInsuranceCardCode(absl::string_view code) {
  if (CheckInsuranceCardCode(code) != CardCodeFault::kNone) return std::nullopt;
  return InsuranceCardCode{std::string(code.substr(0, 2)), code[2] - '0', std::string(code.substr(3, 2)),
                           std::string(code.substr(5))};
}

std::string FormatInsuranceCardCode(const InsuranceCardCode& code) {
  return absl::StrCat(code.object, code.level, code.province_code, code.si_number);
}

}  // namespace lienthong::seeds
