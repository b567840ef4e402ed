#pragma once

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "seeds/identifiers/insurance_code.h"

// What can be found out about a card and the data given for it, as result codes; an empty code means nothing is wrong.
namespace lienthong::social_insurance {

// Every parameter has its format. What is wrong with a card code of 15 characters has codes of its own.
bool IsWellFormed(const v1::CheckCardRequest& request);
// The code for cards that army or police keep themselves.
absl::string_view KeptElsewhere(absl::string_view object, absl::string_view province_code);
// What is wrong with a card code that can't be.
absl::string_view CodeOf(seeds::CardCodeFault fault);
// How a code differs from the card its holder has; it does.
absl::string_view Difference(const seeds::InsuranceCardCode& code, const v1::InsuranceCard& card);
// The first of the data given that differs from the card's.
absl::string_view Mismatch(const v1::InsuranceCard& card, const v1::CheckCardRequest& request);
// How the card stands on a day; `newest` is the holder's last card. Never empty.
absl::string_view Standing(const v1::InsuranceCard& card, const v1::InsuranceCard& newest, absl::CivilDay day);

}  // namespace lienthong::social_insurance
