#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

// The comments of the .proto files. Compiled-in descriptors have lost theirs, so the build embeds a descriptor set
// that kept them. Elements that are not in it (a team's own descriptors) carry their own or none.
namespace lienthong::http {

struct Comment {
  std::string summary;  // up to the first full stop; one line
  std::string text;     // all of it; paragraphs are kept
};

Comment CommentOf(const google::protobuf::ServiceDescriptor& service);
Comment CommentOf(const google::protobuf::MethodDescriptor& method);
Comment CommentOf(const google::protobuf::Descriptor& message);
Comment CommentOf(const google::protobuf::FieldDescriptor& field);
Comment CommentOf(const google::protobuf::EnumDescriptor& type);
Comment CommentOf(const google::protobuf::EnumValueDescriptor& value);

}  // namespace lienthong::http
