// Where the values of a person go, one after another in the order of NationPerson's fields: into a line of JSON as
// protobuf prints it, or into a line of CSV. Names are literals in lower camel case, pieces are put together to one
// text. For person_lines.cc only. What takes a name is always inlined: its length is then known, and copying it costs
// a store or two.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/identifiers/digit_text.h"

namespace lienthong::nation {

// More than any line of one person has.
inline constexpr size_t kLongestLine = 4096;

class Sink {
 public:
  // `fields`: those that are wanted, as bits by field number.
  Sink(char* begin, uint32_t fields) : begin_(begin), at_(begin), fields_(fields) {}

  bool Wants(int field) const { return (fields_ >> field & 1) != 0; }

 protected:
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Put(absl::string_view text) {
    if (text.empty()) return;  // its data may be null, which memcpy must not be given
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Put(char c) { *at_++ = c; }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Put(std::initializer_list<absl::string_view> pieces) {
    for (const absl::string_view piece : pieces) Put(piece);
  }
  template <size_t N>
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutDigits(int number) {
    seeds::WriteDigits<N>(static_cast<uint64_t>(number), at_);
    at_ += N;
  }
  // Not negative.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutNumber(int number) {
    if (number < 10) return PutDigits<1>(number);
    if (number < 100) return PutDigits<2>(number);
    at_ = std::to_chars(at_, at_ + 20, number).ptr;
  }

  char* const begin_;
  char* at_;

 private:
  const uint32_t fields_;
};

// Values that are empty or 0 are left out, as protobuf's JSON does. No text of the nation needs an escape.
class JsonSink : public Sink {
 public:
  using Sink::Sink;

  ABSL_ATTRIBUTE_ALWAYS_INLINE void Text(absl::string_view name, absl::string_view value) {
    Text(name, {value}, !value.empty());
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Text(absl::string_view name, std::initializer_list<absl::string_view> pieces,
                                         bool present = true) {
    if (!present) return;
    Name(name);
    Put('"');
    Put(pieces);
    Put('"');
  }
  template <class Values>
  void Texts(absl::string_view name, const Values& values) {
    if (values.empty()) return;
    Name(name);
    char before = '[';
    for (const auto& value : values) {
      Put(before);
      Put({"\"", value.view(), "\""});
      before = ',';
    }
    Put(']');
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Number(absl::string_view name, int number) {
    if (number == 0) return;
    Name(name);
    PutNumber(number);
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Date(absl::string_view name, const seeds::PartialDate& date) {
    Name(name);
    if (date.full() && date.year >= 1000) {  // nearly always
      Put("{\"year\":");
      PutDigits<4>(date.year);
      Put(",\"month\":");
      PutNumber(date.month);
      Put(",\"day\":");
      PutNumber(date.day);
      return Put('}');
    }
    Put('{');
    first_ = true;
    Number("year", date.year);
    Number("month", date.month);
    Number("day", date.day);
    Close();
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Date(absl::string_view name, const absl::optional<absl::CivilDay>& day) {
    if (day) Date(name, seeds::PartialDate{static_cast<int>(day->year()), day->month(), day->day()});
  }
  // A message within the message; one that is not there has no fields.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Open(absl::string_view name) {
    Name(name);
    Put('{');
    first_ = true;
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Close() {
    Put('}');
    first_ = false;
  }
  template <class Fields>
  void Message(absl::string_view name, bool present, Fields fields) {
    if (!present) return;
    Open(name);
    fields();
    Close();
  }

  void Begin() { Put('{'); }
  size_t End() {
    Put("}\n");
    return static_cast<size_t>(at_ - begin_);
  }

 private:
  ABSL_ATTRIBUTE_ALWAYS_INLINE void Name(absl::string_view name) {
    *at_ = ',';
    at_ += first_ ? 0 : 1;
    first_ = false;
    Put('"');
    Put(name);
    Put("\":");
  }

  bool first_ = true;
};

// Every column has its place, with a value or not; a value with a comma is quoted.
class CsvSink : public Sink {
 public:
  using Sink::Sink;

  void Text(absl::string_view name, absl::string_view value) { Text(name, {value}); }
  void Text(absl::string_view, std::initializer_list<absl::string_view> pieces, bool present = true) {
    char* const value = at_;
    if (present) Put(pieces);
    if (std::memchr(value, ',', static_cast<size_t>(at_ - value)) != nullptr) Quote(value);
    Put(',');
  }
  template <class Values>
  void Texts(absl::string_view, const Values& values) {
    for (const auto& value : values) {
      if (&value != &*values.begin()) Put(' ');
      Put(value.view());
    }
    Put(',');
  }
  void Number(absl::string_view, int number) {
    PutNumber(number);
    Put(',');
  }
  void Date(absl::string_view, const seeds::PartialDate& date) {
    PutDigits<4>(date.year);
    if (date.month != 0) Put('-'), PutDigits<2>(date.month);
    if (date.day != 0) Put('-'), PutDigits<2>(date.day);
    Put(',');
  }
  void Date(absl::string_view name, const absl::optional<absl::CivilDay>& day) {
    if (day) return Date(name, {static_cast<int>(day->year()), day->month(), day->day()});
    Put(',');
  }
  template <class Fields>
  void Message(absl::string_view, bool, Fields fields) {
    fields();
  }

  void Begin() {}
  // The last comma becomes the line's end.
  size_t End() {
    at_[-1] = '\n';
    return static_cast<size_t>(at_ - begin_);
  }

 private:
  void Quote(char* value) {
    std::memmove(value + 1, value, static_cast<size_t>(at_ - value));
    *value = '"';
    ++at_;
    Put('"');
  }
};

}  // namespace lienthong::nation
