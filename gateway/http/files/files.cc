#include "gateway/http/files/files.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/connect/error.h"
#include "gateway/http/connect/metadata.h"
#include "gateway/http/errors.h"
#include "gateway/http/files/digest.h"
#include "gateway/http/url.h"
#include "lienthong/common/v1/common.pb.h"
#include "services/base/status.h"

namespace lienthong::http {
namespace {

constexpr char kUntyped[] = "application/octet-stream";

absl::StatusOr<Upload> UploadOf(HttpRequest request) {
  if (request.body.size() > kMaxFileBytes) return FileTooLarge(kMaxFileBytes);
  // A name travels like a path does, so that Vietnamese names fit into a header.
  const auto name = ParseUrl(absl::StrCat("/", request.Header("x-file-name")));
  if (!name || !name->query.empty()) return HeaderInvalid("x-file-name", "a percent-encoded file name");
  Upload upload;
  upload.sha256 = Sha256Hex(request.body);
  RETURN_IF_ERROR(CheckDigest(request.Header("digest"), upload.sha256));
  upload.name = name->path.substr(1);
  upload.media_type = std::string(request.Header("content-type"));
  if (upload.media_type.empty()) upload.media_type = kUntyped;
  upload.bytes = std::move(request.body);
  return upload;
}

Reply Stored(const StoredFile& file, const JsonCodec& codec) {
  common::v1::FileReference reference;
  reference.set_file_id(file.file_id);
  reference.set_sha256(file.sha256);
  reference.set_file_name(file.name);
  reference.set_media_type(file.media_type);
  reference.set_size_bytes(file.size_bytes);
  auto json = codec.ToJson(*reference.GetDescriptor(), reference.SerializeAsString());
  if (!json.ok()) return {ErrorResponse(json.status(), codec)};
  Reply reply;
  reply.response.status = 201;
  reply.response.headers = {{"content-type", "application/json"}, {"location", absl::StrCat("/files/", file.file_id)}};
  reply.response.body = *std::move(json);
  return reply;
}

// RFC 5987: everything but letters, digits and .-_ percent-encoded.
std::string EncodedName(absl::string_view name) {
  std::string encoded;
  for (const char c : name) {
    const bool is_plain = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
    if (is_plain) {
      encoded += c;
    } else {
      absl::StrAppend(&encoded, "%", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    }
  }
  return encoded;
}

Reply Downloaded(Download download) {
  Reply reply;
  reply.response.headers = {
      {"content-type", download.file.media_type},
      {"content-disposition", absl::StrCat("attachment; filename*=UTF-8''", EncodedName(download.file.name))},
      {"x-content-type-options", "nosniff"},
      {"digest", absl::StrCat("sha-256=", absl::Base64Escape(absl::HexStringToBytes(download.file.sha256)))}};
  reply.response.body = std::move(download.bytes);
  return reply;
}

}  // namespace

void PutFile(Backend& backend, const JsonCodec& codec, HttpRequest request, ReplyDone done) {
  const Metadata metadata = CallMetadata(request.headers);
  auto upload = UploadOf(std::move(request));
  if (!upload.ok()) return done({ErrorResponse(upload.status(), codec)});
  backend.PutFile(metadata, *std::move(upload),
                  [&codec, done = std::move(done)](const absl::StatusOr<StoredFile>& file) mutable {
                    done(file.ok() ? Stored(*file, codec) : Reply{ErrorResponse(file.status(), codec)});
                  });
}

void GetFile(Backend& backend, const JsonCodec& codec, const HttpRequest& request, std::string file_id,
             ReplyDone done) {
  backend.GetFile(CallMetadata(request.headers), std::move(file_id),
                  [&codec, done = std::move(done)](absl::StatusOr<Download> file) mutable {
                    done(file.ok() ? Downloaded(*std::move(file)) : Reply{ErrorResponse(file.status(), codec)});
                  });
}

}  // namespace lienthong::http
