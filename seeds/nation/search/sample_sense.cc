#include "seeds/nation/search/sample_sense.h"

#include <algorithm>
#include <cstdlib>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "seeds/names/ethnicities.h"
#include "seeds/nation/country.h"

namespace lienthong::seeds {
namespace {

constexpr int kYoungestSpouse = 19, kYoungestParent = 18, kOldest = 100;
constexpr int kEidFrom = 14, kMostEidLevel = 2;
constexpr absl::string_view kRelations[] = {"CH01", "CH02", "CH03", "CH04", "CH05", "CH06", "CH07", "CH99"};
constexpr absl::string_view kObjects[] = {"TE", "HC", "DN", "HT", "HN", "BT", "HS", "DT", "SV", "GD"};
constexpr absl::string_view kLicenceClasses[] = {"A1", "A2", "B1", "B2", "C", "D", "E"};

absl::Status Nobody(absl::string_view because) {
  return absl::FailedPreconditionError(absl::StrCat("Nobody can match, because ", because, "."));
}

// The ages at which a livelihood occurs.
struct Ages {
  int from;
  int to;
};
Ages AgesOf(Livelihood livelihood) {
  switch (livelihood) {
    case Livelihood::kUnderSix:
      return {0, 5};
    case Livelihood::kPupil:
      return {6, 17};
    case Livelihood::kStudent:
      return {18, 22};
    case Livelihood::kEmployee:
    case Livelihood::kSelfEmployed:
      return {18, 60};
    case Livelihood::kPensioner:
    case Livelihood::kElderly:
      return {56, kOldest};
    case Livelihood::kNone:
      break;
  }
  return {0, kOldest};
}

int YoungestOf(const PersonSample& sample) {
  return std::max(sample.age_from.value_or(0), AgesOf(sample.livelihood).from);
}
int OldestOf(const PersonSample& sample) {
  return std::min(sample.age_to.value_or(kOldest), AgesOf(sample.livelihood).to);
}

template <typename List>
absl::Status CheckListed(absl::string_view what, const std::string& code, const List& list) {
  if (code.empty() || absl::c_linear_search(list, absl::string_view(code))) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("There is no ", what, " \"", code, "\"."));
}

absl::Status CheckUnit(absl::string_view what, const std::string& code, bool known) {
  if (code.empty() || known) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("There is no ", what, " \"", code, "\"."));
}

absl::Status CheckCodes(const PersonSample& sample) {
  const Places& places = Places::Default();
  const std::string& district = sample.residence_district_code;
  const std::string& commune = sample.residence_commune_code;
  absl::Status status =
      CheckUnit("province", sample.residence_province_code, ProvincePlace(sample.residence_province_code) >= 0);
  status.Update(CheckUnit("province", sample.birth_province_code, ProvincePlace(sample.birth_province_code) >= 0));
  status.Update(CheckUnit("district", district, places.FindDistrict(district) != nullptr));
  status.Update(CheckUnit("commune", commune, places.FindCommune(commune) != nullptr));
  status.Update(CheckUnit("ethnic group", sample.ethnicity_code, FindEthnicity(sample.ethnicity_code) != nullptr));
  status.Update(CheckListed("relation to the head", sample.relation_to_head, kRelations));
  status.Update(CheckListed("insurance object", sample.insurance_object, kObjects));
  status.Update(CheckListed("licence class", sample.licence_class, kLicenceClasses));
  return status;
}

absl::Status CheckUnitsBelong(const PersonSample& sample) {
  const Places& places = Places::Default();
  const District* district = places.FindDistrict(sample.residence_district_code);
  const Commune* commune = places.FindCommune(sample.residence_commune_code);
  const std::string& province = sample.residence_province_code;
  if (district != nullptr && !province.empty() && district->province_code != province) {
    return Nobody("the district is in another province");
  }
  if (commune != nullptr && !province.empty() && commune->province_code != province) {
    return Nobody("the commune is in another province");
  }
  if (commune != nullptr && district != nullptr && commune->district_code != district->code) {
    return Nobody("the commune is in another district");
  }
  return absl::OkStatus();
}

absl::Status CheckAges(const PersonSample& sample) {
  const int from = sample.age_from.value_or(0), to = sample.age_to.value_or(kOldest);
  if (from > kOldest || to < 0) return Nobody("everybody's age is 0 to 100");
  if (from > to) return Nobody("the least age is above the greatest");
  const Ages ages = AgesOf(sample.livelihood);
  return to < ages.from || from > ages.to ? Nobody("nobody of that age lives on that") : absl::OkStatus();
}

absl::Status CheckFamily(const PersonSample& sample) {
  const int to = OldestOf(sample);
  const bool single = sample.marital_status == MaritalStatus::kSingle;
  const bool was_married = sample.marital_status != MaritalStatus::kUnspecified && !single;
  const bool spouse_of_head = sample.relation_to_head == "CH02";
  if (was_married && to < kYoungestSpouse) return Nobody("nobody of that age has been married");
  const int children = std::max(sample.children_under_six.value_or(0), sample.children.value_or(0));
  if (children > 0 && to < kYoungestParent) return Nobody("nobody of that age has children");
  if (sample.children && sample.children_under_six && *sample.children < *sample.children_under_six) {
    return Nobody("children under six are children too");
  }
  if (single && spouse_of_head) return Nobody("whoever is the head's spouse is not single");
  return absl::OkStatus();
}

absl::Status CheckHousehold(const PersonSample& sample) {
  const bool head_by_relation = sample.relation_to_head == "CH01";
  if ((sample.head == true || head_by_relation) && OldestOf(sample) < kAdultAge) {
    return Nobody("heads of households are grown up");
  }
  if (sample.head && !sample.relation_to_head.empty() && *sample.head != head_by_relation) {
    return Nobody("CH01, and nobody else, is the head");
  }
  if (sample.household_size.value_or(1) < 1) return Nobody("every household has somebody in it");
  const int others = sample.children_under_six.value_or(0);
  if (sample.household_size && *sample.household_size <= others) {
    return Nobody("the household is too small for those children");
  }
  return absl::OkStatus();
}

absl::Status CheckInsurance(const PersonSample& sample) {
  const bool child = sample.insurance_object == "TE";
  const bool under_six = sample.livelihood == Livelihood::kUnderSix || OldestOf(sample) < 6;
  if (!sample.insurance_object.empty() && sample.insured == false) return Nobody("whoever holds a card is insured");
  if (under_six && sample.insured == false) return Nobody("every child under six is insured");
  if (under_six && !sample.insurance_object.empty() && !child) return Nobody("children under six hold a card of TE");
  if (child && YoungestOf(sample) >= 6) return Nobody("only children under six hold a card of TE");
  return absl::OkStatus();
}

// What only the grown up have.
absl::Status CheckAdultThings(const PersonSample& sample) {
  const bool wanted = sample.has_tax_code == true || sample.has_licence == true || !sample.licence_class.empty() ||
                      sample.has_phone == true || sample.has_bank_account == true;
  if (wanted && OldestOf(sample) < kAdultAge) {
    return Nobody("only the grown up have a tax code, licence, telephone or bank account of their own");
  }
  if (sample.has_licence == false && !sample.licence_class.empty()) return Nobody("a class needs a licence");
  if (sample.has_legacy_id == true && kSnapshotYear - OldestOf(sample) >= kLegacyBefore) {
    return Nobody(absl::StrCat("old numbers went to those born before ", kYearBase + kLegacyBefore));
  }
  const int level = sample.eid_level.value_or(0);
  if (level < 0 || level > kMostEidLevel) return Nobody("levels of electronic identity are 0, 1 and 2");
  if (level > 0 && OldestOf(sample) < kEidFrom) return Nobody("electronic identity begins at fourteen");
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSample(const PersonSample& sample) {
  absl::Status status = CheckCodes(sample);
  status.Update(CheckUnitsBelong(sample));
  status.Update(CheckAges(sample));
  status.Update(CheckFamily(sample));
  status.Update(CheckHousehold(sample));
  status.Update(CheckInsurance(sample));
  status.Update(CheckAdultThings(sample));
  return status;
}

}  // namespace lienthong::seeds
