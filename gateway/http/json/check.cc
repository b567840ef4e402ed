#include "gateway/http/json/check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gateway/http/errors.h"
#include "gateway/http/json/check_frame.h"
#include "gateway/http/json/scalar_form.h"
#include "gateway/http/json/well_known.h"
#include "nlohmann/json.hpp"

namespace lienthong::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Kind = JsonFrame::Kind;

constexpr int kNumberOutOfRange = 406;  // nlohmann's exception id

absl::Status MalformedAt(const std::string& json, size_t byte) {
  const absl::string_view read(json.data(), std::min(byte == 0 ? 0 : byte - 1, json.size()));
  const auto line = std::count(read.begin(), read.end(), '\n') + 1;
  const size_t line_start = read.rfind('\n') == absl::string_view::npos ? 0 : read.rfind('\n') + 1;
  return JsonMalformed(static_cast<int>(line), static_cast<int>(read.size() - line_start) + 1);
}

// What the next value must be: a whole field, one element of it, the top message, or anything.
struct Slot {
  const FieldDescriptor* field = nullptr;
  const Descriptor* message = nullptr;  // when the value is one message
  bool is_element = false;
  bool is_free = false;

  bool WantsArray() const { return field != nullptr && field->is_repeated() && !field->is_map() && !is_element; }
  bool WantsMap() const { return field != nullptr && field->is_map() && !is_element; }
};

// Receives nlohmann's events; its method names are that library's interface. Each returns false to stop.
class Checker {
 public:
  Checker(const std::string& json, const Descriptor& type) : json_(json), top_(&type) {}

  const absl::Status& status() const { return status_; }

  bool null();
  bool boolean(bool value) { return Scalar(value); }
  bool number_integer(std::int64_t value) { return Scalar(value); }
  bool number_unsigned(std::uint64_t value) { return Scalar(value); }
  bool number_float(double value, const std::string&) { return Scalar(value); }
  bool string(std::string& value) { return Scalar(std::move(value)); }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(size_t);
  bool key(std::string& name);
  bool end_object() { return Pop(); }
  bool start_array(size_t);
  bool end_array() { return Pop(); }
  bool parse_error(size_t byte, const std::string&, const nlohmann::detail::exception& error);

 private:
  Slot NextSlot();
  bool NoteChoice();
  bool Scalar(JsonScalar value);
  bool Push(JsonFrame frame);
  bool Pop();
  bool KnownKey(JsonFrame& frame, const std::string& name);
  bool Wrong(const Slot& slot);
  bool Refuse(absl::Status status);
  std::string Path() const { return FieldPath(frames_); }

  const std::string& json_;
  const Descriptor* top_;
  std::vector<JsonFrame> frames_;
  absl::Status status_;
};

Slot Checker::NextSlot() {
  Slot slot;
  if (frames_.empty()) {
    slot.message = top_;
  } else {
    JsonFrame& frame = frames_.back();
    if (frame.IsArray()) ++frame.index;
    slot.is_free = frame.kind == Kind::kFreeObject || frame.kind == Kind::kFreeArray;
    slot.field = frame.kind == Kind::kMap ? frame.field->message_type()->map_value() : frame.field;
    slot.is_element = frame.kind == Kind::kArray;
    if (!slot.is_free && !slot.WantsArray() && !slot.WantsMap()) slot.message = slot.field->message_type();
  }
  if (slot.message != nullptr && ShapeOf(*slot.message) == JsonShape::kFree) slot.is_free = true;
  return slot;
}

// Only one field of a choice may have a value; null counts as none.
bool Checker::NoteChoice() {
  if (frames_.empty() || frames_.back().kind != Kind::kMessage) return true;
  JsonFrame& frame = frames_.back();
  const auto* choice = frame.field->real_containing_oneof();
  if (choice == nullptr) return true;
  for (const auto& [taken, by] : frame.choices) {
    if (taken == choice) return Refuse(OneofConflict(Path(), by->name()));
  }
  frame.choices.emplace_back(choice, frame.field);
  return true;
}

bool Checker::null() {
  const Slot slot = NextSlot();
  if (slot.is_free) return true;
  if (slot.field == nullptr || slot.is_element || frames_.back().kind == Kind::kMap) return Wrong(slot);
  return true;
}

bool Checker::Scalar(JsonScalar value) {
  const Slot slot = NextSlot();
  if (!NoteChoice()) return false;
  if (slot.is_free) return true;
  if (slot.WantsArray() || slot.WantsMap()) return Wrong(slot);
  const auto wrong = slot.field != nullptr ? WrongForm(*slot.field, value) : WrongWellKnown(*slot.message, value);
  return !wrong || Refuse(JsonTypeMismatch(Path(), *wrong));
}

bool Checker::start_object(size_t) {
  const Slot slot = NextSlot();
  if (!NoteChoice()) return false;
  if (slot.is_free) return Push({.kind = Kind::kFreeObject});
  if (slot.WantsMap()) return Push({.kind = Kind::kMap, .field = slot.field});
  if (slot.message == nullptr) return Wrong(slot);
  switch (ShapeOf(*slot.message)) {
    case JsonShape::kObject:
      return Push({.kind = Kind::kMessage, .type = slot.message});
    case JsonShape::kFreeObject:
      return Push({.kind = Kind::kFreeObject});
    default:
      return Wrong(slot);
  }
}

bool Checker::start_array(size_t) {
  const Slot slot = NextSlot();
  if (!NoteChoice()) return false;
  if (slot.is_free) return Push({.kind = Kind::kFreeArray});
  if (slot.WantsArray()) return Push({.kind = Kind::kArray, .field = slot.field});
  const bool is_list = slot.message != nullptr && ShapeOf(*slot.message) == JsonShape::kFreeArray;
  return is_list ? Push({.kind = Kind::kFreeArray}) : Wrong(slot);
}

bool Checker::key(std::string& name) {
  JsonFrame& frame = frames_.back();
  frame.key = name;
  if (frame.kind == Kind::kMessage && !KnownKey(frame, name)) return false;
  if (frame.kind == Kind::kMap) {
    const auto& key_type = *frame.field->message_type()->map_key();
    const bool is_bool = key_type.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
    const auto wrong = is_bool && (name == "true" || name == "false") ? absl::nullopt : WrongForm(key_type, name);
    if (wrong) return Refuse(JsonTypeMismatch(Path(), absl::StrCat("a key: ", *wrong)));
  }
  return frame.keys.insert(frame.key).second || Refuse(JsonKeyRepeated(Path()));
}

bool Checker::KnownKey(JsonFrame& frame, const std::string& name) {
  frame.field = FieldOfKey(*frame.type, name);
  if (frame.field == nullptr) {
    return Refuse(FieldUnknown(Path(), frame.type->full_name(), NearestField(*frame.type, name)));
  }
  frame.key = frame.field->name();
  return true;
}

bool Checker::parse_error(size_t byte, const std::string&, const nlohmann::detail::exception& error) {
  if (error.id != kNumberOutOfRange) return Refuse(MalformedAt(json_, byte));
  NextSlot();
  return Refuse(JsonTypeMismatch(Path(), "a number in the range of double"));
}

bool Checker::Push(JsonFrame frame) {
  if (frames_.size() >= kMaxJsonDepth) return Refuse(JsonTooDeep(Path(), kMaxJsonDepth));
  frames_.push_back(std::move(frame));
  return true;
}

bool Checker::Pop() {
  frames_.pop_back();
  return true;
}

bool Checker::Wrong(const Slot& slot) {
  if (slot.WantsArray()) return Refuse(JsonTypeMismatch(Path(), "an array"));
  if (slot.WantsMap()) return Refuse(JsonTypeMismatch(Path(), "an object with any keys"));
  // No scalar is right for an object type, and an empty string is right for few others.
  const auto expected = slot.field != nullptr ? WrongForm(*slot.field, JsonScalar(false))
                                              : WrongWellKnown(*slot.message, JsonScalar(false));
  return Refuse(JsonTypeMismatch(Path(), expected.value_or("bool: true or false")));
}

bool Checker::Refuse(absl::Status status) {
  status_ = std::move(status);
  return false;
}

}  // namespace

absl::Status CheckJson(const std::string& json, const Descriptor& type) {
  Checker checker(json, type);
  nlohmann::json::sax_parse(json, &checker);
  return checker.status();
}

}  // namespace lienthong::http
