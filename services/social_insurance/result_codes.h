#pragma once

#include "absl/strings/string_view.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"

namespace lienthong::social_insurance {

// The result codes of the insurance claims portal [maKetQua].
namespace result {

inline constexpr char kCorrect[] = "000";
inline constexpr char kDefenceMinistry[] = "001";
inline constexpr char kPublicSecurity[] = "002";
inline constexpr char kOldExpiredNewIssued[] = "003";
inline constexpr char kOldValidNewIssued[] = "004";
inline constexpr char kExpired[] = "010";
inline constexpr char kNotFound[] = "050";
inline constexpr char kWrongCode[] = "051";
inline constexpr char kWrongProvince[] = "052";
inline constexpr char kWrongLevel[] = "053";
inline constexpr char kWrongName[] = "060";
inline constexpr char kWrongNameSameInitials[] = "061";
inline constexpr char kWrongBirthDate[] = "070";
inline constexpr char kWrongSex[] = "080";
inline constexpr char kWrongFacility[] = "090";
inline constexpr char kRevoked[] = "110";
inline constexpr char kDecreased[] = "120";
inline constexpr char kMovedToOtherProvince[] = "121";
inline constexpr char kMovedWithinProvince[] = "122";
inline constexpr char kReaddedAtSameUnit[] = "123";
inline constexpr char kStopped[] = "124";
inline constexpr char kChildWithoutCard[] = "130";
inline constexpr char kBadFormat[] = "205";

}  // namespace result

// An answer with this code, its outcome and its words; nothing else filled in. An unknown code is a programming error.
v1::CheckCardResponse AnswerWith(absl::string_view code);

}  // namespace lienthong::social_insurance
