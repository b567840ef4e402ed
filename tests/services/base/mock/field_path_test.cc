#include "services/base/mock/field_path.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "tests/services/base/mock/from_json.h"

namespace lienthong::mock {
namespace {

using gateway::v1::SubmitDossierRequest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> TextsAt(const std::string& path, const Value& message) {
  std::vector<std::string> texts;
  for (const Value* value : FieldPath::Parse(path, "path")->Find(message)) texts.push_back(TextOf(*value));
  return texts;
}

absl::Status In(const std::string& path, const google::protobuf::Descriptor* type) {
  return FieldPath::Parse(path, "path")->In(*type, "path").status();
}

TEST(FieldPathTest, FindsFieldsElementsAndFreeData) {
  const Value message = ToValue(FromJson<SubmitDossierRequest>(R"({
      "form": {"child": {"names": ["AN", "BÌNH"]}, "a key": 1},
      "components": [{"componentCode": "A"}, {"componentCode": "B", "files": [{}, {}]}]})"));
  EXPECT_THAT(TextsAt("components[*].component_code", message), ElementsAre("A", "B"));
  EXPECT_THAT(TextsAt("components[1].component_code", message), ElementsAre("B"));
  EXPECT_THAT(TextsAt("components[2].component_code", message), IsEmpty());
  EXPECT_THAT(TextsAt("form.child.names[1]", message), ElementsAre("BÌNH"));
  EXPECT_THAT(TextsAt("form[\"a key\"]", message), ElementsAre("1"));
  EXPECT_EQ(FieldPath::Parse("components[*].files[*]", "path")->Find(message).size(), 2u);
  EXPECT_THAT(TextsAt("applicant.pin", message), IsEmpty());
}

TEST(FieldPathTest, ReachesTheEndOfWhatThereIs) {
  EXPECT_TRUE(In("components[*].title.vi", SubmitDossierRequest::descriptor()).ok());
  EXPECT_TRUE(In("form.anything.goes[3]", SubmitDossierRequest::descriptor()).ok());
  const auto end = FieldPath::Parse("components", "path")->In(*SubmitDossierRequest::descriptor(), "path");
  ASSERT_TRUE(end.ok());
  EXPECT_FALSE(end->element);
}

TEST(FieldPathTest, NamesTheNearestField) {
  const absl::Status status = In("applicant.full_nam", SubmitDossierRequest::descriptor());
  EXPECT_EQ(ReasonOf(status), Reason::FIELD_UNKNOWN);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("field"), "applicant.full_nam");
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("nearest"), "full_name");
  EXPECT_EQ(ErrorInfoOf(In("pni", population::v1::GetPersonRequest::descriptor()))->metadata().at("nearest"), "pin");
}

TEST(FieldPathTest, ListsWantAnIndexAndNothingElseHasOne) {
  EXPECT_EQ(ReasonOf(In("components.title", SubmitDossierRequest::descriptor())), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(In("workflow[0]", SubmitDossierRequest::descriptor())), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(In("workflow.name", SubmitDossierRequest::descriptor())), Reason::FIELD_UNKNOWN);
}

TEST(FieldPathTest, RefusesWhatIsNoPath) {
  for (const char* wrong : {"", ".a", "a.", "a..b", "a[", "a[]", "a[-1]", "a[x]", "[0]", "a b", "a[\"k]"}) {
    EXPECT_EQ(ReasonOf(FieldPath::Parse(wrong, "path").status()), Reason::INVALID_FIELD) << wrong;
  }
}

}  // namespace
}  // namespace lienthong::mock
