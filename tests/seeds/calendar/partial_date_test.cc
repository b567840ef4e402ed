#include "seeds/calendar/partial_date.h"

#include <gtest/gtest.h>

namespace lienthong::seeds {
namespace {

TEST(PartialDateTest, KeepsItsPrecisionInBothForms) {
  EXPECT_EQ(FormatDate(PartialDate{1950}), "1950");
  EXPECT_EQ(FormatDate(PartialDate{1950, 3}), "1950-03");
  EXPECT_EQ(FormatDate(PartialDate{1950, 3, 7}), "1950-03-07");
  EXPECT_EQ(FormatDate(PartialDate{}), "");
  EXPECT_EQ(FormatVietnameseDate(PartialDate{1950}), "1950");
  EXPECT_EQ(FormatVietnameseDate(PartialDate{1950, 3}), "03/1950");
  EXPECT_EQ(FormatVietnameseDate(PartialDate{1950, 3, 7}), "07/03/1950");
}

TEST(PartialDateTest, ParsesWhatItFormats) {
  for (const char* text : {"1950", "1950-03", "1950-03-07", "2024-02-29"}) {
    const auto date = ParseDate(text);
    ASSERT_TRUE(date.has_value()) << text;
    EXPECT_EQ(FormatDate(*date), text);
  }
}

TEST(PartialDateTest, RefusesWhatIsNoDate) {
  for (const char* text : {"", "50", "1950-3", "1950-00", "1950-13", "1950-02-30", "2023-02-29", "1950-03-00",
                           "1950-03-07-1", "19x0", "+950", " 1950", "1950-", "0000"}) {
    EXPECT_FALSE(ParseDate(text).has_value()) << text;
  }
  EXPECT_FALSE(ParseDay("1950-03").has_value());
}

TEST(PartialDateTest, SpansTheDaysItCanMean) {
  EXPECT_EQ((PartialDate{1952, 2}).first_day(), absl::CivilDay(1952, 2, 1));
  EXPECT_EQ((PartialDate{1952, 2}).last_day(), absl::CivilDay(1952, 2, 29));
  EXPECT_EQ((PartialDate{1952}).first_day(), absl::CivilDay(1952, 1, 1));
  EXPECT_EQ((PartialDate{1952}).last_day(), absl::CivilDay(1952, 12, 31));
  EXPECT_EQ((PartialDate{1952, 5, 6}).last_day(), absl::CivilDay(1952, 5, 6));
}

TEST(PartialDateTest, AgreesAsFarAsBothAreKnown) {
  EXPECT_TRUE(Agrees({1950}, {1950, 3, 7}));
  EXPECT_TRUE(Agrees({1950, 3}, {1950, 3, 7}));
  EXPECT_FALSE(Agrees({1950, 4}, {1950, 3, 7}));
  EXPECT_FALSE(Agrees({1951}, {1950, 3, 7}));
  EXPECT_FALSE(Agrees({1950, 3, 8}, {1950, 3, 7}));
}

TEST(PartialDateTest, AgeGrowsOnTheBirthday) {
  const PartialDate birth{2018, 8, 20};
  EXPECT_EQ(AgeOn(birth, absl::CivilDay(2024, 8, 19)), 5);
  EXPECT_EQ(AgeOn(birth, absl::CivilDay(2024, 8, 20)), 6);
  EXPECT_EQ(MonthsOn(birth, absl::CivilDay(2024, 8, 19)), 71);
  EXPECT_EQ(MonthsOn(birth, absl::CivilDay(2024, 8, 20)), 72);
  EXPECT_EQ(AgeOn(birth, absl::CivilDay(2018, 8, 19)), -1);
}

}  // namespace
}  // namespace lienthong::seeds
