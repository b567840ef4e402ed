#pragma once

#include "absl/time/civil_time.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "services/social_insurance/social_insurance_registry.h"

namespace lienthong::social_insurance {

// What a facility is told at admission. Every finding is an answer with the portal's result code, in this order:
//   205            a parameter has a wrong format
//   001, 002       the code says that army or police keep the card: it isn't looked up
//   051, 052, 053  the code can't be, or the holder's card has another object, province or level
//   050, 130       no card; 130 when the number is a personal number of a child under six
//   060..090       the card is there, but the data given differ; the card isn't shown
//   110, 12x, 003, 004, 010, 000  the card on the day of the visit
// `today` is the day of the visit unless the request names another.
v1::CheckCardResponse AnswerCardCheck(const SocialInsuranceRegistry& registry, store::Txn& txn,
                                      const v1::CheckCardRequest& request, absl::CivilDay today);

}  // namespace lienthong::social_insurance
