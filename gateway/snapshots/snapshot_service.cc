#include "gateway/snapshots/snapshot_service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/snapshots/kept_texts.h"
#include "gateway/snapshots/restoring.h"
#include "gateway/snapshots/snapshot_errors.h"
#include "gateway/snapshots/snapshot_file.h"
#include "gateway/snapshots/world_diff.h"
#include "lienthong/control/v1/snapshot_service.pb.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/authority/control_calls.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::snapshots {
namespace {

using namespace control::v1;  // NOLINT: four message pairs follow

constexpr char kService[] = "lienthong.control.v1.SnapshotService/";
// Of one page; gRPC clients take 4 MiB unless told otherwise.
constexpr size_t kPageBytes = 2 << 20;
constexpr int kMostRows = 1000;

template <class Response>
using Reply = std::function<void(absl::StatusOr<Response>)>;

// The four methods and what they keep between calls. Thread-safe.
class Service : public std::enable_shared_from_this<Service> {
 public:
  explicit Service(Parts parts) : parts_(std::move(parts)), snapshots_(parts_.clock), uploads_(parts_.clock) {}

  void Snapshot(const SnapshotWorldRequest& request, Reply<SnapshotWorldResponse> reply) {
    if (!request.page_token().empty()) return reply(PageAt(request.page_token()));
    if (request.world().empty()) return reply(InvalidField("world", "name the world to write down"));
    ReadWorldRows(*parts_.authority, request.world(),
                  [self = shared_from_this(), reply](absl::StatusOr<WorldRows> rows) {
                    if (!rows.ok()) return reply(rows.status());
                    if (authority::IsReal(rows->hold.world)) return reply(authority::ClockNotManual());
                    auto shared = std::make_shared<WorldRows>(*std::move(rows));
                    self->Execute([self, shared, reply] { reply(self->FirstPage(std::move(*shared))); });
                  });
  }

  void Upload(const UploadSnapshotRequest& request, const Reply<UploadSnapshotResponse>& reply) {
    if (request.offset() < 0) return reply(InvalidField("offset", "it must not be negative"));
    if (request.text().size() > kPageBytes) return reply(InvalidField("text", "send at most 2 MiB at once"));
    if (request.upload().empty() && request.request_id().empty()) return reply(authority::RequestIdMissing());
    UploadSnapshotResponse response;
    response.set_upload(request.upload().empty() ? uploads_.Begin(request.request_id()) : request.upload());
    const auto size = uploads_.Append(response.upload(), static_cast<size_t>(request.offset()), request.text());
    if (!size) return reply(SnapshotGone());
    response.set_size(static_cast<int64_t>(*size));
    reply(std::move(response));
  }

  void Restore(const RestoreWorldRequest& request, Reply<RestoreWorldResponse> reply) {
    std::shared_ptr<const std::string> text;
    if (request.upload().empty() == request.text().empty()) {
      return reply(InvalidField("upload", "give either upload or text"));
    }
    if (request.upload().empty()) {
      text = std::make_shared<const std::string>(request.text());
    } else {
      text = uploads_.Find(request.upload());
      if (text == nullptr) return reply(SnapshotGone());
    }
    Execute([self = shared_from_this(), request, text, reply] {
      auto snapshot = self->Read(*text, request);
      if (!snapshot.ok()) return reply(snapshot.status());
      const int64_t rows = snapshot->rows();
      RestoreWorld(*self->parts_.authority, *std::move(snapshot), [rows, reply](absl::StatusOr<World> world) {
        if (!world.ok()) return reply(world.status());
        RestoreWorldResponse response;
        *response.mutable_world() = *std::move(world);
        response.set_rows(rows);
        reply(std::move(response));
      });
    });
  }

  void DiffTwo(const DiffWorldsRequest& request, Reply<DiffWorldsResponse> reply) {
    if (request.left().empty()) return reply(InvalidField("left", "name a world"));
    if (request.right().empty()) return reply(InvalidField("right", "name a world"));
    if (request.max_rows() < 0 || request.max_rows() > kMostRows) {
      return reply(InvalidField("max_rows", "use 1 to 1000, or 0 for the default"));
    }
    ReadWorldRows(*parts_.authority, request.left(), [self = shared_from_this(), request, reply](auto left) {
      if (!left.ok()) return reply(left.status());
      auto first = std::make_shared<WorldRows>(*std::move(left));
      ReadWorldRows(*self->parts_.authority, request.right(), [self, request, reply, first](auto right) {
        if (!right.ok()) return reply(right.status());
        auto second = std::make_shared<WorldRows>(*std::move(right));
        self->Execute([request, reply, first, second] { reply(Diff(*first, *second, request)); });
      });
    });
  }

 private:
  void Execute(std::function<void()> work) const { parts_.executor ? parts_.executor(std::move(work)) : work(); }

  SnapshotWorldResponse FirstPage(WorldRows rows) {
    snapshots::Snapshot snapshot;
    *snapshot.world.mutable_record() = std::move(rows.hold.world);
    *snapshot.world.mutable_begun() = ToProto(rows.hold.begun);
    *snapshot.world.mutable_moment()->mutable_now() = snapshot.world.record().now();
    snapshot.world.mutable_moment()->set_step(snapshot.world.record().step());
    snapshot.world.mutable_moment()->set_writes(rows.hold.writes);
    snapshot.nation_seed = parts_.nation_seed;
    snapshot.nation_digest = parts_.nation_digest;
    snapshot.offices = std::move(rows.offices);
    auto text = std::make_shared<std::string>(WriteSnapshot(snapshot));
    const std::string name = text->size() > kPageBytes ? snapshots_.Keep(text) : "";
    SnapshotWorldResponse response = PageOf(*text, name, 0);
    response.set_rows(snapshot.rows());
    return response;
  }

  // A token is the name of the text, and where the page begins.
  absl::StatusOr<SnapshotWorldResponse> PageAt(const std::string& token) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(token, absl::MaxSplits(':', 1));
    size_t begin = 0;
    const auto text = snapshots_.Find(parts.first);
    if (text == nullptr || !absl::SimpleAtoi(parts.second, &begin) || begin >= text->size()) return SnapshotGone();
    return PageOf(*text, parts.first, begin);
  }

  static SnapshotWorldResponse PageOf(const std::string& text, const std::string& name, size_t begin) {
    SnapshotWorldResponse response;
    response.set_text(text.substr(begin, kPageBytes));
    response.set_size(static_cast<int64_t>(text.size()));
    const size_t end = begin + response.text().size();
    if (end < text.size()) response.set_next_page_token(absl::StrCat(name, ":", end));
    return response;
  }

  // The snapshot as the world that it is to become.
  absl::StatusOr<snapshots::Snapshot> Read(const std::string& text, const RestoreWorldRequest& request) const {
    ASSIGN_OR_RETURN(snapshots::Snapshot snapshot, ReadSnapshot(text));
    if (snapshot.nation_digest != parts_.nation_digest) {
      return SnapshotOfAnotherNation(snapshot.nation_digest, snapshot.nation_seed, parts_.nation_digest);
    }
    World& record = *snapshot.world.mutable_record();
    if (!request.name().empty()) record.set_name(request.name());
    if (request.has_ttl()) *record.mutable_ttl() = request.ttl();
    record.set_durable(request.durable());
    return snapshot;
  }

  const Parts parts_;
  KeptTexts snapshots_;
  KeptTexts uploads_;
};

}  // namespace

void RegisterSnapshotService(Parts parts, host::Handlers& handlers) {
  authority::Authority* const authority = parts.authority;
  const auto service = std::make_shared<Service>(std::move(parts));
  const std::string name = kService;
  handlers.SystemUnary<SnapshotWorldRequest, SnapshotWorldResponse>(
      name + "SnapshotWorld",
      [service](const auto& request, auto reply) { service->Snapshot(request, std::move(reply)); });
  handlers.SystemUnary<UploadSnapshotRequest, UploadSnapshotResponse>(
      name + "UploadSnapshot", [service](const auto& request, auto reply) { service->Upload(request, reply); });
  handlers.SystemUnary<DiffWorldsRequest, DiffWorldsResponse>(
      name + "DiffWorlds", [service](const auto& request, auto reply) { service->DiffTwo(request, std::move(reply)); });
  authority::RegisterWrite<RestoreWorldRequest, RestoreWorldResponse>(
      *authority, handlers, name + "RestoreWorld",
      [service](const auto& request, auto reply) { service->Restore(request, std::move(reply)); });
}

}  // namespace lienthong::snapshots
