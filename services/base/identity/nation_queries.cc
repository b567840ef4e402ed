#include "services/base/identity/nation_queries.h"

#include "services/base/identity/proto_values.h"

namespace lienthong {
namespace {

constexpr int kDefaultLimit = 100;

template <class T>
std::optional<T> Asked(bool has, T value) {
  return has ? std::optional<T>(value) : std::nullopt;
}

}  // namespace

seeds::PersonSearch SearchOf(const control::v1::SearchPersonsRequest& request) {
  seeds::PersonSearch search;
  search.full_name = request.full_name();
  search.birth_date = FromProto(request.birth_date());
  search.birth_province_code = request.birth_province_code();
  search.residence_province_code = request.residence_province_code();
  search.sex = FromProto(request.sex());
  search.fuzzy = request.fuzzy();
  search.limit = request.limit() == 0 ? kDefaultLimit : request.limit();
  return search;
}

seeds::PersonSample SampleOf(const control::v1::SamplePersonsRequest& request) {
  seeds::PersonSample sample;
  sample.residence_province_code = request.residence_province_code();
  sample.residence_district_code = request.residence_district_code();
  sample.residence_commune_code = request.residence_commune_code();
  sample.birth_province_code = request.birth_province_code();
  sample.ethnicity_code = request.ethnicity_code();
  sample.sex = FromProto(request.sex());
  sample.age_from = Asked<int>(request.has_age_from(), request.age_from());
  sample.age_to = Asked<int>(request.has_age_to(), request.age_to());
  sample.marital_status = static_cast<seeds::MaritalStatus>(request.marital_status());
  sample.livelihood = static_cast<seeds::Livelihood>(request.livelihood());
  sample.children_under_six = Asked<int>(request.has_children_under_six(), request.children_under_six());
  sample.children = Asked<int>(request.has_children(), request.children());
  sample.household_size = Asked<int>(request.has_household_size(), request.household_size());
  sample.relation_to_head = request.relation_to_head();
  sample.head = Asked(request.has_head(), request.head());
  sample.owns_dwelling = Asked(request.has_owns_dwelling(), request.owns_dwelling());
  sample.poor = Asked(request.has_poor(), request.poor());
  sample.born_elsewhere = Asked(request.has_born_elsewhere(), request.born_elsewhere());
  sample.insured = Asked(request.has_insured(), request.insured());
  sample.insurance_object = request.insurance_object();
  sample.has_legacy_id = Asked(request.has_has_legacy_id(), request.has_legacy_id());
  sample.has_tax_code = Asked(request.has_has_tax_code(), request.has_tax_code());
  sample.has_licence = Asked(request.has_has_licence(), request.has_licence());
  sample.licence_class = request.licence_class();
  sample.has_phone = Asked(request.has_has_phone(), request.has_phone());
  sample.has_bank_account = Asked(request.has_has_bank_account(), request.has_bank_account());
  sample.household_business = Asked(request.has_household_business(), request.household_business());
  sample.birth_year_only = Asked(request.has_birth_year_only(), request.birth_year_only());
  sample.eid_level = Asked<int>(request.has_eid_level(), request.eid_level());
  return sample;
}

}  // namespace lienthong
