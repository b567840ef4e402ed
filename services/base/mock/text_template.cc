#include "services/base/mock/text_template.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/calendar/working_calendar.h"
#include "services/base/mock/field_path.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/status.h"
#include "services/base/world/call_context.h"

namespace lienthong::mock {
namespace {

constexpr absl::string_view kOpen = "{{", kClose = "}}";
constexpr char kKnown[] =
    "{{request.PATH}}, {{answer.PATH}} in a patch, {{now + 2 hours}}, {{today - 3 days}}, {{call}}, {{world}}, "
    "{{agency}}, {{caller}}, {{id(PREFIX)}}";
// Further moves leave the years that there are.
constexpr int kMostUnits = 100000;

// "now + 2 hours" taken apart.
struct Moved {
  std::string base;
  int amount = 0;
  std::string unit;
};

bool ReadMoved(absl::string_view expression, Moved* moved) {
  const std::vector<std::string> words = absl::StrSplit(expression, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  if (words.empty()) return false;
  moved->base = words[0];
  if (words.size() == 1) return true;
  if (words.size() != 4 || (words[1] != "+" && words[1] != "-")) return false;
  if (!absl::SimpleAtoi(words[2], &moved->amount) || moved->amount < 0 || moved->amount > kMostUnits) return false;
  if (words[1] == "-") moved->amount = -moved->amount;
  moved->unit = words[3];
  if (!moved->unit.empty() && moved->unit.back() != 's') moved->unit += 's';
  return true;
}

bool IsTimeUnit(const std::string& unit) {
  return unit.empty() || unit == "seconds" || unit == "minutes" || unit == "hours" || unit == "days";
}

bool IsDayUnit(const std::string& unit) {
  return unit.empty() || unit == "days" || unit == "months" || unit == "years" || unit == "working_days";
}

absl::Time MovedTime(absl::Time time, const Moved& moved) {
  if (moved.unit == "seconds") return time + absl::Seconds(moved.amount);
  if (moved.unit == "minutes") return time + absl::Minutes(moved.amount);
  if (moved.unit == "hours") return time + absl::Hours(moved.amount);
  return time + absl::Hours(24) * moved.amount;
}

// A month too short gives its last day.
absl::CivilDay InMonth(absl::CivilMonth month, int day) {
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return day < last.day() ? absl::CivilDay(month.year(), month.month(), day) : last;
}

// Outside the years of the working calendar its days are plain ones.
absl::CivilDay MovedDay(absl::CivilDay day, const Moved& moved) {
  if (moved.unit == "months") return InMonth(absl::CivilMonth(day) + moved.amount, day.day());
  if (moved.unit == "years") return InMonth(absl::CivilMonth(day) + 12 * moved.amount, day.day());
  if (moved.unit == "working_days" && moved.amount > 0) {
    const auto reached = seeds::WorkingCalendar::Default().AddWorkingDays(day, moved.amount);
    if (reached.ok()) return *reached;
  }
  return day + moved.amount;
}

// "id(PREFIX)".
bool ReadId(absl::string_view expression, absl::string_view* prefix) {
  *prefix = expression;
  return absl::ConsumePrefix(prefix, "id(") && absl::ConsumeSuffix(prefix, ")") && !prefix->empty() &&
         prefix->find_first_of("()\"' ") == absl::string_view::npos;
}

Value ValueAt(const Value* root, absl::string_view path) {
  Value nothing;
  nothing.set_null_value(google::protobuf::NULL_VALUE);
  const auto parsed = FieldPath::Parse(path, "");
  if (root == nullptr || !parsed.ok()) return nothing;
  const auto found = parsed->Find(*root);
  return found.empty() ? nothing : *found.front();
}

Value Evaluate(absl::string_view expression, const TemplateScope& scope) {
  absl::string_view rest = expression;
  if (absl::ConsumePrefix(&rest, "request.")) return ValueAt(scope.request, rest);
  if (absl::ConsumePrefix(&rest, "answer.")) return ValueAt(scope.answer, rest);
  if (expression == "call") return NumberValue(static_cast<double>(scope.call));
  if (expression == "world") return TextValue(scope.world);
  if (expression == "agency") return TextValue(scope.agency);
  if (expression == "caller") return TextValue(scope.caller);
  if (ReadId(expression, &rest)) return TextValue(scope.new_id(rest));
  Moved moved;
  ReadMoved(expression, &moved);
  if (moved.base == "now") {
    return TextValue(absl::FormatTime(absl::RFC3339_full, MovedTime(scope.now, moved), HanoiZone()));
  }
  return TextValue(seeds::FormatDate(MovedDay(absl::ToCivilDay(scope.now, HanoiZone()), moved)));
}

absl::Status CheckPath(absl::string_view path, const google::protobuf::Descriptor* type, absl::string_view expression,
                       const std::string& field) {
  if (type == nullptr) return TemplateInvalid(field, expression, kKnown);
  ASSIGN_OR_RETURN(const FieldPath parsed, FieldPath::Parse(path, field));
  return parsed.In(*type, field).status();
}

absl::Status CheckExpression(absl::string_view expression, const TemplateTypes& types, const std::string& field) {
  absl::string_view rest = expression;
  if (absl::ConsumePrefix(&rest, "request.")) return CheckPath(rest, types.request, expression, field);
  if (absl::ConsumePrefix(&rest, "answer.")) return CheckPath(rest, types.answer, expression, field);
  for (const char* name : {"call", "world", "agency", "caller"}) {
    if (expression == name) return absl::OkStatus();
  }
  if (ReadId(expression, &rest)) return absl::OkStatus();
  Moved moved;
  if (ReadMoved(expression, &moved) &&
      ((moved.base == "now" && IsTimeUnit(moved.unit)) || (moved.base == "today" && IsDayUnit(moved.unit)))) {
    return absl::OkStatus();
  }
  return TemplateInvalid(field, expression, kKnown);
}

// The text before the next template, and its expression. False: no template follows. An open one takes all the rest.
bool NextTemplate(absl::string_view* rest, absl::string_view* before, absl::string_view* expression, bool* closed) {
  const size_t open = rest->find(kOpen);
  *before = rest->substr(0, open);
  if (open == absl::string_view::npos) return false;
  rest->remove_prefix(open + kOpen.size());
  const size_t close = rest->find(kClose);
  *closed = close != absl::string_view::npos;
  *expression = absl::StripAsciiWhitespace(rest->substr(0, close));
  rest->remove_prefix(*closed ? close + kClose.size() : rest->size());
  return true;
}

}  // namespace

bool HoldsTemplate(absl::string_view text) { return absl::StrContains(text, kOpen); }

absl::Status CheckTemplates(const std::string& text, const TemplateTypes& types, const std::string& field) {
  absl::string_view rest = text, before, expression;
  bool closed = true;
  while (NextTemplate(&rest, &before, &expression, &closed)) {
    if (!closed) return TemplateInvalid(field, text, kKnown);
    RETURN_IF_ERROR(CheckExpression(expression, types, field));
  }
  return absl::OkStatus();
}

Value FillTemplates(const std::string& text, const TemplateScope& scope) {
  absl::string_view rest = text, before, expression;
  bool closed = true;
  std::string filled;
  while (NextTemplate(&rest, &before, &expression, &closed)) {
    const Value value = Evaluate(expression, scope);
    if (before.empty() && filled.empty() && rest.empty()) return value;
    absl::StrAppend(&filled, before, value.has_null_value() ? "" : TextOf(value));
  }
  return TextValue(absl::StrCat(filled, before));
}

}  // namespace lienthong::mock
