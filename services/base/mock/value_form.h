#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/struct.pb.h"

// Messages as plain values, in the JSON form of proto3 with the field names of the .proto: what rules compare and
// templates read. 64-bit numbers are texts, enums names, times RFC 3339, an Any its fields beside "@type". Fields at
// their default are there, messages that are not set are not.
namespace lienthong::mock {

using google::protobuf::Value;

Value ToValue(const google::protobuf::Message& message);
Value TextValue(absl::string_view text);
Value NumberValue(double number);

// The value as one text: a text itself, numbers at their shortest, lists and maps as JSON.
std::string TextOf(const Value& value);
// For people: texts in quotes, "nothing" for what isn't there (nullptr).
std::string Shown(const Value* value);

// Not an empty text or list, zero, ..._UNSPECIFIED or null; false is given.
bool IsGiven(const Value& value);

// `expected` is equal to `actual`, or contained in it: a map's keys must be there with such values, a list has the same
// elements. A number equals its text, {year, month, day} its ISO text.
bool Fits(const Value& expected, const Value& actual);

// Negative, 0 or positive: numbers by value, other texts by their order.
int Compare(const Value& a, const Value& b);

}  // namespace lienthong::mock
