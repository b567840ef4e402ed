#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "google/protobuf/field_mask.pb.h"
#include "seeds/nation/walk/facts.h"

namespace lienthong::nation {

enum class LineFormat { kJson, kCsv };

// PersonLines writes what a walk tells of a person as a line of text: byte for byte what protobuf's JSON, or CsvLine,
// makes of the person's NationPerson (the tests compare them), without making one. Immutable; thread-safe.
class PersonLines {
 public:
  // Fields of NationPerson to be written; all when the mask is empty.
  PersonLines(LineFormat format, const google::protobuf::FieldMask& mask);
  ~PersonLines();

  // What a walk must tell, as bits of seeds::Fact.
  uint32_t facts() const { return facts_; }
  // The line with its end.
  void Append(const seeds::HomeFacts& home, const seeds::PersonFacts& person, std::string* lines) const;

 private:
  struct Texts;

  const LineFormat format_;
  uint32_t fields_ = 0;  // by field number
  uint32_t facts_ = 0;
  std::unique_ptr<const Texts> texts_;
};

}  // namespace lienthong::nation
