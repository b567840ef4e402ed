#include "gateway/http/docs/comments.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "embed/lienthong_http_descriptors.h"
#include "google/protobuf/descriptor.pb.h"

namespace lienthong::http {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::SourceLocation;

// Never destroyed: documents may be asked for until the process ends.
const DescriptorPool& Commented() {
  static const DescriptorPool* const pool = [] {
    auto* made = new DescriptorPool;
    const absl::string_view bytes = descriptors::File("descriptors.binpb");
    google::protobuf::FileDescriptorSet set;
    if (set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      for (const auto& file : set.file()) made->BuildFile(file);  // protoc writes dependencies first
    }
    return made;
  }();
  return *pool;
}

std::string SummaryOf(absl::string_view text) {
  absl::string_view first = text.substr(0, text.find('\n'));
  const size_t stop = first.find(". ");
  return std::string(stop == absl::string_view::npos ? first : first.substr(0, stop + 1));
}

// Joins wrapped lines; an empty line and an indented line (lists) stay lines of their own.
std::string Unwrap(absl::string_view comment) {
  std::string text;
  for (absl::string_view line : absl::StrSplit(absl::StripAsciiWhitespace(comment), '\n')) {
    if (!line.empty() && line[0] == ' ') line.remove_prefix(1);
    const bool joins = !text.empty() && text.back() != '\n' && !line.empty() && line[0] != ' ';
    if (joins) {
      absl::StrAppend(&text, " ", line);
    } else {
      absl::StrAppend(&text, text.empty() ? "" : "\n", line);
    }
  }
  return text;
}

template <class Element>
Comment CommentIn(const Element* commented, const Element& original) {
  SourceLocation location;
  const Element& source = commented != nullptr ? *commented : original;
  Comment comment;
  if (!source.GetSourceLocation(&location)) return comment;
  comment.text = Unwrap(location.leading_comments.empty() ? location.trailing_comments : location.leading_comments);
  comment.summary = SummaryOf(comment.text);
  return comment;
}

}  // namespace

Comment CommentOf(const google::protobuf::ServiceDescriptor& service) {
  return CommentIn(Commented().FindServiceByName(service.full_name()), service);
}

Comment CommentOf(const google::protobuf::MethodDescriptor& method) {
  return CommentIn(Commented().FindMethodByName(method.full_name()), method);
}

Comment CommentOf(const google::protobuf::Descriptor& message) {
  return CommentIn(Commented().FindMessageTypeByName(message.full_name()), message);
}

Comment CommentOf(const google::protobuf::FieldDescriptor& field) {
  return CommentIn(Commented().FindFieldByName(field.full_name()), field);
}

Comment CommentOf(const google::protobuf::EnumDescriptor& type) {
  return CommentIn(Commented().FindEnumTypeByName(type.full_name()), type);
}

Comment CommentOf(const google::protobuf::EnumValueDescriptor& value) {
  return CommentIn(Commented().FindEnumValueByName(value.full_name()), value);
}

}  // namespace lienthong::http
