#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

// The Vietnamese of English phrases that stand inside a refusal's sentence. The phrases stay where they are said; their
// Vietnamese is in one place, so that one person can read all of it.
namespace lienthong {

// What is wrong with a field; nothing when the table has no such phrase. Names, numbers and quoted words inside it are
// kept as they are.
absl::optional<std::string> VietnameseProblem(absl::string_view english);

// What is missing, awaited or expected: "dossier" -> "hồ sơ liên thông". Nothing for words that aren't in the table:
// codes and names are the same in every language.
absl::optional<std::string> VietnameseWord(absl::string_view english);

// What INVALID_FIELD says when the table has nothing: still a whole sentence.
inline constexpr char kSomeProblemInVietnamese[] = "giá trị đã gửi không được chấp nhận";

}  // namespace lienthong
