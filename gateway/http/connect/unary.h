#pragma once

#include "gateway/http/backend.h"
#include "gateway/http/json/codec.h"
#include "gateway/http/message.h"
#include "gateway/http/url.h"
#include "google/protobuf/descriptor.h"

namespace lienthong::http {

// Unary speaks the Connect protocol's unary calls, version 1, in JSON and in protobuf's binary form.
// Thread-safe; must outlive its calls.
class Unary {
 public:
  Unary(Backend& backend, const JsonCodec& codec) : backend_(backend), codec_(codec) {}

  // POST. The body is the message in the request's content type.
  void Post(const google::protobuf::MethodDescriptor& method, HttpRequest request, ReplyDone done);
  // GET of a method without side effects: ?connect=v1&encoding=json&message=...[&base64=1].
  void Get(const google::protobuf::MethodDescriptor& method, const Url& url, const HttpRequest& request,
           ReplyDone done);

 private:
  enum class Encoding { kJson, kProto };
  void Call(const google::protobuf::MethodDescriptor& method, Encoding encoding, const Metadata& headers,
            std::string message, ReplyDone done);
  Reply Answered(const google::protobuf::MethodDescriptor& method, Encoding encoding, const Answer& answer) const;

  Backend& backend_;
  const JsonCodec& codec_;
};

}  // namespace lienthong::http
