// Filing, reading, listing, uploading.
#include <algorithm>
#include <set>

#include "tests/gateway/dossier/dossier_fixture.h"

namespace lienthong::dossier {
namespace {

using FilingTest = DossierTest;

TEST_F(FilingTest, AFormWithoutItsFirstSectionIsRefusedAtOnceAndNothingIsFiled) {
  for (const char* form : {"{}", R"({"birth": {}})", R"({"birth": null, "residence": {"household_id": "H-1"}})"}) {
    auto request = Filing();
    *request.mutable_form() = Json(form);
    const auto refused = Submit(request);
    EXPECT_THAT(refused, HasReason(Reason::INVALID_FIELD));
    EXPECT_EQ(ErrorInfoOf(refused.status())->metadata().at("field"), "form.birth");
  }
  EXPECT_TRUE(harness_.calls().empty());
}

TEST_F(FilingTest, CodesCarryTheDayAndAreUnique) {
  std::set<std::string> codes;
  for (int i = 0; i < 50; ++i) codes.insert(Submit()->dossier_code());
  EXPECT_EQ(codes.size(), 50u);
  for (const std::string& code : codes) {
    EXPECT_THAT(code, ::testing::StartsWith("G22.99-240805-"));
    EXPECT_EQ(code.size(), std::string("G22.99-240805-000000").size()) << code;
  }
}

TEST_F(FilingTest, ADossierIsFoundByIdAndByCode) {
  File();
  gateway::v1::GetDossierRequest request;
  request.set_dossier_code(Read().dossier_code());
  const auto get = [&] {
    return harness_.Call<gateway::v1::GetDossierResponse>(absl::StrCat(kGateway, "GetDossier"), request);
  };
  EXPECT_EQ(get()->dossier().dossier_id(), id_);
  request.set_dossier_id(id_);
  EXPECT_THAT(get(), HasReason(Reason::INVALID_FIELD)) << "either or";
  request.clear_dossier_id();
  request.set_dossier_code("G22.99-240805-none");
  EXPECT_THAT(get(), HasReason(Reason::RESOURCE_NOT_FOUND));
}

TEST_F(FilingTest, ACheckOnlyChangesNothing) {
  auto request = Filing();
  request.set_validate_only(true);
  const std::string before = harness_.Digest();
  const auto dossier = Submit(request);
  ASSERT_TRUE(dossier.ok()) << dossier.status();
  EXPECT_EQ(dossier->workflow_version(), "2024-07");
  EXPECT_EQ(harness_.Digest(), before);
  EXPECT_TRUE(harness_.calls().empty());
  request.add_components()->add_files()->set_file_id("no such file");
  EXPECT_THAT(Submit(request), HasReason(Reason::FILE_UNKNOWN));
}

TEST_F(FilingTest, WhatIsWrongIsNamed) {
  auto request = Filing();
  request.set_workflow("no-such-service");
  EXPECT_THAT(Submit(request), HasReason(Reason::WORKFLOW_UNKNOWN));
  request.clear_workflow();
  EXPECT_THAT(Submit(request), HasReason(Reason::INVALID_FIELD));
  request = Filing();
  request.mutable_applicant()->clear_pin();
  EXPECT_THAT(Submit(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(FilingTest, TheVersionWithTheIdentityCardIsNotModelled) {
  harness_.AdvanceTo(AgencyHarness::At(2026, 8, 31, 12));
  EXPECT_EQ(Submit()->workflow_version(), "2025-07");
  harness_.AdvanceTo(AgencyHarness::At(2026, 9, 1, 0));
  EXPECT_THAT(Submit(), HasReason(Reason::WORKFLOW_NOT_IN_FORCE));
}

TEST_F(FilingTest, EqualFilingsInEqualWorldsLeaveEqualState) {
  File();
  AgencyHarness other("gateway");
  std::swap(other.handlers(), harness_.handlers());
  const std::string digest = harness_.Digest();
  other.Respond<portal::v1::RegisterDossierRequest, portal::v1::RegisterDossierResponse>(
      absl::StrCat(kPortal, "RegisterDossier"), [](const auto&) { return portal::v1::RegisterDossierResponse(); });
  const auto dossier = other.Call<gateway::v1::SubmitDossierResponse>(absl::StrCat(kGateway, "SubmitDossier"), Filing(),
                                                                      AgencyHarness::Outside());
  ASSERT_TRUE(dossier.ok());
  EXPECT_EQ(dossier->dossier().dossier_id(), id_);
  EXPECT_EQ(other.Digest(), digest) << "maps are kept in key order";
}

TEST_F(FilingTest, ListsAreInOrderOfFilingAndFiltered) {
  const std::string first = Submit()->dossier_id();
  harness_.Advance(absl::Minutes(1));
  auto other = Filing();
  other.mutable_applicant()->set_pin("father's number");
  const std::string second = Submit(other)->dossier_id();
  gateway::v1::ListDossiersRequest request;
  const auto list = [&] {
    return *harness_.Call<gateway::v1::ListDossiersResponse>(absl::StrCat(kGateway, "ListDossiers"), request);
  };
  request.set_page_size(1);
  auto page = list();
  ASSERT_EQ(page.dossiers_size(), 1);
  EXPECT_EQ(page.dossiers(0).dossier_id(), first);
  request.set_page_token(page.next_page_token());
  page = list();
  ASSERT_EQ(page.dossiers_size(), 1);
  EXPECT_EQ(page.dossiers(0).dossier_id(), second);
  request.Clear();
  request.set_applicant_pin("father's number");
  ASSERT_EQ(list().dossiers_size(), 1);
  EXPECT_EQ(list().dossiers(0).dossier_id(), second);
  request.set_status(applications::v1::APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(list().dossiers_size(), 0);
}

TEST_F(FilingTest, TheOfferNamesTheProceduresAndTheirMethods) {
  const auto offers = *harness_.Call<gateway::v1::ListWorkflowsResponse>(absl::StrCat(kGateway, "ListWorkflows"),
                                                                         gateway::v1::ListWorkflowsRequest());
  const auto bundle =
      std::find_if(offers.workflows().begin(), offers.workflows().end(),
                   [](const auto& offer) { return offer.workflow() == "birth-residence-health-card"; });
  ASSERT_NE(bundle, offers.workflows().end());
  EXPECT_FALSE(bundle->title().vi().empty());
  std::vector<std::string> applications;
  for (const auto& task : bundle->tasks()) {
    if (task.kind() == "application") applications.push_back(task.method());
  }
  EXPECT_THAT(applications, ::testing::ElementsAre(kReceive, kResidence, kInsurance));
}

TEST_F(FilingTest, AnUploadedFileIsACitizensComponent) {
  gateway::v1::UploadFileRequest upload;
  upload.set_file_name("giấy.txt");
  upload.set_content("hello");
  const auto put = [&] {
    return harness_.Call<gateway::v1::UploadFileResponse>(absl::StrCat(kGateway, "UploadFile"), upload);
  };
  const auto file = put();
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->file().media_type(), "application/octet-stream");
  auto request = Filing();
  request.mutable_components(0)->add_files()->set_file_id(file->file().file_id());
  File(request);
  EXPECT_EQ(Read().components(0).files(0).size_bytes(), 5);
  EXPECT_EQ(Read().components(0).files(0).file_name(), "giấy.txt");
  upload.set_sha256(std::string(64, '0'));
  EXPECT_THAT(put(), HasReason(Reason::FILE_DIGEST_MISMATCH));
}

}  // namespace
}  // namespace lienthong::dossier
