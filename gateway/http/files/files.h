#pragma once

#include <cstddef>

#include "gateway/http/backend.h"
#include "gateway/http/json/codec.h"
#include "gateway/http/message.h"

namespace lienthong::http {

// The real portals' limit for one document of a dossier.
inline constexpr std::size_t kMaxFileBytes = 20'000'000;

// POST /files: the bytes as the body, content-type, x-file-name (percent-encoded UTF-8), optional digest.
// Answers 201 with a lienthong.common.v1.FileReference in JSON and its address in `location`.
void PutFile(Backend& backend, const JsonCodec& codec, HttpRequest request, ReplyDone done);
// GET /files/{id}: the bytes with the type and name they were uploaded with, always as an attachment, because a
// browser must not run what somebody uploaded.
void GetFile(Backend& backend, const JsonCodec& codec, const HttpRequest& request, std::string file_id, ReplyDone done);

}  // namespace lienthong::http
