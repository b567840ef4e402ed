#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/type_resolver.h"

namespace lienthong::http {

// JsonCodec turns messages of a descriptor pool from protobuf's binary form into its JSON mapping and back, by
// descriptors alone. Thread-safe.
class JsonCodec {
 public:
  // `pool` must outlive the codec.
  explicit JsonCodec(const google::protobuf::DescriptorPool& pool);

  // Refuses what CheckJson refuses.
  absl::StatusOr<std::string> ToBinary(const google::protobuf::Descriptor& type, const std::string& json) const;
  // One line; lowerCamelCase names; 64-bit integers as strings; zero values of plain fields present.
  absl::StatusOr<std::string> ToJson(const google::protobuf::Descriptor& type, const std::string& binary) const;

  const google::protobuf::DescriptorPool& pool() const { return pool_; }

 private:
  const google::protobuf::DescriptorPool& pool_;
  std::unique_ptr<google::protobuf::util::TypeResolver> resolver_;
};

}  // namespace lienthong::http
