#include <cmath>
#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/engine/proto_value.h"
#include "google/protobuf/util/time_util.h"
#include "seeds/text/nearest.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Fills one message; paths in its complaints begin with `path`.
absl::Status FillAt(const Value& value, const std::string& path, Message& message);

absl::Status Wrong(const std::string& path, const char* expected, const Value& value) {
  return absl::InvalidArgumentError(absl::StrCat(path.empty() ? "the request" : absl::StrCat("field ", path), " takes ",
                                                 expected, ", not ", value.KindName()));
}

// Setter writes into a field, or appends to it when it is repeated.
class Setter {
 public:
  Setter(Message& message, const FieldDescriptor& field, std::string path)
      : message_(message), r_(*message.GetReflection()), field_(field), path_(std::move(path)) {}

  absl::Status Set(const Value& value) {
    switch (field_.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return Int<int32_t>(value, &Reflection::SetInt32, &Reflection::AddInt32);
      case FieldDescriptor::CPPTYPE_INT64:
        return Int<int64_t>(value, &Reflection::SetInt64, &Reflection::AddInt64);
      case FieldDescriptor::CPPTYPE_UINT32:
        return Int<uint32_t>(value, &Reflection::SetUInt32, &Reflection::AddUInt32);
      case FieldDescriptor::CPPTYPE_UINT64:
        return Int<uint64_t>(value, &Reflection::SetUInt64, &Reflection::AddUInt64);
      case FieldDescriptor::CPPTYPE_DOUBLE:
        if (!value.IsNumber()) return Wrong(path_, "a number", value);
        return Put(value.number(), &Reflection::SetDouble, &Reflection::AddDouble);
      case FieldDescriptor::CPPTYPE_FLOAT:
        if (!value.IsNumber()) return Wrong(path_, "a number", value);
        return Put(static_cast<float>(value.number()), &Reflection::SetFloat, &Reflection::AddFloat);
      case FieldDescriptor::CPPTYPE_BOOL:
        if (!value.IsBool()) return Wrong(path_, "true or false", value);
        return Put(value.IsTrue(), &Reflection::SetBool, &Reflection::AddBool);
      case FieldDescriptor::CPPTYPE_ENUM:
        return Enum(value);
      case FieldDescriptor::CPPTYPE_STRING:
        return Text(value);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return FillAt(
            value, path_,
            field_.is_repeated() ? *r_.AddMessage(&message_, &field_) : *r_.MutableMessage(&message_, &field_));
    }
    return absl::OkStatus();
  }

 private:
  template <typename T, typename SetMethod, typename AddMethod>
  absl::Status Put(T value, SetMethod set, AddMethod add) {
    field_.is_repeated() ? (r_.*add)(&message_, &field_, value) : (r_.*set)(&message_, &field_, value);
    return absl::OkStatus();
  }

  // Whole numbers in range; a string of digits too, as JSON writes 64-bit integers.
  template <typename T, typename SetMethod, typename AddMethod>
  absl::Status Int(const Value& value, SetMethod set, AddMethod add) {
    T parsed;
    if (value.IsString() && absl::SimpleAtoi(value.string(), &parsed)) return Put(parsed, set, add);
    if (!value.IsNumber()) return Wrong(path_, "a whole number", value);
    const double number = value.number();
    const bool fits = std::trunc(number) == number && std::abs(number) < kIntegerLimit &&
                      number >= static_cast<double>(std::numeric_limits<T>::min()) &&
                      number <= static_cast<double>(std::numeric_limits<T>::max());
    if (!fits) return absl::InvalidArgumentError(absl::StrCat("field ", path_, " can't hold the number given"));
    return Put(static_cast<T>(number), set, add);
  }

  absl::Status Enum(const Value& value) {
    if (value.IsNumber()) {
      return Put(static_cast<int>(value.number()), &Reflection::SetEnumValue, &Reflection::AddEnumValue);
    }
    if (!value.IsString()) return Wrong(path_, "the name of an enum value", value);
    const std::string name = value.Text();
    const auto* found = field_.enum_type()->FindValueByName(name);
    if (found == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("field ", path_, ": ", field_.enum_type()->full_name(),
                                                     " has no value \"", name, "\"",
                                                     seeds::DidYouMean(name, EnumNames(*field_.enum_type()))));
    }
    return Put(found->number(), &Reflection::SetEnumValue, &Reflection::AddEnumValue);
  }

  absl::Status Text(const Value& value) {
    if (!value.IsString()) return Wrong(path_, "a text", value);
    std::string text = value.Text();
    if (field_.type() == FieldDescriptor::TYPE_BYTES) {
      std::string bytes;
      if (!absl::Base64Unescape(text, &bytes)) return Wrong(path_, "base64", value);
      text = std::move(bytes);
    }
    field_.is_repeated() ? r_.AddString(&message_, &field_, std::move(text))
                         : r_.SetString(&message_, &field_, std::move(text));
    return absl::OkStatus();
  }

  Message& message_;
  const Reflection& r_;
  const FieldDescriptor& field_;
  const std::string path_;
};

absl::Status FillMap(const Value& value, const FieldDescriptor& field, const std::string& path, Message& message) {
  if (!value.IsObject()) return Wrong(path, "an object", value);
  absl::Status status;
  value.ForEachMember([&](absl::string_view key, const Value& member) {
    if (!status.ok()) return;
    Message& entry = *message.GetReflection()->AddMessage(&message, &field);
    const std::string at = absl::StrCat(path, "[", key, "]");
    status = Setter(entry, *field.message_type()->FindFieldByNumber(1), at).Set(Value::String(key));
    if (status.ok()) status = Setter(entry, *field.message_type()->FindFieldByNumber(2), at).Set(member);
  });
  return status;
}

absl::Status FillField(const Value& value, const FieldDescriptor& field, const std::string& path, Message& message) {
  if (field.is_map()) return FillMap(value, field, path, message);
  if (!field.is_repeated()) return Setter(message, field, path).Set(value);
  if (!value.IsArray()) return Wrong(path, "a list", value);
  for (int i = 0, n = value.size(); i < n; ++i) {
    RETURN_IF_ERROR(Setter(message, field, absl::StrCat(path, "[", i, "]")).Set(value.At(i)));
  }
  return absl::OkStatus();
}

absl::Status FillTime(const Value& value, const std::string& path, Message& message) {
  const bool timestamp = message.GetDescriptor()->name() == "Timestamp";
  const char* expected = timestamp ? "an RFC 3339 time" : "a duration such as \"1.5s\"";
  if (!value.IsString()) return Wrong(path, expected, value);
  google::protobuf::Timestamp time;
  google::protobuf::Duration duration;
  using google::protobuf::util::TimeUtil;
  const bool parsed =
      timestamp ? TimeUtil::FromString(value.Text(), &time) : TimeUtil::FromString(value.Text(), &duration);
  if (!parsed) return absl::InvalidArgumentError(absl::StrCat("field ", path, " takes ", expected));
  const Reflection& r = *message.GetReflection();
  const Descriptor& type = *message.GetDescriptor();
  r.SetInt64(&message, type.FindFieldByNumber(1), timestamp ? time.seconds() : duration.seconds());
  r.SetInt32(&message, type.FindFieldByNumber(2), timestamp ? time.nanos() : duration.nanos());
  return absl::OkStatus();
}

// google.protobuf.Value has one field per kind.
absl::Status FillFreeValue(const Value& value, const std::string& path, Message& message) {
  const char* const name = value.IsNull()     ? "null_value"
                           : value.IsNumber() ? "number_value"
                           : value.IsString() ? "string_value"
                           : value.IsBool()   ? "bool_value"
                           : value.IsObject() ? "struct_value"
                                              : "list_value";
  const FieldDescriptor& field = *message.GetDescriptor()->FindFieldByName(name);
  return Setter(message, field, path).Set(value.IsNull() ? Value::Number(0) : value);
}

// The message that an Any with members stands for, packed.
absl::StatusOr<std::string> PackedMembers(const Value& value, const std::string& path, const Message& any) {
  const std::string url = value.Get("@type").Text();
  const std::string name = url.substr(url.rfind('/') + 1);
  const Descriptor* type = any.GetDescriptor()->file()->pool()->FindMessageTypeByName(name);
  if (type == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("field ", path, ".@type names no known message: \"", url, "\""));
  }
  const std::unique_ptr<Message> packed(any.GetReflection()->GetMessageFactory()->GetPrototype(type)->New());
  Value members = Value::Object();
  value.ForEachMember([&](absl::string_view key, const Value& member) {
    if (key != "@type") members.Set(key, member);
  });
  RETURN_IF_ERROR(FillAt(members, path, *packed));
  return packed->SerializeAsString();
}

// {"@type", "value"} with the bytes in base64, or {"@type", members of the message ...}.
absl::Status FillAny(const Value& value, const std::string& path, Message& message) {
  if (!value.IsObject() || !value.Get("@type").IsString()) return Wrong(path, "an object with @type", value);
  const Descriptor& type = *message.GetDescriptor();
  RETURN_IF_ERROR(Setter(message, *type.FindFieldByNumber(1), path).Set(value.Get("@type")));
  if (value.Has("value") || value.size() == 1) {
    return Setter(message, *type.FindFieldByNumber(2), path).Set(value.Get("value"));
  }
  ASSIGN_OR_RETURN(const std::string packed, PackedMembers(value, path, message));
  message.GetReflection()->SetString(&message, type.FindFieldByNumber(2), packed);
  return absl::OkStatus();
}

absl::Status FillAt(const Value& value, const std::string& path, Message& message) {
  const Descriptor& type = *message.GetDescriptor();
  if (IsTextMessage(type)) return FillTime(value, path, message);
  switch (type.well_known_type()) {
    case Descriptor::WELLKNOWNTYPE_UNSPECIFIED:
    case Descriptor::WELLKNOWNTYPE_FIELDMASK:
      break;
    case Descriptor::WELLKNOWNTYPE_VALUE:
      return FillFreeValue(value, path, message);
    case Descriptor::WELLKNOWNTYPE_ANY:
      return FillAny(value, path, message);
    default:
      return FillField(value, *type.field(0), path, message);
  }
  if (!value.IsObject()) return Wrong(path, "an object", value);
  absl::Status status;
  value.ForEachMember([&](absl::string_view key, const Value& member) {
    if (!status.ok()) return;
    const std::string name(key);
    const FieldDescriptor* field = type.FindFieldByName(name);
    if (field == nullptr) {
      status =
          absl::InvalidArgumentError(absl::StrCat(type.full_name(), " has no field \"", path.empty() ? "" : path + ".",
                                                  name, "\"", seeds::DidYouMean(name, FieldNames(type))));
    } else if (!member.IsNull() || (field->message_type() != nullptr && !field->is_repeated() &&
                                    field->message_type()->well_known_type() == Descriptor::WELLKNOWNTYPE_VALUE)) {
      status = FillField(member, *field, path.empty() ? name : absl::StrCat(path, ".", name), message);
    }
  });
  return status;
}

}  // namespace

absl::Status FillMessage(const Value& value, Message& message) {
  return value.IsNull() ? absl::OkStatus() : FillAt(value, "", message);
}

}  // namespace lienthong::engine
