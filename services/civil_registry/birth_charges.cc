#include "services/civil_registry/birth_charges.h"

#include <algorithm>
#include <cstdint>

#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"

namespace lienthong::civil_registry {
namespace {

constexpr char kRegistration[] = "BIRTH_REGISTRATION";
constexpr char kExtracts[] = "BIRTH_EXTRACTS";

struct Charges {
  int64_t registration_vnd = 0;
  int64_t extracts_vnd = 0;
  int64_t total() const { return registration_vnd + extracts_vnd; }
};

Charges ChargesOf(const Declared& declared) {
  const seeds::Law& law = seeds::Law::Default();
  const char* registration = IsLate(declared) ? seeds::law::kBirthLateCharge : seeds::law::kBirthOnTimeCharge;
  return {law.Int(registration, declared.on),
          declared.form.extracts_wanted() * law.Int(seeds::law::kExtractCharge, declared.on)};
}

int64_t PaidOf(const applications::v1::Application& application) {
  int64_t paid = 0;
  for (const auto& payment : application.payments()) {
    const bool ours = payment.fee_code() == kRegistration || payment.fee_code() == kExtracts;
    if (ours && payment.has_paid_at()) paid += payment.amount_vnd();
  }
  return paid;
}

common::v1::LocalizedText TitleOf(const Charges& charges, bool late) {
  common::v1::LocalizedText title;
  if (charges.registration_vnd == 0) {
    title.set_vi("Phí cấp bản sao trích lục khai sinh");
    title.set_en("Charge for extracts of the birth record");
    return title;
  }
  title.set_vi(late ? "Lệ phí đăng ký khai sinh quá hạn" : "Lệ phí đăng ký khai sinh");
  title.set_en(late ? "Charge for late birth registration" : "Charge for birth registration");
  if (charges.extracts_vnd == 0) return title;
  title.mutable_vi()->append(" và phí bản sao trích lục");
  title.mutable_en()->append(" and extracts");
  return title;
}

}  // namespace

applications::Verdict AskCharges(const Declared& declared) {
  const Charges charges = ChargesOf(declared);
  const int64_t owed = charges.total() - PaidOf(declared.application);
  if (owed <= 0) return applications::Verdict::Approve();
  const char* fee_code = charges.registration_vnd == 0 ? kExtracts : kRegistration;
  return applications::Verdict::Payment(fee_code, owed, TitleOf(charges, IsLate(declared)));
}

}  // namespace lienthong::civil_registry
