#pragma once

#include "absl/time/civil_time.h"
#include "lienthong/common/v1/common.pb.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/identifiers/sex.h"
#include "seeds/nation/person.h"

// The nation's plain values as the messages that agencies exchange, and back.
namespace lienthong {

common::v1::Date ToProto(const seeds::PartialDate& date);
common::v1::Date ToProto(absl::CivilDay day);
common::v1::Sex ToProto(seeds::Sex sex);
common::v1::Address ToProto(const seeds::Address& address);
// The place of a commune by today's three levels; the province alone when there is no commune.
common::v1::Address AddressOf(absl::string_view province_code, absl::string_view commune_code);

// Not checked: see seeds::PartialDate::valid.
seeds::PartialDate FromProto(const common::v1::Date& date);
// The first day a date can mean; demands a valid one.
absl::CivilDay DayOf(const common::v1::Date& date);
seeds::Sex FromProto(common::v1::Sex sex);

}  // namespace lienthong
