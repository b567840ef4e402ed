#include "deploy/lienthong/agencies.h"

#include <set>

#include "gtest/gtest.h"

namespace lienthong {
namespace {

TEST(AgenciesTest, NamesAreUniqueAndFoundAgain) {
  std::set<std::string> names;
  for (const AgencyKind& kind : AllAgencies()) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_EQ(FindAgency(kind.name), &kind);
    EXPECT_FALSE(kind.title_vi.empty()) << kind.name;
    EXPECT_FALSE(kind.title_en.empty()) << kind.name;
  }
  EXPECT_EQ(FindAgency("gateway"), nullptr) << "the gateway is no agency: it has the first port";
  EXPECT_EQ(FindAgency("nowhere"), nullptr);
}

// Other people's scripts rely on the ports: an agency keeps its place, and new ones come last.
TEST(AgenciesTest, TheOrderOfThePortsStands) {
  const std::vector<std::string> order = {"population",       "civil_registry", "health", "social_insurance",
                                          "tax",              "portal",         "one_stop"};
  ASSERT_GE(AllAgencies().size(), order.size());
  for (size_t i = 0; i < order.size(); ++i) EXPECT_EQ(AllAgencies()[i].name, order[i]) << "at port P+" << i + 1;
}

TEST(AgenciesTest, EachIsMadeWithMethodsOfItsOwn) {
  const auto nation = seeds::Nation::Generate({}).value();
  for (const AgencyKind& kind : AllAgencies()) {
    const auto handlers = kind.MakeHandlers(nation);
    ASSERT_NE(handlers, nullptr) << kind.name;
    bool own = false;
    for (const std::string& method : handlers->methods()) own |= method.rfind("lienthong." + kind.name + ".", 0) == 0;
    EXPECT_TRUE(own) << kind.name;
  }
}

}  // namespace
}  // namespace lienthong
