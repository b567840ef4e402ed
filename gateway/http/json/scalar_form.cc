#include "gateway/http/json/scalar_form.h"

#include <cmath>
#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/json/well_known.h"
#include "seeds/text/nearest.h"

namespace lienthong::http {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53: from there on a double may have lost digits

template <class Integer>
bool InRange(std::int64_t value) {
  if constexpr (std::is_unsigned_v<Integer>) {
    return value >= 0 && static_cast<std::uint64_t>(value) <= std::numeric_limits<Integer>::max();
  } else {
    return value >= std::numeric_limits<Integer>::min() && value <= std::numeric_limits<Integer>::max();
  }
}

template <class Integer>
bool IsInteger(const JsonScalar& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return InRange<Integer>(*number);
  if (const auto* number = std::get_if<std::uint64_t>(&value)) {
    return *number <= static_cast<std::uint64_t>(std::numeric_limits<Integer>::max());
  }
  if (const auto* number = std::get_if<double>(&value)) {
    return std::trunc(*number) == *number && std::fabs(*number) < kExactIntegers &&
           InRange<Integer>(static_cast<std::int64_t>(*number));
  }
  const auto* text = std::get_if<std::string>(&value);
  Integer parsed;
  return text != nullptr && text->find_first_not_of("-0123456789") == std::string::npos &&
         absl::SimpleAtoi(*text, &parsed);
}

bool IsFloating(const JsonScalar& value) {
  if (std::holds_alternative<bool>(value)) return false;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return true;
  if (*text == "NaN" || *text == "Infinity" || *text == "-Infinity") return true;
  double parsed;
  return text->find_first_not_of("+-.0123456789eE") == std::string::npos && absl::SimpleAtod(*text, &parsed);
}

bool IsBase64(const JsonScalar& value) {
  const auto* text = std::get_if<std::string>(&value);
  std::string bytes;
  return text != nullptr && (absl::Base64Unescape(*text, &bytes) || absl::WebSafeBase64Unescape(*text, &bytes));
}

std::string NearestValue(const EnumDescriptor& type, const std::string& name) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
  return seeds::Nearest(name, names);
}

absl::optional<std::string> WrongEnum(const EnumDescriptor& type, const JsonScalar& value) {
  const auto* name = std::get_if<std::string>(&value);
  if (name == nullptr) {
    if (!std::holds_alternative<bool>(value) && IsInteger<std::int32_t>(value)) return absl::nullopt;
    return absl::StrCat("a value name of ", type.full_name());
  }
  if (type.FindValueByName(*name) != nullptr) return absl::nullopt;
  return absl::StrCat("a value name of ", type.full_name(), ", such as ", NearestValue(type, *name));
}

absl::optional<std::string> Unless(bool right, std::string expected) {
  return right ? absl::nullopt : absl::make_optional(std::move(expected));
}

}  // namespace

absl::optional<std::string> WrongForm(const FieldDescriptor& field, const JsonScalar& value) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return Unless(std::holds_alternative<bool>(value), "bool: true or false");
    case FieldDescriptor::CPPTYPE_INT32:
      return Unless(IsInteger<std::int32_t>(value), "int32");
    case FieldDescriptor::CPPTYPE_UINT32:
      return Unless(IsInteger<std::uint32_t>(value), "uint32");
    case FieldDescriptor::CPPTYPE_INT64:
      return Unless(IsInteger<std::int64_t>(value), "int64, best as a string");
    case FieldDescriptor::CPPTYPE_UINT64:
      return Unless(IsInteger<std::uint64_t>(value), "uint64, best as a string");
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Unless(IsFloating(value), "a number");
    case FieldDescriptor::CPPTYPE_ENUM:
      return WrongEnum(*field.enum_type(), value);
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == FieldDescriptor::TYPE_BYTES) return Unless(IsBase64(value), "bytes in base64");
      return Unless(std::holds_alternative<std::string>(value), "a string in quotes");
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return WrongWellKnown(*field.message_type(), value);
  }
  return "a known type";
}

}  // namespace lienthong::http
