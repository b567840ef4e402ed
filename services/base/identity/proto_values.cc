#include "services/base/identity/proto_values.h"

#include "seeds/places/places.h"

namespace lienthong {
namespace {

void Set(absl::string_view text, std::string* field) { field->assign(text.data(), text.size()); }

}  // namespace

common::v1::Date ToProto(const seeds::PartialDate& date) {
  common::v1::Date proto;
  proto.set_year(date.year);
  proto.set_month(date.month);
  proto.set_day(date.day);
  return proto;
}

common::v1::Date ToProto(absl::CivilDay day) { return ToProto(seeds::PartialDate::Of(day)); }

common::v1::Sex ToProto(seeds::Sex sex) { return static_cast<common::v1::Sex>(sex); }

common::v1::Address ToProto(const seeds::Address& address) {
  common::v1::Address proto;
  proto.set_province_code(address.province_code);
  proto.set_district_code(address.district_code);
  proto.set_commune_code(address.commune_code);
  proto.set_detail(address.detail);
  return proto;
}

common::v1::Address AddressOf(absl::string_view province_code, absl::string_view commune_code) {
  common::v1::Address proto;
  Set(province_code, proto.mutable_province_code());
  const seeds::Commune* commune = seeds::Places::Default().FindCommune(commune_code);
  if (commune == nullptr) return proto;
  Set(commune->province_code, proto.mutable_province_code());
  Set(commune->district_code, proto.mutable_district_code());
  Set(commune->code, proto.mutable_commune_code());
  return proto;
}

seeds::PartialDate FromProto(const common::v1::Date& date) { return {date.year(), date.month(), date.day()}; }

absl::CivilDay DayOf(const common::v1::Date& date) { return FromProto(date).first_day(); }

seeds::Sex FromProto(common::v1::Sex sex) { return static_cast<seeds::Sex>(sex); }

}  // namespace lienthong
