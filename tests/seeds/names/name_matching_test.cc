#include "seeds/names/name_matching.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace lienthong::seeds {
namespace {

// The decomposed form of a text.
std::string Nfd(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  std::string result;
  icu::Normalizer2::getNFDInstance(error)->normalize(icu::UnicodeString::fromUTF8(text), error).toUTF8String(result);
  return result;
}

std::string Normal(absl::string_view name) { return NormalizeName(name).value_or("malformed"); }
std::string Key(absl::string_view name) { return MatchKey(name).value_or("malformed"); }
bool Same(absl::string_view a, absl::string_view b) { return SameName(a, b).value(); }

TEST(NormalizeNameTest, TidyNameStaysAsItIs) {
  EXPECT_EQ(Normal("NGUYỄN VĂN MẪU MỘT"), "NGUYỄN VĂN MẪU MỘT");
  EXPECT_EQ(Normal("H'BIA NIÊ"), "H'BIA NIÊ");
  EXPECT_EQ(Normal(""), "");
}

TEST(NormalizeNameTest, CaseSpacesAndDecompositionVanish) {
  EXPECT_EQ(Normal("  nguyễn \t văn\u00a0mẫu  một "), "NGUYỄN VĂN MẪU MỘT");
  EXPECT_EQ(Normal(Nfd("Nguyễn Văn Mẫu Một")), "NGUYỄN VĂN MẪU MỘT");
  EXPECT_EQ(Normal(Nfd("ĐẶNG THỊ THƯỜNG")), "ĐẶNG THỊ THƯỜNG");
  EXPECT_EQ(Normal("Nguyễn\u200bVăn"), "NGUYỄNVĂN") << "an invisible character is none";
}

TEST(NormalizeNameTest, MarksInAnyOrderCompose) {
  // O + dot below + circumflex, and O + circumflex + dot below.
  EXPECT_EQ(Normal("MO\u0323\u0302T"), "MỘT");
  EXPECT_EQ(Normal("MO\u0302\u0323T"), "MỘT");
}

TEST(NormalizeNameTest, NewTonePlacementBecomesTheOlder) {
  EXPECT_EQ(Normal("HOÀ"), "HÒA");
  EXPECT_EQ(Normal("HÒA"), "HÒA");
  EXPECT_EQ(Normal("thuỷ"), "THỦY");
  EXPECT_EQ(Normal("KHOẺ"), "KHỎE");
  EXPECT_EQ(Normal("HOÀ BÌNH THUỶ"), "HÒA BÌNH THỦY");
  EXPECT_EQ(Normal(Nfd("Hoà")), "HÒA");
}

TEST(NormalizeNameTest, ToneBeforeAnotherLetterBelongsToTheSecondVowel) {
  EXPECT_EQ(Normal("HOÀNG"), "HOÀNG");
  EXPECT_EQ(Normal("HÒANG"), "HOÀNG");
  EXPECT_EQ(Normal("TÓAN"), "TOÁN");
  EXPECT_EQ(Normal("HÙYNH"), "HUỲNH");
  EXPECT_EQ(Normal("HOÀI"), "HOÀI");
}

TEST(NormalizeNameTest, QuIsAConsonant) {
  EXPECT_EQ(Normal("QUÝ"), "QUÝ");
  EXPECT_EQ(Normal("QUỲNH"), "QUỲNH");
}

TEST(NormalizeNameTest, LookAlikesAreReplaced) {
  EXPECT_EQ(Normal("\u00d0ỗ"), "ĐỖ") << "Eth for Đ";
  EXPECT_EQ(Normal("H\u2019Bia Niê"), "H'BIA NIÊ");
}

TEST(NormalizeNameTest, IsIdempotent) {
  for (const char* name : {"hoà", "Thuý Kiều", "H’Bia  Niê", "ÐẶNG", "straße", "Ǆ", "123", "-"}) {
    EXPECT_EQ(Normal(Normal(name)), Normal(name)) << name;
  }
}

TEST(NormalizeNameTest, MalformedUtf8IsRefused) {
  for (const char* bad : {"\xff", "NGUY\xe1\xbb", "\xc0\x80", "\xed\xa0\x80"}) {
    EXPECT_EQ(NormalizeName(bad).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(MatchKey(bad).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_FALSE(SameName(bad, "A").ok());
    EXPECT_FALSE(SameName("A", bad).ok());
    EXPECT_FALSE(IsVietnameseName(bad).ok());
    EXPECT_FALSE(FamilyName(bad).ok());
    EXPECT_FALSE(InitialsMatch(bad, bad).ok());
  }
}

TEST(MatchKeyTest, EveryVietnameseLetterLosesItsMarks) {
  EXPECT_EQ(Key("ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ"), "AAAAAAAAAAAAAAAAA");
  EXPECT_EQ(Key("ÈÉẺẼẸÊỀẾỂỄỆ"), "EEEEEEEEEEE");
  EXPECT_EQ(Key("ÌÍỈĨỊ"), "IIIII");
  EXPECT_EQ(Key("ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ"), "OOOOOOOOOOOOOOOOO");
  EXPECT_EQ(Key("ÙÚỦŨỤƯỪỨỬỮỰ"), "UUUUUUUUUUU");
  EXPECT_EQ(Key("ỲÝỶỸỴ"), "YYYYY");
  EXPECT_EQ(Key("đĐ"), "DD");
  EXPECT_EQ(Key("ĬŎŬČÑ"), "IOUCN");
  EXPECT_EQ(Key("Å"), "A") << "letters from elsewhere are decomposed";
}

TEST(MatchTest, SameNameIgnoresWritingOnly) {
  EXPECT_TRUE(Same("nguyễn văn hoà", "NGUYỄN  VĂN HÒA"));
  EXPECT_TRUE(Same(Nfd("Trần Thị Thuỷ"), "TRẦN THỊ THỦY"));
  EXPECT_FALSE(Same("NGUYỄN VĂN HÒA", "NGUYỄN VĂN HÓA"));
  EXPECT_FALSE(Same("NGUYỄN VĂN HÒA", "NGUYEN VAN HOA"));
  EXPECT_FALSE(Same("ĐỖ", "DỖ"));
}

TEST(MatchTest, SimilarNameIgnoresAccents) {
  EXPECT_TRUE(SimilarName("NGUYỄN VĂN HÒA", "nguyen van hoa").value());
  EXPECT_TRUE(SimilarName("Đỗ", "DO").value());
  EXPECT_FALSE(SimilarName("NGUYỄN VĂN HÒA", "NGUYEN VAN HO").value());
}

TEST(MatchTest, InitialsNeedTheSameNumberOfWords) {
  EXPECT_TRUE(InitialsMatch("NGUYỄN VĂN ĐỨC", "NGÔ VIỆT DŨNG").value());
  EXPECT_FALSE(InitialsMatch("NGUYỄN VĂN ĐỨC", "NGÔ VIỆT").value());
  EXPECT_FALSE(InitialsMatch("NGUYỄN VĂN ĐỨC", "TRẦN VĂN ĐỨC").value());
}

TEST(VietnameseNameTest, AlphabetAndMinorityNamesAreAccepted) {
  for (const char* name : {"NGUYỄN VĂN MẪU", "H'Bia Niê", "Y Khiêm Êban", "K'Brông Mẫu", "Giàng A Thử", "Thạch Sơn",
                           "Rcom Jét", "Tôn-Nữ Thị Mẫu", "Kpă Wĭ"}) {
    EXPECT_TRUE(IsVietnameseName(name).value()) << name;
  }
}

TEST(VietnameseNameTest, DigitsSignsAndForeignLettersAreNot) {
  for (const char* name : {"", "MẪU", "NGUYỄN VĂN 2", "NGUYỄN V. MẪU", "NGUYỄN VĂN MẪU!", "'NGUYỄN VĂN", "NGUYỄN VĂN-",
                           "H' BIA", "NGUYỄN Æ", "김 민준", "NGUYỄN_VĂN", "ÅSA MẪU", "NGUYỄN VĂN\x01"}) {
    EXPECT_FALSE(IsVietnameseName(name).value()) << name;
  }
}

TEST(FamilyNameTest, FirstWordOrTheClanAtTheEnd) {
  EXPECT_EQ(FamilyName("nguyễn văn mẫu").value(), "NGUYỄN");
  EXPECT_EQ(FamilyName("H'Bia Niê").value(), "NIÊ");
  EXPECT_EQ(FamilyName("Y Khiêm Êban").value(), "ÊBAN");
  EXPECT_EQ(FamilyName("Mẫu").value(), "MẪU");
  EXPECT_EQ(FamilyName("").value(), "");
}

}  // namespace
}  // namespace lienthong::seeds
