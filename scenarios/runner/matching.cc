#include "scenarios/runner/matching.h"

#include <optional>
#include <regex>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "scenarios/runner/json_path.h"
#include "seeds/text/nearest.h"
#include "services/base/status.h"

namespace lienthong::scenarios {
namespace {

const std::vector<std::string>& Operators() {
  static const auto* names = new std::vector<std::string>{
      "$regex", "$present", "$absent", "$contains", "$one_of", "$gt", "$gte", "$lt", "$lte", "$length", "$not"};
  return *names;
}

bool IsOperators(const Json& json) {
  if (!json.is_object() || json.empty()) return false;
  return json.begin().key().rfind('$', 0) == 0;  // members are sorted, and '$' comes before letters
}

std::optional<double> NumberOf(const Json& json) {
  if (json.is_number()) return json.get<double>();
  double number = 0;
  if (json.is_string() && absl::SimpleAtod(json.get<std::string>(), &number)) return number;
  return std::nullopt;
}

bool IsAbsent(const Json& json) {
  if (json.is_null()) return true;
  if (json.is_number()) return json == 0;
  if (json.is_string()) {
    const std::string text = json.get<std::string>();
    return text.empty() || text == "0" || absl::EndsWith(text, "_UNSPECIFIED");
  }
  return (json.is_array() || json.is_object()) && json.empty();
}

// A number equals its text: 64-bit numbers are texts in JSON of proto3.
bool ScalarsEqual(const Json& expected, const Json& actual) {
  if (expected.is_null()) return actual.is_null();
  if (expected.is_number() && actual.is_string()) return NumberOf(actual) == NumberOf(expected);
  if (expected.is_string() && actual.is_number()) return Text(actual) == expected.get<std::string>();
  return expected == actual;
}

// Less, equal or greater as a negative number, 0, a positive one; nothing when the two can't be compared.
std::optional<int> Order(const Json& actual, const Json& bound) {
  const auto a = NumberOf(actual), b = NumberOf(bound);
  if (a && b) return *a < *b ? -1 : (*a > *b ? 1 : 0);
  if (!actual.is_string() || !bound.is_string()) return std::nullopt;
  return actual.get<std::string>().compare(bound.get<std::string>());
}

bool OrderHolds(const std::string& name, const Json& argument, const Json& actual) {
  const std::optional<int> order = Order(actual, argument);
  if (!order) return false;
  if (name == "$gt") return *order > 0;
  if (name == "$gte") return *order >= 0;
  if (name == "$lt") return *order < 0;
  return *order <= 0;
}

size_t Characters(const std::string& text) {
  size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

bool LengthHolds(const Json& argument, const Json& actual) {
  const size_t length = actual.is_string()  ? Characters(actual.get<std::string>())
                        : actual.is_array() ? actual.size()
                                            : 0;
  return argument == length;
}

bool ContainsHolds(const Json& argument, const Json& actual) {
  if (actual.is_string() && argument.is_string()) {
    return absl::StrContains(actual.get<std::string>(), argument.get<std::string>());
  }
  if (!actual.is_array()) return false;
  for (const Json& element : actual) {
    if (Compare(argument, element).empty()) return true;
  }
  return false;
}

bool RegexHolds(const Json& argument, const Json& actual) {
  const std::string text = actual.is_string() ? actual.get<std::string>() : Text(actual);
  try {
    return std::regex_search(text, std::regex(argument.get<std::string>()));
  } catch (const std::regex_error&) {
    return false;  // CheckExpected has refused what can't be read; what is left is too complex for this text
  }
}

bool Holds(const std::string& name, const Json& argument, const Json& actual) {
  if (name == "$present") return argument == !IsAbsent(actual);
  if (name == "$absent") return argument == IsAbsent(actual);
  if (name == "$not") return !Compare(argument, actual).empty();
  if (name == "$contains") return ContainsHolds(argument, actual);
  if (name == "$length") return LengthHolds(argument, actual);
  if (name == "$regex") return RegexHolds(argument, actual);
  if (name == "$one_of") {
    for (const Json& choice : argument) {
      if (Compare(choice, actual).empty()) return true;
    }
    return false;
  }
  return OrderHolds(name, argument, actual);
}

std::string Join(const std::string& path, const std::string& name) {
  return path.empty() ? name : absl::StrCat(path, ".", name);
}

void Append(std::vector<Difference> from, std::vector<Difference>& to) {
  for (Difference& difference : from) to.push_back(std::move(difference));
}

std::vector<Difference> CompareObjects(const Json& expected, const Json& actual, const std::string& path) {
  std::vector<Difference> differences;
  for (const auto& member : expected.items()) {
    const auto found = actual.find(member.key());
    Append(Compare(member.value(), found == actual.end() ? Json() : *found, Join(path, member.key())), differences);
  }
  return differences;
}

std::vector<Difference> CompareArrays(const Json& expected, const Json& actual, const std::string& path) {
  if (expected.size() != actual.size()) return {{path, "", Brief(expected), Brief(actual)}};
  std::vector<Difference> differences;
  for (size_t i = 0; i < expected.size(); ++i) {
    Append(Compare(expected[i], actual[i], absl::StrCat(path, "[", i, "]")), differences);
  }
  return differences;
}

absl::Status CheckRegex(const Json& argument) {
  if (!argument.is_string()) return absl::InvalidArgumentError("$regex wants a text");
  try {
    const std::regex expression(argument.get<std::string>());
  } catch (const std::regex_error& error) {
    return absl::InvalidArgumentError(absl::StrCat("$regex: ", error.what()));
  }
  return absl::OkStatus();
}

absl::Status CheckOperator(const std::string& name, const Json& argument) {
  if (name == "$regex") return CheckRegex(argument);
  if (name == "$present" || name == "$absent") {
    return argument.is_boolean() ? absl::OkStatus() : absl::InvalidArgumentError(name + " wants true or false");
  }
  if (name == "$one_of" && !argument.is_array()) return absl::InvalidArgumentError("$one_of wants a list");
  if (name == "$length" && !argument.is_number_integer()) return absl::InvalidArgumentError("$length wants a number");
  if (name == "$not" || name == "$contains" || name == "$one_of") return CheckExpected(argument);
  for (const std::string& known : Operators()) {
    if (known == name) return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unknown operator \"", name, "\"", seeds::DidYouMean(name, Operators())));
}

}  // namespace

std::string ToText(const Difference& difference) {
  return absl::StrCat(difference.path, difference.path.empty() ? "" : ": ", "expected ", difference.expected, ", got ",
                      difference.actual);
}

std::vector<Difference> Compare(const Json& expected, const Json& actual, const std::string& path) {
  if (IsOperators(expected)) {
    std::vector<Difference> differences;
    for (const auto& member : expected.items()) {
      if (Holds(member.key(), member.value(), actual)) continue;
      differences.push_back({path, "", absl::StrCat(member.key(), " ", Brief(member.value())), Brief(actual)});
    }
    return differences;
  }
  if (expected.is_object() && actual.is_object()) return CompareObjects(expected, actual, path);
  if (expected.is_array() && actual.is_array()) return CompareArrays(expected, actual, path);
  if (ScalarsEqual(expected, actual)) return {};
  return {{path, "", Brief(expected), actual.is_null() ? "nothing" : Brief(actual)}};
}

std::vector<Difference> Match(const Json& expected, const Json& actual) {
  std::vector<Difference> differences;
  for (const auto& member : expected.items()) {
    const absl::StatusOr<Json> found = At(actual, member.key());
    std::vector<Difference> here;
    if (found.ok()) here = Compare(member.value(), *found, member.key());
    if (!found.ok()) here.push_back({member.key(), "", "a path", std::string(found.status().message())});
    for (Difference& difference : here) difference.key = member.key();
    Append(std::move(here), differences);
  }
  return differences;
}

absl::Status CheckExpected(const Json& expected) {
  if (expected.is_array()) {
    for (const Json& element : expected) RETURN_IF_ERROR(CheckExpected(element));
  }
  if (!expected.is_object()) return absl::OkStatus();
  const bool operators = IsOperators(expected);
  for (const auto& member : expected.items()) {
    RETURN_IF_ERROR(operators ? CheckOperator(member.key(), member.value()) : CheckExpected(member.value()));
  }
  return absl::OkStatus();
}

}  // namespace lienthong::scenarios
