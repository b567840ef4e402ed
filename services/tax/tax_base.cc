#include "services/tax/tax_base.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "seeds/nation/defects/register_view.h"
#include "seeds/places/places.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"

namespace lienthong::tax {
namespace {

constexpr int kScanBatch = 64;  // a page and a bit: the nation computes every record it is asked for

// The tax department of the taxpayer's province.
std::string OfficeOf(const seeds::Address& residence) {
  const seeds::Province* province = seeds::Places::Default().FindProvince(residence.province_code);
  return province == nullptr ? "" : absl::StrCat("Cục Thuế ", province->full_name);
}

v1::Taxpayer TaxpayerRecord(const seeds::Person& person) {
  v1::Taxpayer record;
  record.set_tax_code(person.tax_code);
  record.set_pin(person.pin);
  record.set_full_name(person.full_name);
  *record.mutable_birth_date() = ToProto(person.birth_date);
  record.set_kind(v1::TAXPAYER_KIND_INDIVIDUAL);
  record.set_state(person.alive() ? v1::TAXPAYER_STATE_ACTIVE : v1::TAXPAYER_STATE_CLOSED);
  *record.mutable_address() = ToProto(person.residence);
  record.set_managing_office(OfficeOf(person.residence));
  return record;
}

seeds::RegisterView RegisterIn(const seeds::Nation& nation, const control::v1::World& world) {
  return {nation.In(PinModeOf(world)), DefectPlanOf(world, "tax")};
}

}  // namespace

absl::optional<v1::Taxpayer> TaxpayerBase::Get(const World& world, absl::string_view tax_code) const {
  const std::optional<seeds::Person> person = RegisterIn(*nation_, world).ByTaxCode(tax_code);
  if (!person) return absl::nullopt;
  return TaxpayerRecord(*person);
}

std::vector<std::string> TaxpayerBase::Find(const World& world, absl::string_view index,
                                            absl::string_view value) const {
  std::vector<std::string> codes;
  if (index != kByPin) return codes;
  for (const seeds::Person& person : RegisterIn(*nation_, world).ByPin(value)) {
    if (!person.tax_code.empty()) codes.push_back(person.tax_code);
  }
  return codes;
}

void TaxpayerBase::Scan(const World& world, absl::string_view from,
                        absl::FunctionRef<bool(const std::string& key)> visit) const {
  const seeds::RegisterView taxpayers = RegisterIn(*nation_, world);
  std::string next(from);
  while (true) {
    const std::vector<seeds::Person> batch = taxpayers.ScanByTaxCode(next, kScanBatch);
    for (const seeds::Person& person : batch) {
      if (!visit(person.tax_code)) return;
    }
    if (batch.size() < kScanBatch) return;
    next = absl::StrCat(batch.back().tax_code, absl::string_view("\0", 1));
  }
}

}  // namespace lienthong::tax
