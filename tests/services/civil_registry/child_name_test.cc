#include "services/civil_registry/child_name.h"

#include "gtest/gtest.h"
#include "services/base/error/error.h"

namespace lienthong::civil_registry {
namespace {

v1::DeclaredChild Child(const std::string& family, const std::string& middle, const std::string& given) {
  v1::DeclaredChild child;
  child.set_family_name(family);
  child.set_middle_name(middle);
  child.set_given_name(given);
  return child;
}

std::string RuleOf(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  return info ? info->metadata().at("rule") : "";
}

TEST(ChildNameTest, IsFamilyMiddleGivenInUpperCase) {
  EXPECT_EQ(FullNameOf(Child("Trần", " Mẫu ", "An")), "TRẦN MẪU AN");
  EXPECT_EQ(FullNameOf(Child("Trần", "", "An")), "TRẦN AN");
}

TEST(ChildNameTest, PutsTheClanLastWhereThatIsTheCustom) {
  EXPECT_EQ(FullNameOf(Child("Niê", "", "H'Thử")), "H'THỬ NIÊ");
  EXPECT_EQ(FullNameOf(Child("Niê", "Y", "Thử")), "Y THỬ NIÊ");
  EXPECT_EQ(FullNameOf(Child("Brông", "", "K'Thử")), "K'THỬ BRÔNG");
}

TEST(ChildNameTest, TakesOneParentsFamilyName) {
  EXPECT_TRUE(CheckChildName(Child("Trần", "", "An"), {"NGUYỄN THỊ MẪU", "trần văn mẫu"}).ok());
  EXPECT_EQ(RuleOf(CheckChildName(Child("Lê", "", "An"), {"NGUYỄN THỊ MẪU", "TRẦN VĂN MẪU"})), "family_name");
}

TEST(ChildNameTest, TakesOneParentsClan) {
  EXPECT_TRUE(CheckChildName(Child("Niê", "", "H'Thử"), {"H'MẪU NIÊ", "Y MẪU MLÔ"}).ok());
  EXPECT_TRUE(CheckChildName(Child("H'Thử", "", "Niê"), {"H'MẪU NIÊ", "Y MẪU MLÔ"}).ok()) << "split the usual way";
  EXPECT_TRUE(CheckChildName(Child("K'Thử", "", "Brông"), {"KA MẪU DJÓ", "K'MẪU BRÔNG"}).ok());
  EXPECT_EQ(RuleOf(CheckChildName(Child("Ayun", "", "H'Thử"), {"H'MẪU NIÊ", "Y MẪU MLÔ"})), "family_name");
}

TEST(ChildNameTest, PeoplesWithoutFamilyNamesAreFree) {
  v1::DeclaredChild child = Child("A", "", "Mẫu");
  child.set_ethnicity_code("16");  // Xơ Đăng
  EXPECT_TRUE(CheckChildName(child, {"Y MẪU"}).ok());
}

TEST(ChildNameTest, AnyFamilyNameWithoutParents) { EXPECT_TRUE(CheckChildName(Child("Mai", "Mẫu", "Phúc"), {}).ok()); }

TEST(ChildNameTest, RefusesDigitsAndForeignLetters) {
  EXPECT_EQ(RuleOf(CheckChildName(Child("Trần", "", "An2"), {"TRẦN VĂN MẪU"})), "digits");
  EXPECT_EQ(RuleOf(CheckChildName(Child("Trần", "", "Андрей"), {"TRẦN VĂN MẪU"})), "letters");
  EXPECT_EQ(ReasonOf(CheckChildName(Child("Trần", "", "An@"), {})), Reason::NAME_NOT_ALLOWED);
}

}  // namespace
}  // namespace lienthong::civil_registry
