#include "seeds/names/name_pools.h"

#include "absl/strings/numbers.h"
#include "seeds/names/name_catalog.h"

namespace lienthong::seeds {
namespace {

constexpr absl::string_view kFirstSouthernProvince = "46";

int CodeOf(absl::string_view ethnicity) {
  int code = 0;
  return absl::SimpleAtoi(ethnicity, &code) ? code : 1;
}

}  // namespace

bool IsSouthern(absl::string_view province_code) { return province_code >= kFirstSouthernProvince; }

std::string DrawFamilyName(const NameQuery& query, uint64_t draw) {
  const NameCatalog& catalog = NameCatalog::Default();
  return catalog.families()[catalog.DrawFamily(CodeOf(query.ethnicity_code), IsSouthern(query.province_code), draw)]
      .text;
}

std::string DrawFullName(const NameQuery& query, uint64_t draw, uint64_t household_draw, int place) {
  const std::string family = query.family.empty() ? DrawFamilyName(query, draw) : std::string(query.family);
  const bool woman = query.sex != Sex::kMale;
  const NameTail tail = NameCatalog::Default().DrawTail({CodeOf(query.ethnicity_code), woman, query.birth_year}, draw,
                                                        household_draw, place);
  return NameCatalog::Compose(family, tail, woman);
}

}  // namespace lienthong::seeds
