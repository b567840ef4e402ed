#include "tests/services/portal/portal_fixture.h"

namespace lienthong::portal {
namespace {

using applications::v1::APPLICATION_STATUS_COMPLETED;
using applications::v1::APPLICATION_STATUS_IN_PROCESS;
using applications::v1::APPLICATION_STATUS_STOPPED;
using applications::v1::APPLICATION_STATUS_SUBMITTED;

class DossiersTest : public PortalTest {
 protected:
  v1::PortalDossier Get() {
    v1::GetPortalDossierRequest request;
    request.set_dossier_code(kDossier);
    return Call<v1::GetPortalDossierResponse>("GetPortalDossier", request).value().dossier();
  }
};

TEST_F(DossiersTest, ANewDossierIsSubmittedUnderTheTitleOfItsProcedure) {
  const auto response = RegisterDossier(Registration());
  ASSERT_TRUE(response.ok()) << response.status();
  const v1::PortalDossier& dossier = response->dossier();
  EXPECT_EQ(dossier.status(), APPLICATION_STATUS_SUBMITTED);
  EXPECT_EQ(dossier.next_actor(), applications::v1::ACTOR_OFFICER);
  EXPECT_EQ(dossier.channel(), applications::v1::CHANNEL_ONLINE);
  EXPECT_FALSE(dossier.title().vi().empty());
  EXPECT_EQ(dossier.history_size(), 1);
  EXPECT_FALSE(dossier.has_received_at());
  ASSERT_EQ(dossier.parts_size(), 1);
  EXPECT_EQ(dossier.parts(0).status(), APPLICATION_STATUS_SUBMITTED);
}

TEST_F(DossiersTest, TheSameRegistrationAgainChangesNothingAnotherIsRefused) {
  ASSERT_TRUE(RegisterDossier(Registration()).ok());
  ASSERT_TRUE(Update(Step(APPLICATION_STATUS_IN_PROCESS, 1)).ok());
  v1::RegisterDossierRequest again = Registration();
  again.set_request_id("another delivery");
  const auto repeated = RegisterDossier(again);
  ASSERT_TRUE(repeated.ok()) << repeated.status();
  EXPECT_EQ(repeated->dossier().status(), APPLICATION_STATUS_IN_PROCESS);
  again.mutable_applicant()->set_full_name("NGƯỜI MẪU KHÁC");
  EXPECT_THAT(RegisterDossier(again), HasReason(Reason::PORTAL_DOSSIER_CODE_TAKEN));
}

TEST_F(DossiersTest, TheProcedureMustBeInForceOnTheDayOfSubmission) {
  v1::RegisterDossierRequest request = Registration();
  request.set_procedure_code("9.999999");
  EXPECT_THAT(RegisterDossier(request), HasReason(Reason::PROCEDURE_UNKNOWN));
  request.set_procedure_code("2.000986");
  EXPECT_THAT(RegisterDossier(request), HasReason(Reason::PROCEDURE_NOT_IN_FORCE));
  request.mutable_submitted_at()->set_seconds(absl::ToUnixSeconds(AgencyHarness::At(2024, 6, 28, 9)));
  EXPECT_TRUE(RegisterDossier(request).ok());
  request = Registration();
  request.set_dossier_code("G22.99-240805-000008");
  request.mutable_parts(0)->set_procedure_code("9.999999");
  EXPECT_THAT(RegisterDossier(request), HasReason(Reason::PROCEDURE_UNKNOWN));
}

TEST_F(DossiersTest, FieldsAreChecked) {
  v1::RegisterDossierRequest request = Registration();
  request.set_dossier_code("no code");
  EXPECT_THAT(RegisterDossier(request), HasReason(Reason::INVALID_FIELD));
  request = Registration();
  request.mutable_applicant()->clear_full_name();
  EXPECT_THAT(RegisterDossier(request), HasReason(Reason::INVALID_FIELD));
  request = Registration();
  *request.add_parts() = request.parts(0);
  EXPECT_THAT(RegisterDossier(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(DossiersTest, PersonalNumbersGoByTheNumberRules) {
  v1::RegisterDossierRequest request = Registration();
  for (const auto& [pin, reason] : kNobodysNumbers) {
    request.mutable_applicant()->set_pin(pin);
    EXPECT_THAT(RegisterDossier(request), HasReason(reason));
  }
  v1::ListPortalDossiersRequest list;
  for (const auto& [pin, reason] : {kNobodysNumbers[0], kNobodysNumbers[1]}) {
    list.set_applicant_pin(pin);
    EXPECT_THAT(Call<v1::ListPortalDossiersResponse>("ListPortalDossiers", list), HasReason(reason));
  }
}

TEST_F(DossiersTest, PartsAndTheWholeMoveByTheirOwnSequences) {
  ASSERT_TRUE(RegisterDossier(Registration()).ok());
  ASSERT_TRUE(Update(Step(APPLICATION_STATUS_COMPLETED, 1, "birth")).ok());
  v1::UpdateDossierStatusRequest residence = Step(APPLICATION_STATUS_STOPPED, 4, "residence");
  EXPECT_THAT(Update(residence), HasReason(Reason::INVALID_FIELD)) << "a new part has an agency";
  residence.set_agency("population");
  residence.set_reason(Reason::PERSON_NOT_FOUND);
  ASSERT_TRUE(Update(residence).ok());
  harness_.Advance(absl::Hours(1));
  const auto whole = Update(Step(APPLICATION_STATUS_COMPLETED, 2));
  ASSERT_TRUE(whole.ok()) << whole.status();

  const v1::PortalDossier dossier = Get();
  EXPECT_EQ(dossier.status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(dossier.history_size(), 2);
  EXPECT_EQ(dossier.next_actor(), applications::v1::ACTOR_NOBODY);
  EXPECT_EQ(dossier.received_at().seconds(), absl::ToUnixSeconds(harness_.now()));
  ASSERT_EQ(dossier.parts_size(), 2);
  EXPECT_EQ(dossier.parts(0).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(dossier.parts(1).reason(), Reason::PERSON_NOT_FOUND);
  EXPECT_EQ(dossier.parts(1).sequence(), 4);
}

TEST_F(DossiersTest, AnOlderUpdateIsAcknowledgedAndIgnored) {
  ASSERT_TRUE(RegisterDossier(Registration()).ok());
  ASSERT_TRUE(Update(Step(APPLICATION_STATUS_COMPLETED, 3, "birth")).ok());
  ASSERT_TRUE(Update(Step(APPLICATION_STATUS_COMPLETED, 2)).ok());
  const std::string before = harness_.Digest();
  EXPECT_TRUE(Update(Step(APPLICATION_STATUS_IN_PROCESS, 2, "birth")).ok());
  EXPECT_TRUE(Update(Step(APPLICATION_STATUS_IN_PROCESS, 1)).ok());
  EXPECT_EQ(harness_.Digest(), before);
}

TEST_F(DossiersTest, NobodyComesBackFromADecision) {
  ASSERT_TRUE(RegisterDossier(Registration()).ok());
  ASSERT_TRUE(Update(Step(APPLICATION_STATUS_COMPLETED, 1)).ok());
  EXPECT_THAT(Update(Step(APPLICATION_STATUS_IN_PROCESS, 2)), HasReason(Reason::TRANSITION_NOT_ALLOWED));
  ASSERT_TRUE(Update(Step(APPLICATION_STATUS_STOPPED, 1, "birth")).ok());
  EXPECT_THAT(Update(Step(APPLICATION_STATUS_COMPLETED, 2, "birth")), HasReason(Reason::TRANSITION_NOT_ALLOWED));
}

TEST_F(DossiersTest, ADossierThatIsNotThereIsNotFound) {
  EXPECT_THAT(Update(Step(APPLICATION_STATUS_COMPLETED, 1)), HasReason(Reason::PORTAL_DOSSIER_NOT_FOUND));
  v1::GetPortalDossierRequest request;
  request.set_dossier_code(kDossier);
  EXPECT_THAT(Call<v1::GetPortalDossierResponse>("GetPortalDossier", request),
              HasReason(Reason::PORTAL_DOSSIER_NOT_FOUND));
}

TEST_F(DossiersTest, ListsOneApplicantsDossiersPageByPage) {
  v1::RegisterDossierRequest request = Registration();
  for (const char* code : {"G22.99-240805-000001", "G22.99-240805-000002"}) {
    request.set_dossier_code(code);
    ASSERT_TRUE(RegisterDossier(request).ok());
  }
  request.set_dossier_code("G22.99-240805-000003");
  request.mutable_applicant()->set_pin(Someone("an-family.father").pin);
  ASSERT_TRUE(RegisterDossier(request).ok());

  v1::ListPortalDossiersRequest list;
  EXPECT_EQ(Call<v1::ListPortalDossiersResponse>("ListPortalDossiers", list).value().dossiers_size(), 3);
  list.set_applicant_pin(Someone("binh-family.mother").pin);
  list.set_page_size(1);
  const auto first = Call<v1::ListPortalDossiersResponse>("ListPortalDossiers", list).value();
  ASSERT_EQ(first.dossiers_size(), 1);
  EXPECT_EQ(first.dossiers(0).dossier_code(), "G22.99-240805-000001");
  list.set_page_token(first.next_page_token());
  const auto second = Call<v1::ListPortalDossiersResponse>("ListPortalDossiers", list).value();
  ASSERT_EQ(second.dossiers_size(), 1);
  EXPECT_EQ(second.dossiers(0).dossier_code(), "G22.99-240805-000002");
  list.set_page_token("not ours");
  EXPECT_THAT(Call<v1::ListPortalDossiersResponse>("ListPortalDossiers", list), HasReason(Reason::PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace lienthong::portal
