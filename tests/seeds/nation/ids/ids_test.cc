// Every identifier leads back to its holder, and free ones to nobody.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "seeds/identifiers/document_number.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/identifiers/tax_code.h"
#include "seeds/nation/ids/ordered_digits.h"
#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

TEST(IdsTest, SocialInsuranceNumbersLeadBack) {
  const InsuranceNumbers& numbers = WholeCountry().insurance_numbers;
  ForSome(500'000, [&](Position person) {
    const std::string number = numbers.Of(person);
    if (number.empty()) return;
    ASSERT_TRUE(IsSiNumber(number));
    ASSERT_EQ(numbers.By(number), person);
  });
}

TEST(IdsTest, TaxCodesLeadBack) {
  const TaxCodes& codes = WholeCountry().tax_codes;
  int taxed = 0;
  ForSome(300'000, [&](Position person) {
    const std::string code = codes.Of(person);
    if (code.empty()) return;
    ASSERT_EQ(CheckTaxCode(code), TaxCodeFault::kNone);
    ASSERT_EQ(codes.By(code), person);
    ++taxed;
  });
  EXPECT_GT(taxed, 100'000);
}

TEST(IdsTest, OldNumbersLeadBack) {
  const LegacyIds& ids = WholeCountry().legacy_ids;
  int two = 0;
  ForSome(500'000, [&](Position person) {
    const std::vector<std::string> numbers = ids.Of(person);
    for (const std::string& number : numbers) {
      ASSERT_TRUE(IsLegacyId(number));
      ASSERT_EQ(ids.By(number), person);
    }
    two += numbers.size() == 2 ? 1 : 0;
  });
  EXPECT_GT(two, 20'000);
}

TEST(IdsTest, LicencesPhonesAndAccountsLeadBack) {
  const Country& country = WholeCountry();
  std::set<std::string> classes;
  ForSome(300'000, [&](Position person) {
    const auto licence = country.licences.Of(person);
    if (licence) {
      ASSERT_EQ(country.licences.By(licence->number), person);
      ASSERT_LE(licence->issued_on, kSnapshotDay);
      if (licence->valid_to) {
        ASSERT_GT(*licence->valid_to, licence->issued_on);
      }
      classes.insert(licence->cls);
    }
    const std::string phone = country.phones.Of(person);
    if (!phone.empty()) {
      ASSERT_TRUE(IsMobileNumber(phone));
      ASSERT_EQ(country.phones.By(phone), person);
    }
    const auto account = country.bank_accounts.Of(person);
    if (account) {
      ASSERT_EQ(country.bank_accounts.By(account->number), person);
    }
  });
  EXPECT_EQ(classes.size(), 7u);
}

TEST(IdsTest, PapersOfHouseholdsLeadBack) {
  const Country& country = WholeCountry();
  int businesses = 0;
  ForSome(200'000, [&](Position person) {
    const Position home = country.census.HomeOf(person);
    ASSERT_EQ(country.home_papers.ByCertificate(country.home_papers.CertificateOf(home)), home);
    const std::string code = country.home_papers.BusinessOf(home);
    if (code.empty()) return;
    ASSERT_EQ(country.home_papers.ByBusiness(code), home);
    ASSERT_LE(country.home_papers.BusinessSince(home), kSnapshotDay);
    const Member& head = country.census.member(country.census.MemberAt(home, 0));
    ASSERT_GE(country.home_papers.BusinessSince(home).year() - kYearBase - head.year, 19);
    ++businesses;
  });
  EXPECT_NEAR(businesses / 2000.0, 6.5, 0.5);
}

TEST(IdsTest, FreeOnesAreNobodys) {
  const Country& country = WholeCountry();
  std::set<std::string> all;
  for (uint64_t i = 0; i < 2'000; ++i) {
    ASSERT_FALSE(country.insurance_numbers.By(country.insurance_numbers.Free(49, i)));
    ASSERT_FALSE(country.tax_codes.By(country.tax_codes.Free(49, i)));
    ASSERT_FALSE(country.legacy_ids.By(country.legacy_ids.Free(49, i)));
    ASSERT_FALSE(country.phones.By(country.phones.Free(i)));
    all.insert({country.insurance_numbers.Free(49, i), country.tax_codes.Free(49, i), country.legacy_ids.Free(49, i),
                country.phones.Free(i)});
  }
  EXPECT_EQ(all.size(), 8'000u);
}

TEST(IdsTest, NonsenseIsNobodys) {
  const Country& country = WholeCountry();
  for (const char* text :
       {"", "0", "79", "790000000", "abcdefghij", "0300000001", "AA 000000", "AA0000000", "aa 000000"}) {
    EXPECT_FALSE(country.insurance_numbers.By(text)) << text;
    EXPECT_FALSE(country.tax_codes.By(text)) << text;
    EXPECT_FALSE(country.licences.By(text)) << text;
    EXPECT_FALSE(country.bank_accounts.By(text)) << text;
    EXPECT_FALSE(country.home_papers.ByBusiness(text)) << text;
  }
  EXPECT_FALSE(country.phones.By("0912345678")) << "an assigned prefix";
  EXPECT_FALSE(country.home_papers.ByCertificate("AA0000000"));
}

TEST(IdsTest, ScansGoInOrderFromAnywhere) {
  const Country& town = Town();
  std::vector<std::string> codes;
  town.tax_codes.Scan("", [&](Position person) {
    codes.push_back(town.tax_codes.Of(person));
    return true;
  });
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_GT(codes.size(), 8'000u);
  for (size_t i = 0; i + 1 < codes.size(); i += 701) {
    std::string first;
    town.tax_codes.Scan(codes[i] + "0", [&](Position person) {
      first = town.tax_codes.Of(person);
      return false;
    });
    EXPECT_EQ(first, codes[i + 1]);
  }
}

TEST(OrderedDigitsTest, TheLeastNumberAtOrAboveAText) {
  EXPECT_EQ(LeastAtOrAbove("", 3), 0u);
  EXPECT_EQ(LeastAtOrAbove("012", 3), 12u);
  EXPECT_EQ(LeastAtOrAbove("0120", 3), 13u);
  EXPECT_EQ(LeastAtOrAbove("01", 3), 10u);
  EXPECT_EQ(LeastAtOrAbove("0!2", 3), 0u);
  EXPECT_EQ(LeastAtOrAbove("0x2", 3), 100u);
  EXPECT_EQ(LeastAtOrAbove("999z", 3), 1000u);
}

}  // namespace
}  // namespace lienthong::seeds
