#include "tests/services/civil_registry/births_fixture.h"

namespace lienthong::civil_registry {
namespace {

// Declarations that can't be read are refused at once.
class BirthFormChecksTest : public BirthsTest {
 protected:
  struct Refusal {
    Reason reason;
    std::string field;
  };
  Refusal RefusalOf(const v1::BirthDeclaration& form) {
    const absl::Status status = Submit("app-1", form).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    const auto info = ErrorInfoOf(status);
    if (!info) return {};
    const auto field = info->metadata().find("field");
    return {ReasonOf(status), field == info->metadata().end() ? "" : field->second};
  }

  v1::BirthDeclaration form_ = DeclarationOf("binh-family");
};

#define EXPECT_REFUSED(form, expected_reason, expected_field) \
  do {                                                        \
    const Refusal refusal = RefusalOf(form);                  \
    EXPECT_EQ(refusal.reason, expected_reason);               \
    EXPECT_EQ(refusal.field, expected_field);                 \
  } while (false)

TEST_F(BirthFormChecksTest, TheChildIsNamedAndDated) {
  form_.mutable_child()->clear_given_name();
  EXPECT_REFUSED(form_, Reason::INVALID_FIELD, "form.child.given_name");
  form_ = DeclarationOf("binh-family");
  form_.mutable_child()->mutable_birth_date()->clear_day();
  EXPECT_REFUSED(form_, Reason::INVALID_FIELD, "form.child.birth_date");
  form_ = DeclarationOf("binh-family");
  form_.mutable_child()->clear_sex();
  EXPECT_REFUSED(form_, Reason::INVALID_FIELD, "form.child.sex");
}

TEST_F(BirthFormChecksTest, TheChildIsBorn) {
  *form_.mutable_child()->mutable_birth_date() = ToProto(harness_.today() + 1);
  EXPECT_REFUSED(form_, Reason::DATE_IN_FUTURE, "form.child.birth_date");
}

TEST_F(BirthFormChecksTest, PlacesExistOnTheDay) {
  form_.set_commune_code("99999");
  EXPECT_REFUSED(form_, Reason::ADDRESS_UNKNOWN, "form.commune_code");
  form_ = DeclarationOf("binh-family");
  form_.mutable_child()->mutable_birth_place()->set_commune_code("99999");
  EXPECT_REFUSED(form_, Reason::ADDRESS_UNKNOWN, "form.child.birth_place.commune_code");
  form_ = DeclarationOf("binh-family");
  harness_.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  EXPECT_REFUSED(form_, Reason::STALE_CODE, "form.child.birth_place.district_code");
}

TEST_F(BirthFormChecksTest, TheDistrictMayBeLeftOut) {
  form_.mutable_child()->mutable_birth_place()->clear_district_code();
  EXPECT_TRUE(Submit("app-1", form_).ok());
}

TEST_F(BirthFormChecksTest, AMotherIsDeclaredUnlessTheChildWasFound) {
  form_.clear_mother();
  EXPECT_REFUSED(form_, Reason::INVALID_FIELD, "form.mother");
}

TEST_F(BirthFormChecksTest, EachRuleOfPersonalNumbersHasItsReason) {
  const std::string good = form_.mother().pin();
  const auto with = [&](const std::string& pin) {
    v1::BirthDeclaration form = form_;
    form.mutable_mother()->set_pin(pin);
    return form;
  };
  const auto changed = [&good](size_t at, const std::string& digits) {
    return std::string(good).replace(at, digits.size(), digits);
  };
  EXPECT_REFUSED(with("123"), Reason::PERSONAL_NUMBER_NOT_12_DIGITS, "form.mother.pin");
  EXPECT_REFUSED(with(changed(0, "900")), Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN, "form.mother.pin");
  EXPECT_REFUSED(with(changed(3, "3")), Reason::PERSONAL_NUMBER_CENTURY_MISMATCH, "form.mother.pin");
  EXPECT_REFUSED(with(changed(3, "0")), Reason::PERSONAL_NUMBER_SEX_MISMATCH, "form.mother.pin");
  EXPECT_REFUSED(with(changed(4, "94")), Reason::PERSONAL_NUMBER_YEAR_MISMATCH, "form.mother.pin");
  EXPECT_REFUSED(with(changed(0, "0")), Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE, "form.mother.pin");
}

TEST_F(BirthFormChecksTest, ANumberOfTheFutureIsRefused) {
  form_.mutable_mother()->mutable_birth_date()->set_year(2095);
  form_.mutable_mother()->set_pin(std::string(form_.mother().pin()).replace(3, 1, "3"));
  EXPECT_REFUSED(form_, Reason::PERSONAL_NUMBER_IN_FUTURE, "form.mother.pin");
}

TEST_F(BirthFormChecksTest, OldCardsHaveNineDigits) {
  form_.mutable_mother()->clear_pin();
  v1::IdentityDocument& card = *form_.mutable_mother()->mutable_identity_document();
  card.set_type(v1::IDENTITY_DOCUMENT_TYPE_LEGACY_ID);
  card.set_number("12");
  EXPECT_REFUSED(form_, Reason::LEGACY_ID_MALFORMED, "form.mother.identity_document.number");
}

TEST_F(BirthFormChecksTest, EvidenceNamesWhatItIs) {
  form_.mutable_evidence()->mutable_birth_notification()->clear_number();
  EXPECT_REFUSED(form_, Reason::INVALID_FIELD, "form.evidence.birth_notification.number");
  form_.mutable_evidence()->mutable_pledge();
  EXPECT_REFUSED(form_, Reason::INVALID_FIELD, "form.evidence.pledge.statement");
  form_ = DeclarationOf("binh-family");
  form_.set_extracts_wanted(21);
  EXPECT_REFUSED(form_, Reason::INVALID_FIELD, "form.extracts_wanted");
}

TEST_F(BirthFormChecksTest, ANameUnderWhichSomethingElseCameIsTaken) {
  ASSERT_TRUE(Submit("app-1", DeclarationOf("an-family")).ok());
  EXPECT_EQ(ReasonOf(Submit("app-1", form_).status()), Reason::APPLICATION_ID_TAKEN);
}

}  // namespace
}  // namespace lienthong::civil_registry
