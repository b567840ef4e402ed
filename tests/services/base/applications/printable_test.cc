#include "services/base/applications/printable.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lienthong::applications {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Document Page(const std::string& html) {
  v1::Document document;
  document.mutable_title()->set_vi("Giấy <thử>");
  document.set_html(html);
  return document;
}

TEST(TableRowTest, SaysWhatInBothLanguagesAndTheValueAsText) {
  EXPECT_EQ(TableRow("Họ và tên", "Full name", "A < B"),
            "<tr><th>Họ và tên / Full name</th><td>A &lt; B</td></tr>\n");
  EXPECT_EQ(TableRow("Quốc tịch", "Nationality", ""), "<tr><th>Quốc tịch / Nationality</th><td>-</td></tr>\n");
}

TEST(PrintableTest, EveryPageSaysThatItIsSynthetic) {
  v1::Document document = Page("<p>body</p>");
  MarkSynthetic(document, false);
  EXPECT_THAT(document.html(), HasSubstr("SYNTHETIC"));
  EXPECT_THAT(document.html(), HasSubstr("KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"));
  EXPECT_THAT(document.html(), HasSubstr("<p>body</p>"));
  EXPECT_THAT(document.html(), HasSubstr("Giấy &lt;thử&gt;"));
  EXPECT_THAT(document.html(), Not(HasSubstr("<thử>")));
}

TEST(PrintableTest, AMarkedPageIsLeftAsItIs) {
  v1::Document document = Page(PrintablePage(Page("").title(), "<p>body</p>", false));
  const std::string before = document.html();
  MarkSynthetic(document, false);
  EXPECT_EQ(document.html(), before);
}

TEST(PrintableTest, NoPageStaysNone) {
  v1::Document document = Page("");
  MarkSynthetic(document, false);
  EXPECT_TRUE(document.html().empty());
}

TEST(PrintableTest, RealisticNumbersAddAWarning) {
  EXPECT_THAT(PrintablePage({}, "", true), HasSubstr("may belong to living people"));
  EXPECT_THAT(PrintablePage({}, "", false), Not(HasSubstr("may belong to living people")));
}

TEST(PrintableTest, EscapesWhatHtmlWouldRead) {
  EXPECT_EQ(EscapeHtml("<a href='&\">"), "&lt;a href=&#39;&amp;&quot;&gt;");
}

}  // namespace
}  // namespace lienthong::applications
