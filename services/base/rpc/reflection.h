#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"

namespace lienthong::host {

// Reflection serves one version of gRPC's reflection protocol as a callback stream of raw messages; v1 and v1alpha differ
// in their package name alone. Thread-safe.
class Reflection : public grpc::Service {
 public:
  // `package` is "grpc.reflection.v1" or "grpc.reflection.v1alpha"; `services` are the names to list.
  Reflection(const std::string& package, std::vector<std::string> services);
  ~Reflection() override;

  // Ends the open streams, and every later one at once: an idle one would use up the grace of a stop.
  void Stop();

 private:
  class Stream;
  using Reactor = grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>;

  Reactor* Start();
  void Release(Stream* stream);

  const std::string path_;
  const std::vector<std::string> services_;
  absl::Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_map<Stream*, std::shared_ptr<Stream>> streams_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::host
