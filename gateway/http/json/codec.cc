#include "gateway/http/json/codec.h"

#include "absl/strings/str_cat.h"
#include "gateway/http/errors.h"
#include "gateway/http/json/check.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/unknown_field_set.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::http {
namespace {

using google::protobuf::Descriptor;

constexpr char kUrlPrefix[] = "type.googleapis.com";

std::string UrlOf(const Descriptor& type) { return absl::StrCat(kUrlPrefix, "/", type.full_name()); }

// What CheckJson leaves to protobuf (the inside of Any and of field masks) comes back as "(field.path): text". The
// text may quote the value, so only the path is passed on.
std::string PathOf(const std::string& message) {
  const size_t open = message.find('(');
  const size_t close = message.find(')', open);
  return close == std::string::npos ? "" : message.substr(open + 1, close - open - 1);
}

}  // namespace

JsonCodec::JsonCodec(const google::protobuf::DescriptorPool& pool)
    : pool_(pool), resolver_(google::protobuf::util::NewTypeResolverForDescriptorPool(kUrlPrefix, &pool)) {}

absl::StatusOr<std::string> JsonCodec::ToBinary(const Descriptor& type, const std::string& json) const {
  RETURN_IF_ERROR(CheckJson(json, type));
  google::protobuf::io::ArrayInputStream input(json.data(), static_cast<int>(json.size()));
  std::string binary;
  google::protobuf::io::StringOutputStream output(&binary);
  const auto status = google::protobuf::util::JsonToBinaryStream(resolver_.get(), UrlOf(type), &input, &output);
  if (!status.ok()) return JsonTypeMismatch(PathOf(status.message().as_string()), "its type");
  return binary;
}

absl::StatusOr<std::string> JsonCodec::ToJson(const Descriptor& type, const std::string& binary) const {
  // protobuf's JSON writer takes broken bytes for the message's end.
  google::protobuf::UnknownFieldSet fields;
  if (!fields.ParseFromString(binary)) return InternalError(absl::StrCat("bytes that are no ", type.full_name()));
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  google::protobuf::io::ArrayInputStream input(binary.data(), static_cast<int>(binary.size()));
  std::string json;
  google::protobuf::io::StringOutputStream output(&json);
  const auto status =
      google::protobuf::util::BinaryToJsonStream(resolver_.get(), UrlOf(type), &input, &output, options);
  if (!status.ok()) return InternalError(absl::StrCat("bytes that are no ", type.full_name()));
  return json;
}

}  // namespace lienthong::http
