#include "services/base/host/kept_moment.h"

#include "absl/strings/numbers.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

// Step and time grow with every commit; the number of outside writes only where one is committed.
constexpr char kMoment[] = "moment", kTime[] = "time", kWrites[] = "writes";

void Put(const char* what, const control::v1::StoredMoment& moment, store::WriteBatch* batch) {
  batch->writes[store::Key(kMoment, what)] = moment.SerializeAsString();
}

control::v1::StoredMoment Read(const store::Snapshot& snapshot, const char* what) {
  control::v1::StoredMoment moment;
  if (const auto entry = snapshot.Get(store::Key(kMoment, what))) moment.ParseFromString(entry->value);
  return moment;
}

}  // namespace

void KeepMoment(const CallContext& context, store::WriteBatch* batch) {
  const control::v1::World& world = *context.config;
  if (!world.durable() || world.clock_mode() == control::v1::CLOCK_MODE_REAL) return;
  control::v1::StoredMoment moment;
  *moment.mutable_now() = ToProto(context.now);
  moment.set_step(context.step);
  Put(kTime, moment, batch);
  control::v1::StoredMoment counted;
  int64_t write = 0;
  // The path of an outside write is its number.
  if (!context.outside || !absl::SimpleAtoi(context.path, &write)) return;
  counted.set_writes(write);
  Put(kWrites, counted, batch);
}

absl::optional<control::v1::StoredMoment> KeptMoment(const store::Space& space) {
  const auto snapshot = space.Read();
  control::v1::StoredMoment moment = Read(*snapshot, kTime);
  moment.MergeFrom(Read(*snapshot, kWrites));
  if (!moment.has_now()) return absl::nullopt;
  return moment;
}

}  // namespace lienthong::host
