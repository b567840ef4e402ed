#include "services/social_insurance/printed_card.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/places/places.h"
#include "services/base/applications/printable.h"
#include "services/base/identity/proto_values.h"
#include "services/base/world/times.h"

namespace lienthong::social_insurance {
namespace {

using applications::TableRow;

std::string Written(const common::v1::Date& date) { return seeds::FormatVietnameseDate(FromProto(date)); }

std::string Written(const v1::InsuranceCard& card) {
  const absl::CivilDay issued_on = seeds::VietnamDay(FromProto(card.issued_at()));
  const std::string place = seeds::Places::Default().CommuneLabel(card.address().commune_code(), issued_on);
  const std::string& detail = card.address().detail();
  return absl::StrCat(detail, detail.empty() ? "" : ", ", place);
}

std::string Facility(const v1::InsuranceCard& card) {
  return absl::StrCat(card.primary_facility_code(), " ", card.primary_facility_name());
}

std::string Holder(const v1::InsuranceCard& card) {
  const bool female = card.sex() == common::v1::SEX_FEMALE;
  return absl::StrCat(TableRow("Họ và tên", "Full name", card.full_name()),
                      TableRow("Ngày sinh", "Date of birth", Written(card.birth_date())),
                      TableRow("Giới tính", "Sex", female ? "Nữ / Female" : "Nam / Male"),
                      TableRow("Địa chỉ", "Address", Written(card)));
}

std::string Insurance(const v1::InsuranceCard& card) {
  return absl::StrCat(TableRow("Mã thẻ", "Card code", card.card_code()),
                      TableRow("Mã số BHXH", "Social-insurance number", card.si_number()),
                      TableRow("Mức hưởng", "Benefit", absl::StrCat(seeds::BenefitPercent(card.benefit_level()), " %")),
                      TableRow("Nơi đăng ký KCB ban đầu", "Initial care facility", Facility(card)),
                      TableRow("Giá trị sử dụng từ", "Valid from", Written(card.valid_from())),
                      TableRow("Đến hết ngày", "Valid to", Written(card.valid_to())),
                      TableRow("Nơi cấp", "Issued by", card.issued_by()));
}

}  // namespace

applications::v1::Document PrintCard(const v1::InsuranceCard& card) {
  applications::v1::Document document;
  document.set_kind("INSURANCE_CARD");
  document.set_number(card.card_code());
  document.mutable_title()->set_vi("Thẻ bảo hiểm y tế");
  document.mutable_title()->set_en("Health-insurance card");
  document.set_html(absl::StrCat("<table>\n", Holder(card), Insurance(card), "</table>\n"));
  return document;
}

}  // namespace lienthong::social_insurance
