// A world with planted defects: registers answer as the answer key says, and the others hold the truth.
#include <algorithm>

#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "lienthong/tax/v1/tax_service.pb.h"
#include "tests/conformance/town_fixture.h"

namespace lienthong::conformance {
namespace {

using control::v1::PlantedDefect;

bool Has(const PlantedDefect& defect, control::v1::DefectKind kind) {
  return std::count(defect.kinds().begin(), defect.kinds().end(), kind) > 0;
}

class PlantedDefectsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    control::v1::World world;
    world.set_name(kWorld);
    world.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
    auto* everywhere = world.add_defects();
    everywhere->set_register_("*");
    everywhere->set_duplicate(20'000);
    everywhere->set_wrong_sex_digit(5'000);
    world.add_defects()->set_register_("population");
    ASSERT_TRUE(OpenTown::Get().town().authority().Create(std::move(world)).ok());
  }

  template <class Response, class Request>
  absl::StatusOr<Response> Call(const std::string& office, const std::string& method, const Request& request,
                                const std::string& world = kWorld) {
    const host::RawAnswer answer =
        OpenTown::Get().Ask(office, "lienthong." + method, request.SerializeAsString(), InWorld(world));
    if (!answer.status.ok()) return answer.status;
    Response response;
    EXPECT_TRUE(response.ParseFromString(answer.body));
    return response;
  }

  // A page of the answer key that has something to say.
  std::vector<PlantedDefect> Answers(const std::string& register_name, const std::string& world = kWorld) {
    control::v1::ListPlantedDefectsRequest request;
    request.set_register_(register_name);
    request.set_page_size(300);
    std::vector<PlantedDefect> answers;
    for (int pages = 0; pages < 100 && answers.size() < 300; ++pages) {
      const auto page = Call<control::v1::ListPlantedDefectsResponse>(
          "gateway", "control.v1.NationService/ListPlantedDefects", request, world);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      answers.insert(answers.end(), page->defects().begin(), page->defects().end());
      if (page->next_page_token().empty()) break;
      request.set_page_token(page->next_page_token());
    }
    return answers;
  }

  control::v1::NationPerson Truth(const std::string& pin) {
    control::v1::FindPersonsRequest request;
    request.set_pin(pin);
    return Call<control::v1::FindPersonsResponse>("gateway", "control.v1.NationService/FindPersons", request)
        ->persons(0);
  }

  static constexpr char kWorld[] = "with-defects";
};

TEST_F(PlantedDefectsTest, SocialInsuranceAnswersByItsNumbers) {
  const auto answers = Answers("social_insurance");
  ASSERT_GE(answers.size(), 300u);
  int seconds = 0;
  for (const PlantedDefect& answer : answers) {
    social_insurance::v1::GetParticipantRequest request;
    request.set_si_number(answer.record_key());
    const auto held = Call<social_insurance::v1::GetParticipantResponse>(
        "social_insurance", "social_insurance.v1.SocialInsuranceService/GetParticipant", request);
    ASSERT_TRUE(held.ok()) << held.status();
    EXPECT_EQ(held->participant().pin(), answer.held_pin());
    const auto truth = Truth(answer.pin());
    EXPECT_EQ(held->participant().full_name() != truth.full_name(), Has(answer, control::v1::DEFECT_KIND_ACCENTS_LOST));
    EXPECT_EQ(truth.si_number() != answer.record_key(), answer.second_record());
    seconds += answer.second_record() ? 1 : 0;
  }
  EXPECT_GT(seconds, 20);
}

TEST_F(PlantedDefectsTest, WhoIsThereTwiceIsListedTwiceAndNeverGuessed) {
  for (const PlantedDefect& answer : Answers("social_insurance")) {
    if (!answer.second_record() || answer.held_pin() != answer.pin()) continue;
    social_insurance::v1::GetParticipantRequest request;
    request.set_pin(answer.pin());
    const auto held = Call<social_insurance::v1::GetParticipantResponse>(
        "social_insurance", "social_insurance.v1.SocialInsuranceService/GetParticipant", request);
    if (held.ok()) {  // the first record has another number
      EXPECT_EQ(held->participant().si_number(), answer.record_key());
      continue;
    }
    EXPECT_EQ(ReasonOf(held.status()), Reason::PARTICIPANT_AMBIGUOUS);
    EXPECT_EQ(ErrorInfoOf(held.status())->metadata().at("count"), "2");
    return;
  }
  FAIL() << "nobody is there twice under one number";
}

TEST_F(PlantedDefectsTest, TheTaxRegisterListsEveryRecordUnderANumber) {
  int twice = 0;
  for (const PlantedDefect& answer : Answers("tax")) {
    tax::v1::LookUpTaxpayerRequest request;
    request.set_tax_code(answer.record_key());
    const auto held = Call<tax::v1::LookUpTaxpayerResponse>("tax", "tax.v1.TaxService/LookUpTaxpayer", request);
    ASSERT_TRUE(held.ok()) << held.status();
    ASSERT_EQ(held->taxpayers_size(), 1);
    EXPECT_EQ(held->taxpayers(0).pin(), answer.held_pin());
    if (!answer.second_record() || answer.held_pin() != answer.pin()) continue;
    request.set_pin(answer.pin());
    request.clear_tax_code();
    twice +=
        Call<tax::v1::LookUpTaxpayerResponse>("tax", "tax.v1.TaxService/LookUpTaxpayer", request)->taxpayers_size() == 2
            ? 1
            : 0;
  }
  EXPECT_GT(twice, 0);
}

TEST_F(PlantedDefectsTest, ThePopulationRegisterKeepsItsNumbersAndSpellsWrong) {
  const auto answers = Answers("population");
  ASSERT_FALSE(answers.empty());
  for (const PlantedDefect& answer : answers) {
    EXPECT_EQ(answer.held_pin(), answer.pin());
    population::v1::GetPersonRequest request;
    request.set_pin(answer.pin());
    const auto held =
        Call<population::v1::GetPersonResponse>("population", "population.v1.PopulationService/GetPerson", request);
    ASSERT_TRUE(held.ok()) << held.status();
    const auto truth = Truth(answer.pin());
    EXPECT_EQ(held->person().full_name() != truth.full_name(), Has(answer, control::v1::DEFECT_KIND_ACCENTS_LOST));
    EXPECT_EQ(!held->person().has_deceased_on() && truth.has_deceased_on(),
              Has(answer, control::v1::DEFECT_KIND_STILL_ACTIVE));
  }
}

TEST_F(PlantedDefectsTest, BirthBooksMissNumbers) {
  const auto answers = Answers("civil_registry");
  ASSERT_FALSE(answers.empty());
  int missing = 0;
  for (const PlantedDefect& answer : answers) {
    civil_registry::v1::GetBirthRecordRequest request;
    request.set_record_id(answer.record_key());
    const auto held = Call<civil_registry::v1::GetBirthRecordResponse>(
        "civil_registry", "civil_registry.v1.CivilRegistryService/GetBirthRecord", request);
    ASSERT_TRUE(held.ok()) << held.status();
    EXPECT_EQ(held->record().pin(), answer.held_pin());
    missing += answer.held_pin().empty() ? 1 : 0;
  }
  EXPECT_GT(missing, 0);
}

TEST_F(PlantedDefectsTest, AWorldWithoutThemHoldsTheTruth) {
  for (const char* name : {"population", "civil_registry", "social_insurance", "tax"}) {
    EXPECT_TRUE(Answers(name, "conformance").empty()) << name;
  }
}

TEST_F(PlantedDefectsTest, TokensBelongToTheWorldAndTheRegister) {
  control::v1::ListPlantedDefectsRequest request;
  request.set_register_("tax");
  request.set_page_size(1);
  const std::string method = "control.v1.NationService/ListPlantedDefects";
  const auto page = Call<control::v1::ListPlantedDefectsResponse>("gateway", method, request);
  ASSERT_TRUE(page.ok()) << page.status();
  request.set_page_token(page->next_page_token());
  request.set_register_("social_insurance");
  const auto other = Call<control::v1::ListPlantedDefectsResponse>("gateway", method, request);
  EXPECT_EQ(ReasonOf(other.status()), Reason::PAGE_TOKEN_INVALID);
  request.set_register_("tax");
  const auto elsewhere = Call<control::v1::ListPlantedDefectsResponse>("gateway", method, request, "conformance");
  EXPECT_EQ(ReasonOf(elsewhere.status()), Reason::PAGE_TOKEN_INVALID);
}

TEST_F(PlantedDefectsTest, AWrongChoiceNamesItsField) {
  const auto field_of = [](const std::string& name, int rate) {
    control::v1::CreateWorldRequest request;
    request.set_request_id(absl::StrCat("wrong-", name, rate));
    request.mutable_world()->set_name("wrong");
    auto* defects = request.mutable_world()->add_defects();
    defects->set_register_(name);
    defects->set_duplicate(rate);
    const host::RawAnswer answer =
        OpenTown::Get().Ask("gateway", "lienthong.control.v1.ControlService/CreateWorld", request.SerializeAsString());
    const auto info = ErrorInfoOf(answer.status);
    return info ? info->metadata().at("field") : std::string();
  };
  EXPECT_EQ(field_of("health", 1), "world.defects[0].register");
  EXPECT_EQ(field_of("tax", 100'001), "world.defects[0].duplicate");
  EXPECT_EQ(field_of("tax", -1), "world.defects[0].duplicate");
}

}  // namespace
}  // namespace lienthong::conformance
