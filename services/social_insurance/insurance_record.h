#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "lienthong/social_insurance/v1/social_insurance.pb.h"
#include "seeds/nation/person.h"

// Records of the insurance register and what can be said of one alone.
namespace lienthong::social_insurance {

// The people of the nation as the register has them. Demand a social-insurance number, and a card.
v1::Participant ParticipantOf(const seeds::Person& person);
v1::InsuranceCard CardOf(const seeds::Person& person);

// Key of a card: its holder's number, then the order of issue.
std::string CardKey(const v1::InsuranceCard& card);

// The parts of a card that follow from others: code, facility's name, issuing office, five years.
void Complete(v1::InsuranceCard& card, absl::CivilDay issued_on);

// The day lies in the card's validity, reports left aside.
bool IsWithinValidity(const v1::InsuranceCard& card, absl::CivilDay day);
// A report about the card counts on that day.
bool IsChanged(const v1::InsuranceCard& card, absl::CivilDay day);
// Issued, not withdrawn or replaced, valid, and nothing was reported about it.
bool IsInForce(const v1::InsuranceCard& card, absl::CivilDay day);

// As they are answered on `day`: addresses in the administrative codes of that day.
v1::Participant Restated(v1::Participant participant, absl::CivilDay day);
v1::InsuranceCard Restated(v1::InsuranceCard card, absl::CivilDay day);

}  // namespace lienthong::social_insurance
