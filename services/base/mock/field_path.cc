#include "services/base/mock/field_path.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/mock/rule_errors.h"

namespace lienthong::mock {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

bool IsNameCharacter(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '@'; }

// The name that begins `rest`, taken off it; empty when there is none.
std::string TakeName(absl::string_view* rest) {
  size_t size = 0;
  while (size < rest->size() && IsNameCharacter((*rest)[size])) ++size;
  std::string name(rest->substr(0, size));
  rest->remove_prefix(size);
  return name;
}

// What stands between brackets, taken off with them.
bool TakeBracket(absl::string_view* rest, std::string* inside, bool* quoted) {
  rest->remove_prefix(1);
  *quoted = !rest->empty() && (*rest)[0] == '"';
  const absl::string_view end = *quoted ? "\"]" : "]";
  if (*quoted) rest->remove_prefix(1);
  const size_t size = rest->find(end);
  if (size == absl::string_view::npos) return false;
  *inside = std::string(rest->substr(0, size));
  rest->remove_prefix(size + end.size());
  return *quoted || !inside->empty();
}

bool IsFree(const Descriptor& type) {
  return type.full_name() == "google.protobuf.Struct" || type.full_name() == "google.protobuf.Value" ||
         type.full_name() == "google.protobuf.ListValue" || type.full_name() == "google.protobuf.Any";
}

}  // namespace

absl::StatusOr<FieldPath> FieldPath::Parse(absl::string_view text, absl::string_view field) {
  FieldPath path;
  path.text_ = std::string(text);
  const absl::Status malformed = InvalidField(field, "write a path such as person.full_name or items[*].code");
  absl::string_view rest = text;
  while (!rest.empty()) {
    Step step;
    if (rest[0] == '[') {
      bool quoted = false;
      if (path.steps_.empty() || !TakeBracket(&rest, &step.name, &quoted)) return malformed;
      if (!quoted) {
        step.pick = step.name == "*" ? Pick::kEvery : Pick::kIndex;
        if (step.pick == Pick::kIndex && (!absl::SimpleAtoi(step.name, &step.index) || step.index < 0)) {
          return malformed;
        }
      }
    } else {
      if (!path.steps_.empty()) {
        if (rest[0] != '.') return malformed;
        rest.remove_prefix(1);
      }
      step.name = TakeName(&rest);
      if (step.name.empty()) return malformed;
    }
    path.steps_.push_back(std::move(step));
  }
  if (path.steps_.empty()) return malformed;
  return path;
}

absl::StatusOr<FieldPath::End> FieldPath::In(const Descriptor& type, absl::string_view field) const {
  const Descriptor* message = &type;
  End end;
  std::string so_far;
  for (const Step& step : steps_) {
    // After a repeated field an index, or in a map a key.
    const bool list = end.field != nullptr && end.field->is_repeated() && !end.element;
    if (list && end.field->is_map() && step.pick != Pick::kIndex) {
      end.field = end.field->message_type()->map_value();
      message = end.field->message_type();
      continue;
    }
    if (list && step.pick == Pick::kField) {
      return InvalidField(field, absl::StrCat("write ", so_far, "[*] or ", so_far, "[0]: it is a list"));
    }
    if (!list && step.pick != Pick::kField) {
      return InvalidField(field, absl::StrCat("write ", so_far, " without [ ]: it is no list"));
    }
    if (list) {
      end.element = true;
      continue;
    }
    if (message == nullptr) return FieldUnknown(field, step.name, so_far, "(none)");
    if (IsFree(*message)) return End{};
    const FieldDescriptor* next = message->FindFieldByName(step.name);
    absl::StrAppend(&so_far, so_far.empty() ? "" : ".", step.name);
    if (next == nullptr) return FieldUnknown(field, so_far, message->full_name(), NearestField(*message, step.name));
    end = {next, false};
    message = next->message_type();
  }
  return end;
}

std::vector<const Value*> FieldPath::Find(const Value& message) const {
  std::vector<const Value*> found = {&message};
  for (const Step& step : steps_) {
    std::vector<const Value*> next;
    for (const Value* value : found) {
      if (step.pick == Pick::kField) {
        const auto& members = value->struct_value().fields();
        if (const auto member = members.find(step.name); member != members.end()) next.push_back(&member->second);
      } else if (step.pick == Pick::kEvery) {
        for (const Value& item : value->list_value().values()) next.push_back(&item);
        for (const auto& [key, member] : value->struct_value().fields()) next.push_back(&member);
      } else if (step.index < value->list_value().values_size()) {
        next.push_back(&value->list_value().values(step.index));
      }
    }
    found = std::move(next);
  }
  return found;
}

}  // namespace lienthong::mock
