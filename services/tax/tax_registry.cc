#include "services/tax/tax_registry.h"

#include <utility>

#include "seeds/calendar/partial_date.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "seeds/names/name_matching.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::tax {
namespace {

constexpr size_t kCodeLength = 10;
constexpr size_t kPersonalNumberLength = 12;

std::vector<store::Index<v1::Taxpayer>> Indexes() {
  return {{kByPin, [](const v1::Taxpayer& taxpayer) {
             return taxpayer.pin().empty() ? std::vector<std::string>() : std::vector<std::string>{taxpayer.pin()};
           }}};
}

std::vector<v1::TaxpayerField> Differences(const v1::Taxpayer& taxpayer, const v1::VerifyTaxpayerRequest& claim) {
  std::vector<v1::TaxpayerField> fields;
  const auto same_name = seeds::SameName(taxpayer.full_name(), claim.full_name());
  if (!same_name.ok() || !*same_name) fields.push_back(v1::TAXPAYER_FIELD_FULL_NAME);
  const bool same_date = seeds::Agrees(FromProto(taxpayer.birth_date()), FromProto(claim.birth_date()));
  if (!same_date) fields.push_back(v1::TAXPAYER_FIELD_BIRTH_DATE);
  return fields;
}

v1::VerifyTaxpayerResponse Matching(const v1::Taxpayer& taxpayer) {
  v1::VerifyTaxpayerResponse response;
  response.set_outcome(v1::TAXPAYER_VERIFICATION_MATCH);
  response.set_tax_code(taxpayer.tax_code());
  return response;
}

v1::VerifyTaxpayerResponse Differing(const std::vector<v1::TaxpayerField>& fields) {
  v1::VerifyTaxpayerResponse response;
  response.set_outcome(v1::TAXPAYER_VERIFICATION_PARTIAL_MATCH);
  for (const v1::TaxpayerField field : fields) response.add_differing_fields(field);
  return response;
}

}  // namespace

TaxRegistry::TaxRegistry(std::shared_ptr<const seeds::Nation> nation)
    : nation_(std::move(nation)),
      base_(nation_),
      taxpayers_(
          "taxpayer", [](const v1::Taxpayer& taxpayer) { return taxpayer.tax_code(); }, Indexes(), &base_) {}

std::vector<v1::Taxpayer> TaxRegistry::FindByTaxCode(store::Txn& txn, const std::string& tax_code,
                                                     absl::CivilDay day) const {
  const bool personal = tax_code.size() == kPersonalNumberLength;
  if (personal && !PersonalNumberIsTaxCode(day)) return {};
  if (personal) return FindByPin(txn, tax_code);
  auto taxpayer = taxpayers_.Get(txn, tax_code.substr(0, kCodeLength));
  if (!taxpayer) return {};
  return {*std::move(taxpayer)};
}

std::vector<v1::Taxpayer> TaxRegistry::FindByPin(store::Txn& txn, const std::string& pin) const {
  return taxpayers_.Find(txn, kByPin, pin);
}

v1::VerifyTaxpayerResponse TaxRegistry::Verify(store::Txn& txn, const v1::VerifyTaxpayerRequest& request,
                                               absl::CivilDay day) const {
  v1::VerifyTaxpayerResponse response;
  response.set_outcome(v1::TAXPAYER_VERIFICATION_NO_MATCH);
  for (const v1::Taxpayer& taxpayer : FindByPin(txn, request.pin())) {
    const std::vector<v1::TaxpayerField> differences = Differences(taxpayer, request);
    if (differences.empty()) return Matching(Restated(taxpayer, day));
    response = Differing(differences);
  }
  return response;
}

absl::StatusOr<store::Page<v1::Taxpayer>> TaxRegistry::List(store::Txn& txn,
                                                            const v1::ListTaxpayersRequest& request) const {
  return taxpayers_.List(txn, request.page_size(), request.page_token());
}

bool PersonalNumberIsTaxCode(absl::CivilDay day) { return seeds::Law::Default().Bool(seeds::law::kTaxCodeIsPin, day); }

v1::Taxpayer Restated(v1::Taxpayer taxpayer, absl::CivilDay day) {
  const bool individual = taxpayer.kind() != v1::TAXPAYER_KIND_ENTERPRISE && !taxpayer.pin().empty();
  if (individual && PersonalNumberIsTaxCode(day)) taxpayer.set_tax_code(taxpayer.pin());
  if (taxpayer.has_address()) *taxpayer.mutable_address() = InCodesOf(day, taxpayer.address());
  return taxpayer;
}

}  // namespace lienthong::tax
