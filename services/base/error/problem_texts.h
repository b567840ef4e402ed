#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

// The Vietnamese of English phrases that stand inside a refusal's sentence: what is wrong with a field, what an HTTP
// header should hold, what kind of record is missing. The phrases stay where they are said; the tables are beside each
// other here, so that one person can read all of a language.
namespace lienthong {

// Nothing when the table has no such phrase. Names, numbers and quoted words inside it are kept as they are.
absl::optional<std::string> VietnameseProblem(absl::string_view english);

// "dossier" -> "hồ sơ liên thông".
absl::optional<std::string> VietnameseRecordType(absl::string_view english);

// What INVALID_FIELD says when the table has nothing: still a whole sentence.
inline constexpr char kSomeProblemInVietnamese[] = "giá trị đã gửi không được chấp nhận";

}  // namespace lienthong
