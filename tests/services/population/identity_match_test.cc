#include "services/population/identity_match.h"

#include "tests/services/population/population_fixture.h"

namespace lienthong::population {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

v1::Person Entry(const std::string& pin, const std::string& name, const common::v1::Date& born) {
  v1::Person person;
  person.set_pin(pin);
  person.set_full_name(name);
  person.set_sex(common::v1::SEX_FEMALE);
  *person.mutable_birth_date() = born;
  return person;
}

TEST(IdentityMatchTest, NobodyHoldsTheNumber) {
  EXPECT_EQ(Match({}, {"LÊ THỊ MẪU", DateOf(1990)}).outcome, v1::MATCH_OUTCOME_NO_MATCH);
}

TEST(IdentityMatchTest, AHolderWhoAgreesHidesThoseWhoDont) {
  const auto match = Match({Entry("a", "LÊ THỊ MẪU", DateOf(1990, 1, 2)), Entry("b", "LÊ THỊ THỬ", DateOf(1991))},
                           {"lê thị mẫu", DateOf(1990, 1, 2)});
  EXPECT_EQ(match.outcome, v1::MATCH_OUTCOME_MATCH);
  ASSERT_EQ(match.persons.size(), 1u);
  EXPECT_EQ(match.persons[0].pin(), "a");
  EXPECT_THAT(match.differing_fields, IsEmpty());
}

TEST(IdentityMatchTest, APartialMatchTellsTheDifferencesOfTheNearestHolder) {
  const auto match = Match({Entry("a", "LÊ THỊ KHÁC", DateOf(1980)), Entry("b", "LÊ THỊ MẪU", DateOf(1991))},
                           {"LÊ THỊ MẪU", DateOf(1990)});
  EXPECT_EQ(match.outcome, v1::MATCH_OUTCOME_PARTIAL_MATCH);
  EXPECT_THAT(match.differing_fields, ElementsAre(v1::IDENTITY_FIELD_BIRTH_DATE));
}

TEST(IdentityMatchTest, AccentsOfANameCount) {
  EXPECT_TRUE(SameFullName("Trần Văn Hoà", "TRẦN VĂN HÒA"));
  EXPECT_FALSE(SameFullName("TRẦN VĂN HÒA", "TRẦN VĂN HOA"));
  EXPECT_FALSE(SameFullName("\xff", "\xff")) << "no text is no name";
}

TEST(IdentityMatchTest, FieldsAreNamedForMetadata) {
  EXPECT_EQ(FieldNames({v1::IDENTITY_FIELD_FULL_NAME, v1::IDENTITY_FIELD_SEX}), "full_name, sex");
}

}  // namespace
}  // namespace lienthong::population
