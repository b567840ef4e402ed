#pragma once

#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/social_insurance/v1/social_insurance.pb.h"

namespace lienthong::social_insurance {

// The card as a page for people: kind INSURANCE_CARD, numbered by its code. The desk adds the mark of synthetic papers.
applications::v1::Document PrintCard(const v1::InsuranceCard& card);

}  // namespace lienthong::social_insurance
