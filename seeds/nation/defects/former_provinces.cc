#include "seeds/nation/defects/former_provinces.h"

#include <algorithm>
#include <iterator>

namespace lienthong::seeds {
namespace {

struct Former {
  absl::string_view code;
  absl::string_view name;
};

// In order of code.
constexpr Former kFormer[] = {
    {"02", "tỉnh Hà Tuyên"},
    {"06", "tỉnh Bắc Thái"},
    {"08", "tỉnh Hà Tuyên"},
    {"10", "tỉnh Hoàng Liên Sơn"},
    {"11", "tỉnh Lai Châu"},
    {"15", "tỉnh Hoàng Liên Sơn"},
    {"17", "tỉnh Hà Sơn Bình"},
    {"19", "tỉnh Bắc Thái"},
    {"24", "tỉnh Hà Bắc"},
    {"25", "tỉnh Vĩnh Phú"},
    {"26", "tỉnh Vĩnh Phú"},
    {"27", "tỉnh Hà Bắc"},
    {"30", "tỉnh Hải Hưng"},
    {"33", "tỉnh Hải Hưng"},
    {"35", "tỉnh Nam Hà"},
    {"36", "tỉnh Nam Hà"},
    {"37", "tỉnh Hà Nam Ninh"},
    {"40", "tỉnh Nghệ Tĩnh"},
    {"42", "tỉnh Nghệ Tĩnh"},
    {"44", "tỉnh Bình Trị Thiên"},
    {"45", "tỉnh Bình Trị Thiên"},
    {"46", "tỉnh Bình Trị Thiên"},
    {"48", "tỉnh Quảng Nam - Đà Nẵng"},
    {"49", "tỉnh Quảng Nam - Đà Nẵng"},
    {"51", "tỉnh Nghĩa Bình"},
    {"52", "tỉnh Nghĩa Bình"},
    {"54", "tỉnh Phú Khánh"},
    {"56", "tỉnh Phú Khánh"},
    {"58", "tỉnh Thuận Hải"},
    {"60", "tỉnh Thuận Hải"},
    {"62", "tỉnh Gia Lai - Kon Tum"},
    {"64", "tỉnh Gia Lai - Kon Tum"},
    {"67", "tỉnh Đắk Lắk"},
    {"70", "tỉnh Sông Bé"},
    {"74", "tỉnh Sông Bé"},
    {"84", "tỉnh Cửu Long"},
    {"86", "tỉnh Cửu Long"},
    {"92", "tỉnh Cần Thơ"},
    {"93", "tỉnh Cần Thơ"},
    {"94", "tỉnh Hậu Giang"},
    {"95", "tỉnh Minh Hải"},
    {"96", "tỉnh Minh Hải"},
};

}  // namespace

absl::string_view FormerProvince(absl::string_view province_code) {
  const auto found = std::lower_bound(std::begin(kFormer), std::end(kFormer), province_code,
                                      [](const Former& former, absl::string_view code) { return former.code < code; });
  return found != std::end(kFormer) && found->code == province_code ? found->name : "";
}

}  // namespace lienthong::seeds
