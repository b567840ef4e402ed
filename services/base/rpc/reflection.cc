#include "services/base/rpc/reflection.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "services/base/rpc/bytes.h"
#include "services/base/rpc/reflection_answers.h"

namespace lienthong::host {

using grpc::ByteBuffer;
using grpc::internal::RpcMethod;

// One question after the other. gRPC's reactions never come on the stack of the call that asks for them, so all of them
// may be asked for under the mutex, which keeps a read or write from following the end.
class Reflection::Stream : public Reactor, public std::enable_shared_from_this<Stream> {
 public:
  explicit Stream(Reflection* owner) : owner_(owner) {}

  void Begin() {
    absl::MutexLock lock(&mutex_);
    if (!closed_) StartRead(&question_);
  }
  void Close(const grpc::Status& status) {
    absl::MutexLock lock(&mutex_);
    if (!std::exchange(closed_, true)) Finish(status);
  }

  void OnReadDone(bool ok) override { ok ? Answer() : Close(grpc::Status::OK); }
  void OnWriteDone(bool ok) override { ok ? Begin() : Close(grpc::Status::CANCELLED); }
  void OnCancel() override { Close(grpc::Status::CANCELLED); }
  void OnDone() override {
    const std::shared_ptr<Stream> self = shared_from_this();
    owner_->Release(this);
  }

 private:
  void Answer() {
    grpc::reflection::v1::ServerReflectionRequest request;
    if (!request.ParseFromString(ToString(question_))) {
      return Close({grpc::StatusCode::INVALID_ARGUMENT, "The question does not parse."});
    }
    std::string answer = Reflect(request, owner_->services_).SerializeAsString();
    absl::MutexLock lock(&mutex_);
    if (closed_) return;
    answer_ = ToByteBuffer(std::move(answer));
    StartWrite(&answer_);
  }

  Reflection* const owner_;
  ByteBuffer question_;
  ByteBuffer answer_;
  absl::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

Reflection::Reflection(const std::string& package, std::vector<std::string> services)
    : path_(absl::StrCat("/", package, ".ServerReflection/ServerReflectionInfo")), services_(std::move(services)) {
  AddMethod(new grpc::internal::RpcServiceMethod(path_.c_str(), RpcMethod::BIDI_STREAMING, /*handler=*/nullptr));
  MarkMethodRawCallback(0, new grpc::internal::CallbackBidiHandler<ByteBuffer, ByteBuffer>(
                               [this](grpc::CallbackServerContext*) { return Start(); }));
}

Reflection::~Reflection() = default;

Reflection::Reactor* Reflection::Start() {
  auto stream = std::make_shared<Stream>(this);
  bool stopped = false;
  {
    absl::MutexLock lock(&mutex_);
    streams_.emplace(stream.get(), stream);
    stopped = stopped_;
  }
  stopped ? stream->Close({grpc::StatusCode::UNAVAILABLE, "The server is stopping."}) : stream->Begin();
  return stream.get();
}

void Reflection::Release(Stream* stream) {
  absl::MutexLock lock(&mutex_);
  streams_.erase(stream);
}

void Reflection::Stop() {
  std::vector<std::shared_ptr<Stream>> open;
  {
    absl::MutexLock lock(&mutex_);
    stopped_ = true;
    for (const auto& [key, stream] : streams_) open.push_back(stream);
  }
  for (const auto& stream : open) stream->Close({grpc::StatusCode::UNAVAILABLE, "The server is stopping."});
}

}  // namespace lienthong::host
