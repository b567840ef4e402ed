#include "services/social_insurance/social_insurance_registry.h"

#include "services/base/store/memory_store.h"
#include "tests/services/social_insurance/social_insurance_fixture.h"

namespace lienthong::social_insurance {
namespace {

class SocialInsuranceRegistryTest : public testing::Test {
 protected:
  // Contexts of one path draw the same numbers.
  static CallContext ContextOf(const std::string& path) {
    CallContext context;
    context.now = AgencyHarness::At(2024, 8, 5, 8);
    context.draws = Draws(1, path);
    return context;
  }
  static v1::Participant Child(uint64_t draw) {
    v1::Participant child;
    child.set_pin(SmallNation()->FreeNumber({"01", seeds::Sex::kMale, 2024}, draw).value());
    child.set_full_name("TRẦN MẪU AN");
    *child.mutable_birth_date() = DateOf(2024, 7, 29);
    return child;
  }
  static v1::InsuranceCard CardFor(const v1::Participant& child) {
    v1::InsuranceCard card;
    card.set_object_code("TE");
    card.set_benefit_level(1);
    card.set_province_code("01");
    card.set_si_number(child.si_number());
    card.set_pin(child.pin());
    *card.mutable_valid_from() = child.birth_date();
    *card.mutable_valid_to() = DateOf(2030, 9, 30);
    return card;
  }
  absl::Status Commit(store::Txn& txn) {
    absl::Status result;
    space->Commit(std::move(txn).Take(), [&result](absl::Status status) { result = std::move(status); });
    return result;
  }
  // Enters a child and gives it a card, if it has none; not committed.
  void IssueTo(store::Txn& txn, const v1::Participant& child, const std::string& path) {
    CallContext context = ContextOf(path);
    const v1::Participant entered = registry.Enter(context, txn, child, "01").value();
    ASSERT_FALSE(registry.CardInForce(txn, entered.si_number(), context.Today()).has_value());
    ASSERT_TRUE(registry.Issue(context, txn, CardFor(entered)).ok());
  }

  const SocialInsuranceRegistry registry{SmallNation()};
  const std::unique_ptr<store::Space> space = store::NewMemorySpace();
};

TEST_F(SocialInsuranceRegistryTest, ANumberThatIsTakenIsDrawnAgain) {
  store::Txn txn(space->Read());
  CallContext first = ContextOf("same");
  CallContext second = ContextOf("same");
  const std::string number = registry.Enter(first, txn, Child(1), "01")->si_number();
  EXPECT_EQ(number, SmallNation()->FreeSiNumber("01", ContextOf("same").draws.Next()).value());
  EXPECT_NE(registry.Enter(second, txn, Child(2), "01")->si_number(), number);
}

TEST_F(SocialInsuranceRegistryTest, WhoHasANumberKeepsIt) {
  const seeds::Person mother = Someone("binh-family.mother");
  store::Txn txn(space->Read());
  CallContext context = ContextOf("any");
  v1::Participant known = registry.FindByPin(txn, mother.pin).at(0);
  EXPECT_EQ(registry.Enter(context, txn, known, "79")->si_number(), mother.si_number);
}

TEST_F(SocialInsuranceRegistryTest, TwoAtOnceForOneChildCannotBothHaveACard) {
  const v1::Participant child = Child(1);
  store::Txn one(space->Read());
  store::Txn two(space->Read());
  IssueTo(one, child, "one");
  IssueTo(two, child, "two");
  EXPECT_TRUE(Commit(one).ok());
  EXPECT_EQ(Commit(two).code(), absl::StatusCode::kAborted);
}

TEST_F(SocialInsuranceRegistryTest, TwoAtOnceForAKnownChildCannotBothHaveACard) {
  v1::Participant child = Child(1);
  {
    store::Txn txn(space->Read());
    CallContext context = ContextOf("entry");
    child = registry.Enter(context, txn, child, "01").value();
    ASSERT_TRUE(Commit(txn).ok());
  }
  store::Txn one(space->Read());
  store::Txn two(space->Read());
  CallContext context = ContextOf("card");
  for (store::Txn* txn : {&one, &two}) {
    ASSERT_FALSE(registry.CardInForce(*txn, child.si_number(), context.Today()).has_value());
  }
  ASSERT_TRUE(registry.Issue(context, one, CardFor(child)).ok());
  context.now += absl::Seconds(1);
  ASSERT_TRUE(registry.Issue(context, two, CardFor(child)).ok());
  EXPECT_TRUE(Commit(one).ok());
  EXPECT_EQ(Commit(two).code(), absl::StatusCode::kAborted);
}

TEST_F(SocialInsuranceRegistryTest, ChildrenDoNotWaitForEachOther) {
  store::Txn one(space->Read());
  store::Txn two(space->Read());
  IssueTo(one, Child(1), "one");
  IssueTo(two, Child(2), "two");
  EXPECT_TRUE(Commit(one).ok());
  EXPECT_TRUE(Commit(two).ok());
}

TEST_F(SocialInsuranceRegistryTest, AProvinceThatIsNoneHasNoNumbers) {
  store::Txn txn(space->Read());
  CallContext context = ContextOf("any");
  EXPECT_FALSE(registry.Enter(context, txn, Child(1), "03").ok());
}

}  // namespace
}  // namespace lienthong::social_insurance
