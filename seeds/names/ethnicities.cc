#include "seeds/names/ethnicities.h"

namespace lienthong::seeds {
namespace {

// Census list, and the code of the same group by Decision 121-TCTK/1979. Codes 01..20 of the census list and 04..06 of
// the older one are sourced, the others general knowledge.
constexpr Ethnicity kEthnicities[] = {
    {"01", "Kinh", "01"},
    {"02", "Tày", "02"},
    {"03", "Thái", "03"},
    {"04", "Mường", "06"},
    {"05", "Khmer", "05"},
    {"06", "Hoa", "04"},
    {"07", "Nùng", "07"},
    {"08", "Mông", "08"},
    {"09", "Dao", "09"},
    {"10", "Gia Rai", "10"},
    {"11", "Ê Đê", "12"},
    {"12", "Ba Na", "13"},
    {"13", "Sán Chay", "15"},
    {"14", "Chăm", "17"},
    {"15", "Cơ Ho", "16"},
    {"16", "Xơ Đăng", "14"},
    {"17", "Sán Dìu", "18"},
    {"18", "Hrê", "19"},
    {"19", "Ra Glai", "21"},
    {"20", "Mnông", "20"},
    {"21", "Thổ", "24"},
    {"22", "Xtiêng", "22"},
    {"23", "Khơ Mú", "29"},
    {"24", "Bru-Vân Kiều", "23"},
    {"25", "Cơ Tu", "26"},
    {"26", "Giáy", "25"},
    {"27", "Tà Ôi", "31"},
    {"28", "Mạ", "28"},
    {"29", "Gié-Triêng", "27"},
    {"30", "Co", "30"},
    {"31", "Chơ Ro", "32"},
    {"32", "Xinh Mun", "34"},
    {"33", "Hà Nhì", "35"},
    {"34", "Chu Ru", "36"},
    {"35", "Lào", "37"},
    {"36", "La Chí", "38"},
    {"37", "Kháng", "33"},
    {"38", "Phù Lá", "40"},
    {"39", "La Hủ", "41"},
    {"40", "La Ha", "39"},
    {"41", "Pà Thẻn", "46"},
    {"42", "Lự", "42"},
    {"43", "Ngái", "11"},
    {"44", "Chứt", "44"},
    {"45", "Lô Lô", "43"},
    {"46", "Mảng", "45"},
    {"47", "Cơ Lao", "47"},
    {"48", "Bố Y", "49"},
    {"49", "Cống", "48"},
    {"50", "Si La", "50"},
    {"51", "Pu Péo", "51"},
    {"52", "Rơ Măm", "54"},
    {"53", "Brâu", "52"},
    {"54", "Ơ Đu", "53"},
    {"55", "Người nước ngoài", "55"},
    {"56", "Không xác định", "56"},
};

absl::string_view CodeIn(const Ethnicity& ethnicity, EthnicityList list) {
  return list == EthnicityList::kCensus ? ethnicity.code : ethnicity.decision_121_code;
}

}  // namespace

absl::Span<const Ethnicity> Ethnicities() { return kEthnicities; }

const Ethnicity* FindEthnicity(absl::string_view code, EthnicityList list) {
  for (const Ethnicity& ethnicity : kEthnicities) {
    if (CodeIn(ethnicity, list) == code) return &ethnicity;
  }
  return nullptr;
}

absl::string_view ToCensusCode(absl::string_view code, EthnicityList from) {
  const Ethnicity* ethnicity = FindEthnicity(code, from);
  return ethnicity == nullptr ? absl::string_view() : ethnicity->code;
}

absl::string_view FromCensusCode(absl::string_view census_code, EthnicityList to) {
  const Ethnicity* ethnicity = FindEthnicity(census_code);
  return ethnicity == nullptr ? absl::string_view() : CodeIn(*ethnicity, to);
}

}  // namespace lienthong::seeds
