#include "services/population/residence_procedure.h"

#include "absl/strings/match.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "services/base/world/times.h"
#include "tests/services/population/population_fixture.h"

namespace lienthong::population {
namespace {

using applications::v1::Application;

constexpr auto kCompleted = applications::v1::APPLICATION_STATUS_COMPLETED;
constexpr auto kStopped = applications::v1::APPLICATION_STATUS_STOPPED;
constexpr auto kSupplement = applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED;

class ResidenceProcedureTest : public PopulationTest {
 protected:
  using Request = v1::SubmitResidenceApplicationRequest;

  // The declaration for a persona child whose birth is registered now: it joins the household of `host`.
  Request DeclarationOf(const std::string& family, const std::string& host = "mother") {
    const seeds::Person child = Someone(family + ".child");
    const seeds::Person member = Someone(family + "." + host);
    Request request;
    request.set_request_id("residence-" + family);
    request.mutable_header()->set_application_id("application-" + family);
    v1::ResidenceForm& form = *request.mutable_form();
    form.set_child_pin(Issue(BirthOf(family, "child", host))->pin());
    form.set_child_full_name(child.full_name);
    *form.mutable_child_birth_date() = ToProto(child.birth_date);
    form.set_child_sex(ToProto(child.sex));
    form.set_household_id(member.household_id);
    form.set_relation_to_head(v1::RELATION_TO_HEAD_CHILD);
    return request;
  }

  absl::StatusOr<Application> Submit(const Request& request) {
    const auto answer =
        harness.Call<v1::SubmitResidenceApplicationResponse>(Method("SubmitResidenceApplication"), request);
    if (!answer.ok()) return answer.status();
    return Read(request.header().application_id());
  }

  Application Read(const std::string& id) {
    applications::v1::GetApplicationRequest request;
    request.set_application_id(id);
    return harness
        .Call<applications::v1::GetApplicationResponse>("lienthong.applications.v1.ApplicationService/GetApplication",
                                                        request)
        .value()
        .application();
  }

  // Where the application ended, with its reason.
  void ExpectStopped(const Request& request, Reason reason) {
    const auto application = Submit(request);
    ASSERT_TRUE(application.ok()) << application.status();
    EXPECT_EQ(application->status(), kStopped) << application->ShortDebugString();
    EXPECT_EQ(application->reason(), reason) << Reason_Name(application->reason());
    EXPECT_TRUE(GetPerson(request.form().child_pin())->person().household_id().empty() || AlreadyMember(request));
  }
  bool AlreadyMember(const Request& request) {
    return GetPerson(request.form().child_pin())->person().household_id() == request.form().household_id();
  }

  void ExpectSupplement(const Request& request, Reason reason, std::vector<std::string> items) {
    const auto application = Submit(request);
    ASSERT_TRUE(application.ok()) << application.status();
    ASSERT_EQ(application->status(), kSupplement) << application->ShortDebugString();
    EXPECT_EQ(application->supplements(0).reason(), reason);
    EXPECT_THAT(application->supplements(0).items(), testing::ElementsAreArray(items));
  }

  void ExpectCompleted(const Request& request) {
    const auto application = Submit(request);
    ASSERT_TRUE(application.ok()) << application.status();
    EXPECT_EQ(application->status(), kCompleted) << application->ShortDebugString();
  }
};

TEST_F(ResidenceProcedureTest, TheChildJoinsTheHouseholdAndGetsItsNotice) {
  const Request request = DeclarationOf("binh-family");
  const auto application = Submit(request);
  ASSERT_TRUE(application.ok()) << application.status();
  ASSERT_EQ(application->status(), kCompleted) << application->ShortDebugString();
  EXPECT_EQ(application->procedure_code(), kResidenceProcedure);
  v1::ResidenceRegistration result;
  ASSERT_TRUE(application->result().UnpackTo(&result));
  EXPECT_EQ(result.pin(), request.form().child_pin());
  EXPECT_EQ(result.household_head_pin(), Someone("binh-family.mother").pin);
  EXPECT_EQ(result.address().commune_code(), "00001");
  EXPECT_FALSE(result.verified());
  EXPECT_TRUE(absl::StartsWith(result.ct08_number(), "CT08-00001-2024-")) << result.ct08_number();

  const v1::Person child = GetPerson(request.form().child_pin())->person();
  EXPECT_EQ(child.household_id(), request.form().household_id());
  EXPECT_EQ(child.relation_to_head(), v1::RELATION_TO_HEAD_CHILD);
  EXPECT_EQ(child.permanent_residence().since().day(), 5);
  EXPECT_TRUE(child.has_updated_at());
  const v1::Household household = GetHousehold(Someone("binh-family.father").pin)->household();
  ASSERT_EQ(household.members_size(), 3);
  EXPECT_EQ(household.members(2).pin(), child.pin());
}

TEST_F(ResidenceProcedureTest, TheNoticeIsMarkedSyntheticAndEscaped) {
  const auto application = Submit(DeclarationOf("ede-family"));
  ASSERT_TRUE(application.ok()) << application.status();
  ASSERT_EQ(application->documents_size(), 1);
  const auto& notice = application->documents(0);
  EXPECT_EQ(notice.kind(), "CT08");
  EXPECT_TRUE(absl::StrContains(notice.html(), "SYNTHETIC"));
  EXPECT_TRUE(absl::StrContains(notice.html(), "H&#39;THỬ NIÊ")) << notice.html();
  EXPECT_TRUE(absl::StrContains(notice.html(), notice.number()));
}

TEST_F(ResidenceProcedureTest, TheHeadsNumberFindsTheHouseholdToo) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->clear_household_id();
  request.mutable_form()->set_household_head_pin(Someone("binh-family.mother").pin);
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, SomebodyElseIsNotTheHead) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->set_household_head_pin(Someone("binh-family.father").pin);
  ExpectStopped(request, Reason::HOUSEHOLD_HEAD_MISMATCH);
}

TEST_F(ResidenceProcedureTest, AHouseholdThatIsNone) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->set_household_id("nowhere");
  ExpectStopped(request, Reason::HOUSEHOLD_NOT_FOUND);
  Request by_head = DeclarationOf("an-family");
  by_head.mutable_form()->clear_household_id();
  by_head.mutable_form()->set_household_head_pin(SmallNation()->FreeNumber({"01", seeds::Sex::kMale, 1990}, 5).value());
  ExpectStopped(by_head, Reason::HOUSEHOLD_NOT_FOUND);
}

TEST_F(ResidenceProcedureTest, TheHeadRefuses) {
  Request request = DeclarationOf("head-refuses");
  ExpectStopped(request, Reason::HEAD_CONSENT_REFUSED);
}

TEST_F(ResidenceProcedureTest, AFormCantOverruleWhatIsOnFile) {
  Request request = DeclarationOf("head-refuses");
  request.mutable_form()->set_head_consent(v1::CONSENT_GIVEN);
  ExpectStopped(request, Reason::HEAD_CONSENT_REFUSED);
}

TEST_F(ResidenceProcedureTest, TheOwnerRefuses) {
  ExpectStopped(DeclarationOf("owner-refuses"), Reason::OWNER_CONSENT_REFUSED);
}

TEST_F(ResidenceProcedureTest, TheOwnerIsToBeAsked) {
  Request request = DeclarationOf("owner-elsewhere");
  ExpectSupplement(request, Reason::OWNER_CONSENT_MISSING, {"owner_consent"});
  request.mutable_form()->set_owner_consent(v1::CONSENT_GIVEN);
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, TheHeadIsToBeAsked) {
  const Request request = DeclarationOf("grandparents-home");
  ExpectSupplement(request, Reason::HEAD_CONSENT_MISSING, {"head_consent", "owner_consent"});
}

TEST_F(ResidenceProcedureTest, WhoIsHeadAndOwnerConsentsOnce) {
  Request request = DeclarationOf("grandparents-home");
  request.mutable_form()->set_head_consent(v1::CONSENT_GIVEN);
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, TheHeadWhoFilesConsents) {
  Request request = DeclarationOf("grandparents-home");
  request.mutable_header()->mutable_applicant()->set_pin(Someone("grandparents-home.grandfather").pin);
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, AnAnswerWithoutTheConsentIsRefused) {
  Request request = DeclarationOf("grandparents-home");
  ExpectSupplement(request, Reason::HEAD_CONSENT_MISSING, {"head_consent", "owner_consent"});
  request.mutable_form()->set_relation_to_head(v1::RELATION_TO_HEAD_GRANDCHILD);
  ExpectStopped(request, Reason::HEAD_CONSENT_MISSING);
}

TEST_F(ResidenceProcedureTest, AMissingOwnersConsentIsRefusedInTheEnd) {
  Request request = DeclarationOf("owner-elsewhere");
  ExpectSupplement(request, Reason::OWNER_CONSENT_MISSING, {"owner_consent"});
  request.mutable_form()->set_relation_to_head(v1::RELATION_TO_HEAD_OTHER);
  ExpectStopped(request, Reason::OWNER_CONSENT_MISSING);
}

TEST_F(ResidenceProcedureTest, AConsentNotGivenOnTheFormIsARefusal) {
  Request request = DeclarationOf("grandparents-home");
  request.mutable_form()->set_head_consent(v1::CONSENT_REFUSED);
  ExpectStopped(request, Reason::HEAD_CONSENT_REFUSED);
  Request rented = DeclarationOf("owner-elsewhere");
  rented.mutable_form()->set_owner_consent(v1::CONSENT_REFUSED);
  ExpectStopped(rented, Reason::OWNER_CONSENT_REFUSED);
}

TEST_F(ResidenceProcedureTest, AParentWhoIsHeadNeedsNotBeAsked) {
  Request request = DeclarationOf("binh-family");
  const v1::Household household = GetHousehold(Someone("binh-family.mother").pin)->household();
  ASSERT_TRUE(harness
                  .Do([&](CallContext&, store::Txn& txn) {
                    v1::Household unasked = household;
                    unasked.clear_head_consent();
                    unasked.clear_owner_consent();
                    return registry.UpdateHousehold(txn, unasked);
                  })
                  .ok());
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, FromJuly2026AChildUnderSixNeedsNobodysConsent) {
  const Request request = DeclarationOf("head-refuses");
  harness.AdvanceTo(AgencyHarness::At(2026, 7, 1, 8));
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, AnOlderChildNeedsConsentUnderAnyLaw) {
  const Request request = DeclarationOf("head-refuses");
  harness.AdvanceTo(AgencyHarness::At(2030, 7, 29, 8));
  Newcomer newcomer;
  newcomer.child = GetPerson(request.form().child_pin())->person();
  newcomer.household = GetHousehold(Someone("head-refuses.father").pin)->household();
  newcomer.form = request.form();
  newcomer.day = harness.today();
  EXPECT_EQ(CheckConsents(newcomer, seeds::Law::Default()).reason, Reason::HEAD_CONSENT_REFUSED);
}

TEST_F(ResidenceProcedureTest, AwayFromTheParentsTheirConsentIsNeeded) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->set_household_id(Someone("an-family.father").household_id);
  ExpectSupplement(request, Reason::PARENTS_CONSENT_MISSING, {"parents_consent"});
  request.mutable_form()->set_parents_consent(v1::CONSENT_GIVEN);
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, MissingParentsConsentIsRefusedInTheEnd) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->set_household_id(Someone("an-family.father").household_id);
  ExpectSupplement(request, Reason::PARENTS_CONSENT_MISSING, {"parents_consent"});
  request.mutable_form()->set_parents_consent(v1::CONSENT_REFUSED);
  ExpectStopped(request, Reason::PARENTS_CONSENT_MISSING);
}

TEST_F(ResidenceProcedureTest, AnOrphanHasNoParentsToAsk) {
  Request request = DeclarationOf("deceased-father");
  v1::Person mother = GetPerson(Someone("deceased-father.mother").pin)->person();
  mother.set_state(v1::PERSON_STATE_DECEASED);
  ASSERT_TRUE(
      harness.Do([&](CallContext& context, store::Txn& txn) { return registry.Update(context, txn, mother); }).ok());
  request.mutable_form()->set_household_id(Someone("an-family.father").household_id);
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, AFoundChildHasNoParentsToAsk) {
  Request request = DeclarationOf("abandoned-child", "finder");
  request.mutable_form()->set_relation_to_head(v1::RELATION_TO_HEAD_OTHER);
  request.mutable_header()->mutable_applicant()->set_pin(Someone("abandoned-child.finder").pin);
  ExpectCompleted(request);
}

TEST_F(ResidenceProcedureTest, ASecondRegistrationInTheSameHouseholdIsRefused) {
  Request request = DeclarationOf("binh-family");
  ExpectCompleted(request);
  request.set_request_id("again");
  request.mutable_header()->set_application_id("again");
  ExpectStopped(request, Reason::RESIDENCE_ALREADY_REGISTERED);
}

TEST_F(ResidenceProcedureTest, AChildMayMoveAndLeavesItsOldHousehold) {
  Request request = DeclarationOf("two-provinces");
  ExpectCompleted(request);
  request.mutable_header()->set_application_id("move");
  request.mutable_form()->set_household_id(Someone("two-provinces.father").household_id);
  request.mutable_form()->set_relation_to_head(v1::RELATION_TO_HEAD_GRANDCHILD);
  request.mutable_form()->set_head_consent(v1::CONSENT_GIVEN);
  request.mutable_form()->set_owner_consent(v1::CONSENT_GIVEN);
  ExpectCompleted(request);
  EXPECT_EQ(GetHousehold(Someone("two-provinces.mother").pin)->household().members_size(), 1);
  EXPECT_EQ(GetHousehold(Someone("two-provinces.father").pin)->household().members_size(), 3);
}

TEST_F(ResidenceProcedureTest, TheChildMustBeInTheRegister) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->set_child_pin(SmallNation()->FreeNumber({"01", seeds::Sex::kMale, 2024}, 99).value());
  const auto application = Submit(request);
  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_EQ(application->status(), kStopped);
  EXPECT_EQ(application->reason(), Reason::PERSON_NOT_FOUND);
}

TEST_F(ResidenceProcedureTest, NameDateRecordAndParentsMustAgree) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->set_child_full_name("TRẦN MẪU KHÁC");
  ExpectStopped(request, Reason::PERSON_MISMATCH);
  Request other_mother = DeclarationOf("an-family");
  other_mother.mutable_form()->set_mother_pin(Someone("binh-family.mother").pin);
  ExpectStopped(other_mother, Reason::PERSON_MISMATCH);
  Request other_record = DeclarationOf("sixty-days");
  other_record.mutable_form()->set_birth_record_id("some-other-record");
  ExpectStopped(other_record, Reason::PERSON_MISMATCH);
}

TEST_F(ResidenceProcedureTest, TheDeceasedAndLockedEntriesAreRefused) {
  for (const auto& [family, state, reason] :
       {std::tuple("binh-family", v1::PERSON_STATE_DECEASED, Reason::PERSON_DECEASED),
        std::tuple("an-family", v1::PERSON_STATE_LOCKED, Reason::PERSON_LOCKED)}) {
    const Request request = DeclarationOf(family);
    v1::Person child = GetPerson(request.form().child_pin())->person();
    child.set_state(state);
    ASSERT_TRUE(
        harness.Do([&](CallContext& context, store::Txn& txn) { return registry.Update(context, txn, child); }).ok());
    ExpectStopped(request, reason);
  }
}

TEST_F(ResidenceProcedureTest, TheAddressIsTheDwellingsInCodesThatHold) {
  Request unknown = DeclarationOf("binh-family");
  *unknown.mutable_form()->mutable_address() = ToProto(Someone("binh-family.mother").residence);
  unknown.mutable_form()->mutable_address()->set_commune_code("99999");
  ExpectStopped(unknown, Reason::ADDRESS_UNKNOWN);
  Request elsewhere = DeclarationOf("an-family");
  *elsewhere.mutable_form()->mutable_address() = ToProto(Someone("binh-family.mother").residence);
  ExpectStopped(elsewhere, Reason::ADDRESS_UNKNOWN);
  Request right = DeclarationOf("sixty-days");
  *right.mutable_form()->mutable_address() = ToProto(Someone("sixty-days.mother").residence);
  ExpectCompleted(right);
}

TEST_F(ResidenceProcedureTest, CodesOfThreeLevelsAreStaleFromJuly2025) {
  Request request = DeclarationOf("khmer-family");
  harness.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  *request.mutable_form()->mutable_address() = ToProto(Someone("khmer-family.mother").residence);
  ExpectStopped(request, Reason::STALE_CODE);
  request.mutable_header()->set_application_id("with-new-codes");
  request.mutable_form()->mutable_address()->clear_district_code();
  request.mutable_form()->mutable_address()->set_province_code("86");
  ExpectCompleted(request);
  EXPECT_EQ(GetPerson(request.form().child_pin())->person().permanent_residence().address().province_code(), "86");
}

TEST_F(ResidenceProcedureTest, NumbersAreCheckedAtOnce) {
  const auto with_pin = [this](const std::string& pin) {
    Request request = DeclarationOf("binh-family");
    request.mutable_form()->set_child_pin(pin);
    return Submit(request);
  };
  EXPECT_THAT(with_pin("1"), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(with_pin("903224000001"), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  EXPECT_THAT(with_pin("901024000001"), HasReason(Reason::PERSONAL_NUMBER_CENTURY_MISMATCH));
  EXPECT_THAT(with_pin("901324000001"), HasReason(Reason::PERSONAL_NUMBER_SEX_MISMATCH));
  EXPECT_THAT(with_pin("901223000001"), HasReason(Reason::PERSONAL_NUMBER_YEAR_MISMATCH));
  EXPECT_THAT(with_pin("001224000001"), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  Request future = DeclarationOf("an-family");
  future.mutable_form()->set_child_pin("901225000001");
  *future.mutable_form()->mutable_child_birth_date() = DateOf(2025, 1, 1);
  EXPECT_THAT(Submit(future), HasReason(Reason::PERSONAL_NUMBER_IN_FUTURE));
}

TEST_F(ResidenceProcedureTest, MalformedFormsAreRefusedAtOnce) {
  Request request = DeclarationOf("binh-family");
  request.mutable_form()->clear_household_id();
  EXPECT_THAT(Submit(request), HasReason(Reason::INVALID_FIELD));
  request = DeclarationOf("an-family");
  request.mutable_form()->set_relation_to_head(v1::RELATION_TO_HEAD_HEAD);
  EXPECT_THAT(Submit(request), HasReason(Reason::INVALID_FIELD));
  request.clear_form();
  EXPECT_THAT(Submit(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(ResidenceProcedureTest, ADuplicateIsAcknowledgedAndAnotherFormRefused) {
  Request request = DeclarationOf("binh-family");
  ExpectCompleted(request);
  const std::string before = harness.Digest();
  ExpectCompleted(request);
  EXPECT_EQ(harness.Digest(), before);
  request.mutable_form()->set_relation_to_head(v1::RELATION_TO_HEAD_OTHER);
  EXPECT_THAT(Submit(request), HasReason(Reason::APPLICATION_ID_TAKEN));
}

TEST_F(ResidenceProcedureTest, TwoWorkingDaysFiveWhenTheDwellingIsVerified) {
  control::v1::OfficerPolicy waiting;
  waiting.set_agency("population");
  waiting.set_mode(control::v1::OFFICER_MODE_PERSON);
  harness.SetOfficer(waiting);
  const auto ordinary = Submit(DeclarationOf("binh-family"));
  ASSERT_TRUE(ordinary.ok()) << ordinary.status();
  EXPECT_EQ(FromProto(ordinary->due_at()), AgencyHarness::At(2024, 8, 7, 17));
  Request request = DeclarationOf("an-family");
  request.mutable_form()->set_verification_requested(true);
  EXPECT_EQ(FromProto(Submit(request)->due_at()), AgencyHarness::At(2024, 8, 12, 17));
}

TEST_F(ResidenceProcedureTest, BeforeDecree63SevenWorkingDays) {
  // The harness begins in August 2024; the earlier law is asked for directly.
  CallContext context;
  context.now = AgencyHarness::At(2024, 6, 3, 8);
  const ResidenceProcedure procedure(nullptr);
  EXPECT_EQ(procedure.DueAt(context, {}, context.now, false).value(), AgencyHarness::At(2024, 6, 12, 17));
  EXPECT_EQ(procedure.DueAt(context, {}, context.now, true).value(), AgencyHarness::At(2024, 6, 12, 17));
}

TEST_F(ResidenceProcedureTest, AnOfficerWhoVerifiesFirstIsSeenInTheResult) {
  control::v1::OfficerPolicy careful;
  careful.set_agency("population");
  careful.set_mode(control::v1::OFFICER_MODE_SCRIPTED);
  auto* line = careful.add_script();
  line->set_action(applications::v1::OFFICER_ACTION_VERIFY_FIRST);
  line->set_after_working_hours(20);
  harness.SetOfficer(careful);
  const Request request = DeclarationOf("binh-family");
  auto application = Submit(request);
  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_EQ(FromProto(application->due_at()), AgencyHarness::At(2024, 8, 12, 17));
  harness.AdvanceTo(AgencyHarness::At(2024, 8, 12, 17));
  application = Read(request.header().application_id());
  ASSERT_EQ(application->status(), kCompleted) << application->ShortDebugString();
  v1::ResidenceRegistration result;
  ASSERT_TRUE(application->result().UnpackTo(&result));
  EXPECT_TRUE(result.verified());
}

TEST_F(ResidenceProcedureTest, TheSubmitterIsToldOfEveryChange) {
  const Request request = DeclarationOf("binh-family");
  ExpectCompleted(request);
  ASSERT_FALSE(harness.events().empty());
  EXPECT_EQ(harness.events().back().to, "gateway");
}

}  // namespace
}  // namespace lienthong::population
