#include "scenarios/runner/placeholders.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/json_path.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/nation/person_fields.h"
#include "seeds/text/nearest.h"
#include "services/base/status.h"

namespace lienthong::scenarios {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kDepthLimit = 20;

absl::Status Wrong(const std::string& expression, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat("${", expression, "}: ", problem));
}

template <class Map>
std::vector<std::string> NamesOf(const Map& map) {
  std::vector<std::string> names;
  for (const auto& member : map) names.push_back(member.first);
  return names;
}

// Evaluator reads one expression. In a check, values of later are null, and so is whatever is made of them.
class Evaluator {
 public:
  Evaluator(const Scope& scope, bool check, int depth) : scope_(scope), check_(check), depth_(depth) {}

  absl::StatusOr<Json> Evaluate(const std::string& expression) const;
  absl::StatusOr<Json> ExpandText(const std::string& text) const;
  absl::StatusOr<Json> ExpandJson(const Json& json) const;

 private:
  absl::StatusOr<Json> Term(const std::string& term) const;
  absl::StatusOr<Json> Function(const std::string& name, const std::string& argument) const;
  absl::StatusOr<Json> Arithmetic(Json value, const std::vector<std::string>& words) const;
  absl::StatusOr<Json> Reference(const std::string& reference) const;
  absl::StatusOr<Json> Named(const std::string& reference) const;
  absl::StatusOr<Json> Found(const std::string& path) const;
  absl::StatusOr<Json> World(const std::string& name) const;

  const Scope& scope_;
  const bool check_;
  const int depth_;
};

// Splits at spaces outside parentheses.
std::vector<std::string> Words(const std::string& expression) {
  std::vector<std::string> words(1);
  int open = 0;
  for (const char c : expression) {
    open += c == '(' ? 1 : (c == ')' ? -1 : 0);
    if (c != ' ' || open > 0) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

absl::StatusOr<Json> Evaluator::Evaluate(const std::string& expression) const {
  const std::vector<std::string> words = Words(expression);
  if (words.empty() || words.size() % 3 != 1) {
    return Wrong(expression, "write a name, or a day and + 10 days");
  }
  absl::StatusOr<Json> value = Term(words[0]);
  if (value.ok()) value = Arithmetic(*std::move(value), words);
  if (!value.ok()) return Wrong(expression, value.status().message());
  return value;
}

absl::StatusOr<Json> Evaluator::Arithmetic(Json value, const std::vector<std::string>& words) const {
  for (size_t i = 1; i + 2 < words.size(); i += 3) {
    int count = 0;
    if ((words[i] != "+" && words[i] != "-") || !absl::SimpleAtoi(words[i + 1], &count)) {
      return absl::InvalidArgumentError(absl::StrCat("\"", words[i], " ", words[i + 1], "\" is not + or - a number"));
    }
    if (check_ && value.is_null()) value = "2024-08-05";
    ASSIGN_OR_RETURN(const seeds::PartialDate date, DateOf(value));
    if (!date.full()) return absl::InvalidArgumentError("only a full date can be reckoned with");
    ASSIGN_OR_RETURN(const absl::CivilDay day, Shift(date.first_day(), words[i] == "-" ? -count : count, words[i + 2]));
    value = seeds::FormatDate(day);
  }
  return value;
}

absl::StatusOr<Json> Evaluator::Term(const std::string& term) const {
  const size_t open = term.find('(');
  if (open == std::string::npos) return Reference(term);
  if (term.back() != ')') return absl::InvalidArgumentError("a parenthesis is open");
  return Function(term.substr(0, open), term.substr(open + 1, term.size() - open - 2));
}

absl::StatusOr<Json> Evaluator::Function(const std::string& name, const std::string& argument) const {
  if (name != "date" && name != "timestamp") {
    return absl::NotFoundError(absl::StrCat("no function \"", name, "\"; there are date and timestamp"));
  }
  ASSIGN_OR_RETURN(const Json value, Evaluate(argument));
  if (check_ && value.is_null()) return Json();
  ASSIGN_OR_RETURN(const seeds::PartialDate date, DateOf(value));
  if (name == "date") return DateObject(date);
  if (!date.full()) return absl::InvalidArgumentError("only a full date is a time");
  return Rfc3339(absl::FromCivil(date.first_day(), seeds::VietnamTime()));
}

absl::StatusOr<Json> Evaluator::Reference(const std::string& reference) const {
  if (!reference.empty() && absl::ascii_isdigit(reference[0])) return Json(reference);
  const std::pair<std::string, std::string> parts = absl::StrSplit(reference, absl::MaxSplits('.', 1));
  if (parts.first == "world") return World(parts.second);
  if (parts.first == "let" || parts.first == "saved") return Named(reference);
  if (parts.first == "persona") {
    if (scope_.nation == nullptr) return absl::FailedPreconditionError("there is no nation");
    ASSIGN_OR_RETURN(std::string text, scope_.nation->PersonaField(parts.second));
    return Json(std::move(text));
  }
  if (parts.first == "find") return Found(parts.second);
  if (reference == "copy") {
    if (check_) return Json();
    if (scope_.copy < 0) return absl::InvalidArgumentError("only within parallel");
    return Json(scope_.copy);
  }
  return absl::NotFoundError(
      absl::StrCat("nothing is called \"", parts.first, "\"",
                   seeds::DidYouMean(parts.first, {"persona", "find", "let", "saved", "world", "copy"})));
}

// find.NAME.field, or over relatives: find.NAME.spouse.field.
absl::StatusOr<Json> Evaluator::Found(const std::string& path) const {
  const std::pair<std::string, std::string> parts = absl::StrSplit(path, absl::MaxSplits('.', 1));
  const auto found = scope_.find.find(parts.first);
  if (found == scope_.find.end()) {
    return absl::NotFoundError(absl::StrCat("nobody is named \"", parts.first, "\" under find",
                                            seeds::DidYouMean(parts.first, NamesOf(scope_.find))));
  }
  RETURN_IF_ERROR(seeds::CheckPersonField(parts.second));
  if (!found->second) return Json();
  ASSIGN_OR_RETURN(std::string text, seeds::ReadPersonField(*scope_.nation, *found->second, parts.second));
  return Json(std::move(text));
}

absl::StatusOr<Json> Evaluator::World(const std::string& name) const {
  if (name == "name") return Json(scope_.world);
  if (name == "now") return Json(Rfc3339(scope_.now));
  if (name == "today") return Json(seeds::FormatDate(seeds::VietnamDay(scope_.now)));
  return absl::NotFoundError(
      absl::StrCat("the world has no \"", name, "\"", seeds::DidYouMean(name, {"name", "now", "today"})));
}

// let.NAME.path or saved.NAME.path, where NAME ends at the first dot or bracket.
absl::StatusOr<Json> Evaluator::Named(const std::string& reference) const {
  const bool let = absl::StartsWith(reference, "let.");
  const std::string rest = reference.substr(let ? 4 : std::min<size_t>(6, reference.size()));
  const size_t end = rest.find_first_of(".[");
  const std::string name = rest.substr(0, end);
  const auto& values = let ? scope_.let : scope_.saved;
  if (!let && check_) return Json();
  const auto found = values.find(name);
  if (found == values.end()) {
    return absl::NotFoundError(absl::StrCat("nothing is ", let ? "named" : "saved as", " \"", name, "\"",
                                            seeds::DidYouMean(name, NamesOf(values))));
  }
  if (depth_ > kDepthLimit) return absl::InvalidArgumentError("the names refer to each other in a circle");
  Json value = found->second;
  if (let) {
    ASSIGN_OR_RETURN(value, Evaluator(scope_, check_, depth_ + 1).ExpandJson(value));
  } else if (scope_.dossier_now) {
    ASSIGN_OR_RETURN(const Json* dossier, scope_.dossier_now(name));
    if (dossier != nullptr) value = *dossier;
  }
  if (end == std::string::npos) return value;
  ASSIGN_OR_RETURN(Json part, At(value, rest.substr(rest[end] == '.' ? end + 1 : end)));
  if (part.is_null() && !check_) return absl::NotFoundError(absl::StrCat("\"", name, "\" has nothing there"));
  return part;
}

// Literal text, and at odd positions expressions.
absl::StatusOr<std::vector<std::string>> Split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (size_t i = 0; i < text.size();) {
    if (text.compare(i, 3, "$${") == 0) {
      parts.back() += "${";
      i += 3;
    } else if (text.compare(i, 2, "${") == 0) {
      const size_t end = text.find('}', i);
      if (end == std::string::npos) return Wrong(text.substr(i + 2), "the brace is not closed");
      parts.push_back(text.substr(i + 2, end - i - 2));
      parts.emplace_back();
      i = end + 1;
    } else {
      parts.back() += text[i++];
    }
  }
  return parts;
}

absl::StatusOr<Json> Evaluator::ExpandText(const std::string& text) const {
  if (text.find("${") == std::string::npos) return Json(text);
  ASSIGN_OR_RETURN(const std::vector<std::string> parts, Split(text));
  if (parts.size() == 3 && parts[0].empty() && parts[2].empty()) return Evaluate(parts[1]);
  std::string expanded;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i % 2 == 0) {
      expanded += parts[i];
      continue;
    }
    ASSIGN_OR_RETURN(const Json value, Evaluate(parts[i]));
    if (value.is_structured()) return Wrong(parts[i], "this value is no text; let it stand alone");
    expanded += value.is_string() ? value.get<std::string>() : Text(value);
  }
  return Json(expanded);
}

absl::StatusOr<Json> Evaluator::ExpandJson(const Json& json) const {
  if (json.is_string()) return ExpandText(json.get<std::string>());
  if (!json.is_structured()) return json;
  Json expanded = json.is_array() ? Json::array() : Json::object();
  for (const auto& member : json.items()) {
    ASSIGN_OR_RETURN(Json value, ExpandJson(member.value()));
    if (json.is_array()) {
      expanded.push_back(std::move(value));
    } else {
      expanded[member.key()] = std::move(value);
    }
  }
  return expanded;
}

absl::Status ExpandInto(const std::string& text, const Scope& scope, std::string& to) {
  ASSIGN_OR_RETURN(const Json value, Expand(text, scope));
  if (value.is_structured()) return absl::InvalidArgumentError(absl::StrCat(text, " is no text"));
  to = value.is_string() ? value.get<std::string>() : Text(value);
  return absl::OkStatus();
}

absl::Status ExpandTexts(Message& message, const FieldDescriptor& field, const Scope& scope) {
  const Reflection& reflection = *message.GetReflection();
  std::string text;
  if (!field.is_repeated()) {
    RETURN_IF_ERROR(ExpandInto(reflection.GetString(message, &field), scope, text));
    if (reflection.HasField(message, &field)) reflection.SetString(&message, &field, text);
    return absl::OkStatus();
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    RETURN_IF_ERROR(ExpandInto(reflection.GetRepeatedString(message, &field, i), scope, text));
    reflection.SetRepeatedString(&message, &field, i, text);
  }
  return absl::OkStatus();
}

absl::Status ExpandMessages(Message& message, const FieldDescriptor& field, const Scope& scope) {
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) return Expand(*reflection.MutableMessage(&message, &field), scope);
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    RETURN_IF_ERROR(Expand(*reflection.MutableRepeatedMessage(&message, &field, i), scope));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Json> Expand(const std::string& text, const Scope& scope) {
  return Evaluator(scope, /*check=*/false, 0).ExpandText(text);
}

absl::StatusOr<Json> Expand(const Json& json, const Scope& scope) {
  return Evaluator(scope, /*check=*/false, 0).ExpandJson(json);
}

absl::Status Expand(Message& message, const Scope& scope) {
  if (auto* object = dynamic_cast<google::protobuf::Struct*>(&message)) {
    ASSIGN_OR_RETURN(const Json json, Expand(ToJson(*object), scope));
    *object = ToValue(json).struct_value();
    return absl::OkStatus();
  }
  if (auto* value = dynamic_cast<google::protobuf::Value*>(&message)) {
    ASSIGN_OR_RETURN(const Json json, Expand(ToJson(*value), scope));
    *value = ToValue(json);
    return absl::OkStatus();
  }
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->type() == FieldDescriptor::TYPE_STRING) RETURN_IF_ERROR(ExpandTexts(message, *field, scope));
    if (field->message_type() != nullptr) RETURN_IF_ERROR(ExpandMessages(message, *field, scope));
  }
  return absl::OkStatus();
}

absl::Status CheckPlaceholders(const std::string& text, const Scope& scope) {
  return Evaluator(scope, /*check=*/true, 0).ExpandText(text).status();
}

}  // namespace lienthong::scenarios
