#pragma once

#include <cctype>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

// Calls in C++ text, well enough for rules about their arguments.
namespace lienthong::architecture {

// One past the literal that begins at `at`, which holds a quote.
inline size_t EndOfLiteral(const std::string& text, size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

// The arguments of the call whose parenthesis opens at `open`, trimmed.
inline std::vector<std::string> ArgumentsAt(const std::string& text, size_t open) {
  std::vector<std::string> arguments;
  int depth = 0;
  size_t begin = open + 1;
  for (size_t at = open; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = EndOfLiteral(text, at);
      continue;
    }
    if (c == '(' || c == '{' || c == '[') ++depth;
    if (c == ')' || c == '}' || c == ']') --depth;
    if ((c == ',' && depth == 1) || depth == 0) {
      arguments.emplace_back(absl::StripAsciiWhitespace(text.substr(begin, at - begin)));
      begin = at + 1;
    }
    if (depth == 0) return arguments;
    ++at;
  }
  return {};
}

// The argument lists of all calls of `function` in the text; its declarations look like calls.
inline std::vector<std::vector<std::string>> CallsOf(const std::string& function, const std::string& text) {
  std::vector<std::vector<std::string>> calls;
  for (size_t at = text.find(function + "("); at != std::string::npos; at = text.find(function + "(", at + 1)) {
    const bool whole_word =
        at == 0 || (std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0 && text[at - 1] != '_');
    if (whole_word) calls.push_back(ArgumentsAt(text, at + function.size()));
  }
  return calls;
}

// What a literal says, adjacent ones joined; empty when `expression` is anything else.
inline std::string Said(const std::string& expression) {
  std::string said;
  for (size_t at = 0; at < expression.size();) {
    if (std::isspace(static_cast<unsigned char>(expression[at])) != 0) {
      ++at;
      continue;
    }
    if (expression[at] != '"') return "";
    const size_t end = EndOfLiteral(expression, at);
    for (size_t i = at + 1; i + 1 < end; ++i) {
      if (expression[i] == '\\') ++i;
      said += expression[i];
    }
    at = end;
  }
  return said;
}

// What a literal or a StrCat of literals and other things says, with 7 for the other things; empty for what is neither.
inline std::string SampleOf(const std::string& expression) {
  constexpr char kStrCat[] = "absl::StrCat(";
  if (!absl::StartsWith(expression, kStrCat)) return Said(expression);
  std::string sample;
  for (const std::string& piece : ArgumentsAt(expression, sizeof(kStrCat) - 2)) {
    const std::string said = Said(piece);
    sample += said.empty() ? "7" : said;
  }
  return sample;
}

}  // namespace lienthong::architecture
