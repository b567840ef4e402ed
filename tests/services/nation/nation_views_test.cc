// What an agency knows of a person, and CSV.
#include "services/nation/nation_views.h"

#include "absl/strings/str_split.h"
#include "google/protobuf/util/field_mask_util.h"
#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "services/nation/nation_record.h"
#include "tests/services/nation/nation_fixture.h"

namespace lienthong::nation {
namespace {

using google::protobuf::FieldMask;

TEST(NationViewsTest, EveryViewNamesFieldsThatExist) {
  ASSERT_FALSE(ViewNames().empty());
  for (const std::string& name : ViewNames()) {
    const auto mask = ViewOf(name);
    ASSERT_TRUE(mask.ok()) << mask.status();
    EXPECT_TRUE(google::protobuf::util::FieldMaskUtil::IsValidFieldMask<control::v1::NationPerson>(*mask)) << name;
  }
  EXPECT_EQ(ReasonOf(ViewOf("police").status()), Reason::INVALID_FIELD);
  EXPECT_EQ(ViewOf("")->paths_size(), 0) << "no view: everything";
}

TEST(NationViewsTest, HeaderAndLinesHaveTheSameColumns) {
  auto person = PersonRecord(SmallNation()->FindPersona("binh-family.mother")->person);
  person.clear_residence();  // whose detail holds commas
  for (const std::string name : {"", "social_insurance", "tax"}) {
    const FieldMask mask = *ViewOf(name);
    const std::vector<std::string> columns = absl::StrSplit(CsvHeader(mask), ',');
    const std::vector<std::string> values = absl::StrSplit(CsvLine(person, mask), ',');
    EXPECT_EQ(columns.size(), values.size());
    EXPECT_EQ(columns[0], "pin");
    EXPECT_EQ(values[0], person.pin());
  }
}

TEST(NationViewsTest, ValuesWithCommasAndQuotesAreQuoted) {
  control::v1::NationPerson person;
  person.set_pin("p");
  person.set_full_name("A \"B\", C");
  FieldMask mask;
  mask.add_paths("pin");
  mask.add_paths("full_name");
  EXPECT_EQ(CsvHeader(mask), "pin,full_name");
  EXPECT_EQ(CsvLine(person, mask), "p,\"A \"\"B\"\", C\"");
}

TEST(NationViewsTest, DatesAreCutToTheirPrecision) {
  control::v1::NationPerson person;
  person.mutable_birth_date()->set_year(1950);
  FieldMask mask;
  mask.add_paths("birth_date");
  EXPECT_EQ(CsvLine(person, mask), "1950");
}

}  // namespace
}  // namespace lienthong::nation
