#include "services/social_insurance/result_codes.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <string>

namespace lienthong::social_insurance {
namespace {

struct ResultCode {
  absl::string_view code;
  v1::CardCheckOutcome outcome;
  const char* vi;
  const char* en;
};

// 054, 055 (staff), 100, 101, 401, 500 (the portal's own troubles) are reserved: nothing here leads to them.
const ResultCode kCodes[] = {
    {result::kCorrect, v1::CARD_CHECK_OUTCOME_VALID, "Thông tin thẻ chính xác.", "The card's data are correct."},
    {result::kDefenceMinistry, v1::CARD_CHECK_OUTCOME_WARNING,
     "Thẻ do BHXH Bộ Quốc phòng quản lý; đề nghị kiểm tra thẻ và giấy tờ tùy thân.",
     "The card is managed by the insurance of the Ministry of Defence; check card and identity papers."},
    {result::kPublicSecurity, v1::CARD_CHECK_OUTCOME_WARNING,
     "Thẻ do BHXH Công an nhân dân quản lý; đề nghị kiểm tra thẻ và giấy tờ tùy thân.",
     "The card is managed by the insurance of the Public Security; check card and identity papers."},
    {result::kOldExpiredNewIssued, v1::CARD_CHECK_OUTCOME_WARNING,
     "Thẻ cũ hết giá trị sử dụng nhưng đã được cấp thẻ mới.", "The old card has ended; a new card was issued."},
    {result::kOldValidNewIssued, v1::CARD_CHECK_OUTCOME_WARNING,
     "Thẻ cũ còn giá trị sử dụng nhưng đã được cấp thẻ mới.", "The old card is still valid; a new card was issued."},
    {result::kExpired, v1::CARD_CHECK_OUTCOME_DENIED, "Thẻ không có giá trị sử dụng vào ngày khám.",
     "The card is not valid on the day of the visit."},
    {result::kNotFound, v1::CARD_CHECK_OUTCOME_DENIED, "Không tìm thấy thông tin thẻ.", "No card was found."},
    {result::kWrongCode, v1::CARD_CHECK_OUTCOME_DENIED, "Mã thẻ không đúng.", "The card code is wrong."},
    {result::kWrongProvince, v1::CARD_CHECK_OUTCOME_DENIED, "Mã tỉnh (ký tự thứ 4, 5 của mã thẻ) không đúng.",
     "The province (characters 4 and 5 of the card code) is wrong."},
    {result::kWrongLevel, v1::CARD_CHECK_OUTCOME_DENIED, "Mã quyền lợi (ký tự thứ 3 của mã thẻ) không đúng.",
     "The benefit level (character 3 of the card code) is wrong."},
    {result::kWrongName, v1::CARD_CHECK_OUTCOME_MISMATCH, "Họ tên không đúng.", "The name is wrong."},
    {result::kWrongNameSameInitials, v1::CARD_CHECK_OUTCOME_MISMATCH, "Họ tên không đúng (đúng ký tự đầu).",
     "The name is wrong, but its initials match."},
    {result::kWrongBirthDate, v1::CARD_CHECK_OUTCOME_MISMATCH, "Ngày sinh không đúng.", "The date of birth is wrong."},
    {result::kWrongSex, v1::CARD_CHECK_OUTCOME_MISMATCH, "Giới tính không đúng.", "The sex is wrong."},
    {result::kWrongFacility, v1::CARD_CHECK_OUTCOME_MISMATCH, "Nơi đăng ký khám chữa bệnh ban đầu không đúng.",
     "The initial care facility is wrong."},
    {result::kRevoked, v1::CARD_CHECK_OUTCOME_DENIED, "Thẻ đã bị thu hồi.", "The card was revoked."},
    {result::kDecreased, v1::CARD_CHECK_OUTCOME_DENIED, "Thẻ đã báo giảm.", "The card was reported as decreased."},
    {result::kMovedToOtherProvince, v1::CARD_CHECK_OUTCOME_DENIED, "Thẻ đã báo giảm do chuyển đi tỉnh khác.",
     "The holder moved to another province."},
    {result::kMovedWithinProvince, v1::CARD_CHECK_OUTCOME_DENIED, "Thẻ đã báo giảm do chuyển trong tỉnh.",
     "The holder moved within the province."},
    {result::kReaddedAtSameUnit, v1::CARD_CHECK_OUTCOME_DENIED, "Thẻ đã báo giảm do tăng lại tại cùng đơn vị.",
     "The holder was added again by the same unit."},
    {result::kStopped, v1::CARD_CHECK_OUTCOME_DENIED, "Thẻ đã báo giảm do ngừng tham gia.",
     "The holder no longer takes part."},
    {result::kChildWithoutCard, v1::CARD_CHECK_OUTCOME_WARNING,
     "Trẻ em chưa có thẻ; đề nghị kiểm tra giấy khai sinh hoặc giấy chứng sinh.",
     "A child without a card; check the birth certificate or the birth notification."},
    {result::kBadFormat, v1::CARD_CHECK_OUTCOME_TECHNICAL, "Tham số truyền vào sai định dạng.",
     "A parameter has a wrong format."},
};

}  // namespace

v1::CheckCardResponse AnswerWith(absl::string_view code) {
  const auto* found = std::find_if(std::begin(kCodes), std::end(kCodes),
                                   [code](const ResultCode& known) { return known.code == code; });
  assert(found != std::end(kCodes));
  v1::CheckCardResponse response;
  response.set_result_code(std::string(found->code));
  response.set_outcome(found->outcome);
  response.mutable_note()->set_vi(found->vi);
  response.mutable_note()->set_en(found->en);
  return response;
}

}  // namespace lienthong::social_insurance
