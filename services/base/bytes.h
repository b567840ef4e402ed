#pragma once

#include <string>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message_lite.h"

namespace lienthong {

// Appends the message's bytes, the same for equal messages: the entries of maps are in key order. Whatever is stored,
// journaled, digested or compared is serialised so; protobuf's own order of map entries differs from object to object.
inline void AppendBytes(const google::protobuf::MessageLite& message, std::string* bytes) {
  const size_t size = message.ByteSizeLong();
  const size_t begin = bytes->size();
  bytes->resize(begin + size);
  google::protobuf::io::ArrayOutputStream stream(bytes->data() + begin, static_cast<int>(size));
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeWithCachedSizes(&coded);
}

inline std::string ToBytes(const google::protobuf::MessageLite& message) {
  std::string bytes;
  AppendBytes(message, &bytes);
  return bytes;
}

}  // namespace lienthong
