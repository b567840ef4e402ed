#include "gateway/http/errors.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"

namespace lienthong::http {
namespace {

using absl::StatusCode;

Error WrongField(Reason reason, absl::string_view path, absl::string_view description) {
  return Error(StatusCode::kInvalidArgument, reason).With("field", path).Violation(path, description);
}

}  // namespace

absl::Status JsonMalformed(int line, int column) {
  return Error(StatusCode::kInvalidArgument, Reason::JSON_MALFORMED)
      .With("line", absl::StrCat(line))
      .With("column", absl::StrCat(column));
}

absl::Status FieldUnknown(absl::string_view path, absl::string_view type, absl::string_view nearest) {
  return WrongField(Reason::FIELD_UNKNOWN, path, absl::StrCat("No such field; the nearest name is ", nearest, "."))
      .With("type", type)
      .With("nearest", nearest);
}

absl::Status JsonTypeMismatch(absl::string_view path, absl::string_view expected) {
  return WrongField(Reason::JSON_TYPE_MISMATCH, path, absl::StrCat("Must have the JSON form of ", expected, "."))
      .With("expected", expected);
}

absl::Status JsonKeyRepeated(absl::string_view path) {
  return WrongField(Reason::JSON_KEY_REPEATED, path, "Given twice; keep one.");
}

absl::Status JsonTooDeep(absl::string_view path, int limit) {
  return WrongField(Reason::JSON_TOO_DEEP, path, "Nested too deeply here.").With("limit", absl::StrCat(limit));
}

absl::Status OneofConflict(absl::string_view path, absl::string_view other) {
  return WrongField(Reason::ONEOF_CONFLICT, path, absl::StrCat("Can't be given together with ", other, "."))
      .With("other", other);
}

absl::Status MessageTooLarge(std::size_t limit) {
  return Error(StatusCode::kResourceExhausted, Reason::MESSAGE_TOO_LARGE).With("limit", absl::StrCat(limit));
}

absl::Status MethodUnknown(absl::string_view method) {
  return Error(StatusCode::kUnimplemented, Reason::METHOD_UNKNOWN).With("method", method);
}

absl::Status StreamKindWrong(absl::string_view method, absl::string_view use) {
  return Error(StatusCode::kUnimplemented, Reason::STREAM_KIND_WRONG).With("method", method).With("use", use);
}

absl::Status ContentTypeUnsupported(absl::string_view content_type, absl::string_view supported) {
  return Error(StatusCode::kInvalidArgument, Reason::CONTENT_TYPE_UNSUPPORTED)
      .With("content_type", content_type)
      .With("supported", supported);
}

absl::Status EncodingUnsupported(absl::string_view encoding) {
  return Error(StatusCode::kUnimplemented, Reason::HTTP_ENCODING_UNSUPPORTED).With("encoding", encoding);
}

absl::Status HeaderInvalid(absl::string_view header, absl::string_view expected) {
  return Error(StatusCode::kInvalidArgument, Reason::HTTP_HEADER_INVALID)
      .With("header", header)
      .With("expected", expected);
}

absl::Status QueryInvalid(absl::string_view parameter, absl::string_view expected) {
  return Error(StatusCode::kInvalidArgument, Reason::QUERY_INVALID)
      .With("parameter", parameter)
      .With("expected", expected);
}

absl::Status MethodNotAllowed(absl::string_view method, absl::string_view allowed) {
  return Error(StatusCode::kUnimplemented, Reason::HTTP_METHOD_NOT_ALLOWED)
      .With("method", method)
      .With("allowed", allowed);
}

absl::Status PathUnknown() { return Error(StatusCode::kNotFound, Reason::PATH_UNKNOWN); }

absl::Status FileTooLarge(std::size_t limit) {
  return Error(StatusCode::kResourceExhausted, Reason::FILE_TOO_LARGE).With("limit", absl::StrCat(limit));
}

absl::Status FileDigestMismatch() { return Error(StatusCode::kInvalidArgument, Reason::FILE_DIGEST_MISMATCH); }

absl::Status FileDigestMalformed() { return Error(StatusCode::kInvalidArgument, Reason::FILE_DIGEST_MALFORMED); }

absl::Status HttpMalformed(absl::string_view problem) {
  return Error(StatusCode::kInvalidArgument, Reason::HTTP_MALFORMED).With("problem", problem);
}

absl::Status HeadersTooLarge(std::size_t limit) {
  return Error(StatusCode::kResourceExhausted, Reason::HTTP_HEADERS_TOO_LARGE).With("limit", absl::StrCat(limit));
}

absl::Status RequestTooSlow(absl::string_view limit) {
  return Error(StatusCode::kDeadlineExceeded, Reason::HTTP_REQUEST_TOO_SLOW).With("limit", limit);
}

}  // namespace lienthong::http
