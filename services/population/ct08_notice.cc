#include "services/population/ct08_notice.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/places/places.h"
#include "services/base/applications/printable.h"
#include "services/base/identity/proto_values.h"
#include "services/population/person_record.h"

namespace lienthong::population {
namespace {

using applications::TableRow;

std::string Written(const common::v1::Address& address, absl::CivilDay day) {
  const std::string place = seeds::Places::Default().CommuneLabel(address.commune_code(), day);
  return absl::StrCat(address.detail(), address.detail().empty() ? "" : ", ", place);
}

std::string HeadName(const v1::Household& household) {
  for (const v1::HouseholdMember& member : household.members()) {
    if (member.pin() == household.head_pin()) return member.full_name();
  }
  return "";
}

std::string Body(const v1::ResidenceRegistration& registration, const Newcomer& newcomer) {
  const absl::CivilDay since = DayOf(registration.since());
  const seeds::PartialDate born = FromProto(newcomer.child.birth_date());
  return absl::StrCat(
      "<table>", TableRow("Số thông báo", "Notice number", registration.ct08_number()),
      TableRow("Cơ quan đăng ký", "Registered by", registration.police_unit()),
      TableRow("Họ, chữ đệm và tên", "Full name", newcomer.child.full_name()),
      TableRow("Ngày, tháng, năm sinh", "Date of birth", seeds::FormatVietnameseDate(born)),
      TableRow("Số định danh cá nhân", "Personal identification number", registration.pin()),
      TableRow("Chủ hộ", "Household head", HeadName(newcomer.household)),
      TableRow("Quan hệ với chủ hộ", "Relation to the head", CodeOf(registration.relation_to_head())),
      TableRow("Nơi thường trú", "Permanent residence", Written(registration.address(), since)),
      TableRow("Thường trú từ ngày", "Registered since", seeds::FormatVietnameseDate(seeds::PartialDate::Of(since))),
      "</table>");
}

}  // namespace

applications::v1::Document Ct08Notice(const v1::ResidenceRegistration& registration, const Newcomer& newcomer) {
  applications::v1::Document document;
  document.set_kind("CT08");
  document.set_number(registration.ct08_number());
  document.mutable_title()->set_vi("Thông báo kết quả giải quyết đăng ký cư trú (CT08)");
  document.mutable_title()->set_en("Notice of registration of residence (CT08)");
  document.set_html(Body(registration, newcomer));
  return document;
}

}  // namespace lienthong::population
