#include "gateway/http/connect/events.h"

#include <atomic>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/connect/error.h"
#include "gateway/http/connect/metadata.h"
#include "gateway/http/connect/method.h"
#include "gateway/http/errors.h"
#include "google/protobuf/dynamic_message.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

bool IsSequence(const FieldDescriptor* field) {
  return field != nullptr && !field->is_repeated() &&
         (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 || field->cpp_type() == FieldDescriptor::CPPTYPE_UINT64);
}

std::string SequenceText(const Descriptor& type, const std::string& binary) {
  const auto* field = type.FindFieldByName("sequence");
  if (!IsSequence(field)) return "";
  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<google::protobuf::Message> message(factory.GetPrototype(&type)->New());
  if (!message->ParseFromString(binary)) return "";
  const auto& fields = *message->GetReflection();
  return field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 ? absl::StrCat(fields.GetInt64(*message, field))
                                                             : absl::StrCat(fields.GetUInt64(*message, field));
}

class MessageEvents : public EventSource {
 public:
  MessageEvents(std::unique_ptr<Stream> stream, const JsonCodec& codec, const Descriptor& type)
      : stream_(std::move(stream)), state_(std::make_shared<State>(codec, type)) {}

  void Next(absl::AnyInvocable<void(absl::optional<std::string>)> done) override {
    if (state_->ended) return done(absl::nullopt);
    // A `done` that comes after our destruction finds its own share of the state.
    stream_->Next([state = state_, done = std::move(done)](Stream::Event event) mutable {
      done(event.message ? state->Message(*event.message) : state->End(event.status));
    });
  }

  std::string Goodbye() override { return state_->End(ServerStopping()); }

 private:
  struct State {
    State(const JsonCodec& codec, const Descriptor& type) : codec(codec), type(type) {}

    std::string Message(const std::string& binary) {
      const auto json = codec.ToJson(type, binary);
      return json.ok() ? FrameEvent("message", SequenceText(type, binary), *json) : End(json.status());
    }
    std::string End(const absl::Status& status) {
      ended = true;
      return FrameEvent("end", "",
                        status.ok() ? "{}" : absl::StrCat("{\"error\":", ConnectErrorJson(status, codec), "}"));
    }

    const JsonCodec& codec;
    const Descriptor& type;
    std::atomic<bool> ended = false;  // Goodbye may meet a message that is on its way
  };

  std::unique_ptr<Stream> stream_;
  std::shared_ptr<State> state_;
};

// Adds the position after which a reconnecting client wants to go on. In protobuf's binary form the last value of a
// field wins, so the field is simply appended.
absl::Status Resume(const Descriptor& type, absl::string_view last_id, std::string& binary) {
  const auto* field = type.FindFieldByName("after_sequence");
  if (last_id.empty() || !IsSequence(field)) return absl::OkStatus();
  std::int64_t sequence = 0;
  if (!absl::SimpleAtoi(last_id, &sequence) || sequence < 0) return HeaderInvalid("last-event-id", "a sequence number");
  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<google::protobuf::Message> message(factory.GetPrototype(&type)->New());
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
    message->GetReflection()->SetInt64(message.get(), field, sequence);
  } else {
    message->GetReflection()->SetUInt64(message.get(), field, static_cast<std::uint64_t>(sequence));
  }
  message->AppendToString(&binary);
  return absl::OkStatus();
}

absl::StatusOr<std::string> WatchRequest(const JsonCodec& codec, const MethodDescriptor& method, const Url& url,
                                         const HttpRequest& request) {
  if (!method.server_streaming() || method.client_streaming()) {
    return StreamKindWrong(WireName(method), "POST without ?stream");
  }
  ASSIGN_OR_RETURN(std::string binary, codec.ToBinary(*method.input_type(), url.Parameter("message").value_or("{}")));
  const std::string last_id = url.Parameter("last_event_id").value_or(std::string(request.Header("last-event-id")));
  RETURN_IF_ERROR(Resume(*method.input_type(), last_id, binary));
  return binary;
}

}  // namespace

std::string FrameEvent(absl::string_view name, absl::string_view id, absl::string_view data) {
  std::string frame = absl::StrCat("event: ", name, "\n");
  if (!id.empty()) absl::StrAppend(&frame, "id: ", id, "\n");
  absl::StrAppend(&frame, "data: ", data, "\n\n");
  return frame;
}

void OpenEvents(Backend& backend, const JsonCodec& codec, const MethodDescriptor& method, const Url& url,
                const HttpRequest& request, ReplyDone done) {
  auto binary = WatchRequest(codec, method, url, request);
  if (!binary.ok()) return done({ErrorResponse(binary.status(), codec)});
  Reply reply;
  reply.response.headers = {{"content-type", "text/event-stream"}, {"cache-control", "no-store"}};
  reply.events = std::make_unique<MessageEvents>(
      backend.Watch(WireName(method), CallMetadata(request.headers), *std::move(binary)), codec,
      *method.output_type());
  done(std::move(reply));
}

}  // namespace lienthong::http
