#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The refusals that HTTP itself gives, one constructor per situation. `path` is a field path in the request.
namespace lienthong::http {

absl::Status JsonMalformed(int line, int column);
absl::Status FieldUnknown(absl::string_view path, absl::string_view type, absl::string_view nearest);
// `expected` names a type or form: "int32", "a string of google.protobuf.Duration such as 1.5s".
absl::Status JsonTypeMismatch(absl::string_view path, absl::string_view expected);
absl::Status JsonKeyRepeated(absl::string_view path);
absl::Status JsonTooDeep(absl::string_view path, int limit);
absl::Status OneofConflict(absl::string_view path, absl::string_view other);
absl::Status MessageTooLarge(std::size_t limit);

absl::Status MethodUnknown(absl::string_view method);
absl::Status StreamKindWrong(absl::string_view method, absl::string_view use);
absl::Status ContentTypeUnsupported(absl::string_view content_type, absl::string_view supported);
absl::Status EncodingUnsupported(absl::string_view encoding);
absl::Status HeaderInvalid(absl::string_view header, absl::string_view expected);
absl::Status QueryInvalid(absl::string_view parameter, absl::string_view expected);
absl::Status MethodNotAllowed(absl::string_view method, absl::string_view allowed);
absl::Status PathUnknown();

absl::Status FileTooLarge(std::size_t limit);
absl::Status FileDigestMismatch();
absl::Status FileDigestMalformed();

absl::Status HttpMalformed(absl::string_view problem);
absl::Status HeadersTooLarge(std::size_t limit);
absl::Status RequestTooSlow(absl::string_view limit);

}  // namespace lienthong::http
