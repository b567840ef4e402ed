#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace google::protobuf {
class DescriptorPool;
}

namespace lienthong::http {

// Names in lower case. Values of names that end in -bin are raw bytes; HTTP carries them in base64.
using Metadata = std::vector<std::pair<std::string, std::string>>;

// What a unary call gave. A refusal carries its google.rpc details as payloads (services/base/error/error.h).
struct Answer {
  absl::Status status;
  std::string body;  // the response message in protobuf's binary form; empty when refused
  Metadata trailers;
};

// A server stream, read one message at a time so that a slow reader slows its sender.
// Destroying it cancels the call and never waits for a `done` that is still out.
class Stream {
 public:
  // One message, or the stream's end with its status when there is none.
  struct Event {
    absl::optional<std::string> message;
    absl::Status status;
  };

  virtual ~Stream() = default;
  // Asks for the next event; not again before `done` ran. `done` runs at most once, on any thread (also on the
  // caller's, before Next returns), and may still run once after the stream was destroyed.
  virtual void Next(absl::AnyInvocable<void(Event)> done) = 0;
};

struct Upload {
  std::string name;        // as the person knows it, UTF-8; may be empty
  std::string media_type;  // never empty
  std::string sha256;      // lower-case hex, computed from the bytes
  std::string bytes;
};

struct StoredFile {
  std::string file_id;
  std::string name;
  std::string media_type;
  std::string sha256;
  std::int64_t size_bytes = 0;
};

struct Download {
  StoredFile file;
  std::string bytes;
};

// One line of the page of agencies.
struct Agency {
  std::string name;  // as in CONTRACT: population, one_stop/22
  std::string title_vi;
  std::string title_en;
  std::string address;                // host:port of its gRPC server
  std::vector<std::string> services;  // full names
  bool reachable = true;
  bool simulated = true;  // false: somebody else's server sits in this seat
};

// Backend is all that the HTTP side knows of the gateway: it moves bytes and knows no agency.
// Thread-safe. Outlives every `done` it was given and every Stream it made.
class Backend {
 public:
  virtual ~Backend() = default;

  // Calls "package.Service/Method" with a message in binary form. `timeout` is absl::InfiniteDuration() when the
  // client set none. `done` runs exactly once, on any thread.
  virtual void Call(std::string method, Metadata metadata, std::string body, absl::Duration timeout,
                    absl::AnyInvocable<void(Answer)> done) = 0;
  // Opens a server-streaming method. Never null: a refusal is the stream's first event.
  virtual std::unique_ptr<Stream> Watch(std::string method, Metadata metadata, std::string body) = 0;

  virtual void PutFile(Metadata metadata, Upload upload, absl::AnyInvocable<void(absl::StatusOr<StoredFile>)> done) = 0;
  virtual void GetFile(Metadata metadata, std::string file_id,
                       absl::AnyInvocable<void(absl::StatusOr<Download>)> done) = 0;

  // Full names of the services that can be called now, in the order in which documents show them.
  virtual std::vector<std::string> Services() const = 0;
  // Describes them. Lives as long as the backend; may be larger later, never smaller.
  virtual const google::protobuf::DescriptorPool& Descriptors() const = 0;

  virtual std::vector<Agency> Agencies() const = 0;
  virtual std::string MetricsText() const = 0;  // Prometheus text format 0.0.4
  virtual bool Healthy() const = 0;
};

}  // namespace lienthong::http
