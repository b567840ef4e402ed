#include "seeds/identifiers/dossier_code.h"

#include <gtest/gtest.h>

namespace lienthong::seeds {
namespace {

TEST(DossierCodeTest, StylesOfTheBriefComeBackUnchanged) {
  struct Case {
    const char* text;
    DossierCodeStyle style;
    const char* agency;
    absl::CivilDay received;
  };
  const Case cases[] = {
      {"000.00.00.H49-240805-0007", DossierCodeStyle::kCircular01, "H49", absl::CivilDay(2024, 8, 5)},
      {"H26.14.15-221115-0007", DossierCodeStyle::kDecision20, "H26", absl::CivilDay(2022, 11, 15)},
      {"G22-240805-0000007", DossierCodeStyle::kDecision20, "G22", absl::CivilDay(2024, 8, 5)},
      {"G22.99-20240805-0000007", DossierCodeStyle::kDecision20Long, "G22", absl::CivilDay(2024, 8, 5)},
  };
  for (const Case& c : cases) {
    const auto code = ParseDossierCode(c.text);
    ASSERT_TRUE(code.has_value()) << c.text;
    EXPECT_EQ(code->style, c.style) << c.text;
    EXPECT_EQ(code->agency_code(), c.agency);
    EXPECT_EQ(code->received, c.received);
    EXPECT_EQ(code->serial, 7u);
    EXPECT_EQ(FormatDossierCode(*code), c.text);
  }
}

TEST(DossierCodeTest, OthersAreRefused) {
  for (const char* text :
       {"", "H26", "H26-240805", "H26-240805-007", "H26-240805-00000007", "X26-240805-0007", "H6-240805-0007",
        "H26.1234-240805-0007", "H26.1.2.3.4.5-240805-0007", "H26-241305-0007", "H26-240230-0007", "H26-2408051-0007",
        "00.00.00.H49-240805-0007", "000.00.00.H49-240805-000x", "000.00.00.H49-20240805-0007", "H26.-240805-0007",
        "H26-240805-0007-1"}) {
    EXPECT_FALSE(ParseDossierCode(text).has_value()) << text;
  }
}

TEST(DossierCodeTest, InsuranceAgencyHasItsOwn) {
  const auto code = ParseInsuranceDossierCode("01234/2024/00042");
  ASSERT_TRUE(code.has_value());
  EXPECT_EQ(*code, (InsuranceDossierCode{"01234", 2024, 42}));
  EXPECT_EQ(FormatInsuranceDossierCode(*code), "01234/2024/00042");
  for (const char* text : {"", "1234/2024/00042", "01234/24/00042", "01234/2024/42", "01234-2024-00042"}) {
    EXPECT_FALSE(ParseInsuranceDossierCode(text).has_value()) << text;
  }
}

TEST(DossierCodeTest, ProcedureCode) {
  EXPECT_TRUE(IsProcedureCode("2.002621"));
  for (const char* text : {"", "2002621", "2.00262", "2.0026210", "x.002621", "2,002621"})
    EXPECT_FALSE(IsProcedureCode(text));
}

}  // namespace
}  // namespace lienthong::seeds
