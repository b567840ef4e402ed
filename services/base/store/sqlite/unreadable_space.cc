#include "services/base/store/sqlite/unreadable_space.h"

#include <string>
#include <utility>

namespace lienthong::store {
namespace {

class UnreadableSnapshot : public Snapshot {
 public:
  explicit UnreadableSnapshot(absl::Status why) : why_(std::move(why)) {}

  absl::optional<Entry> Get(absl::string_view key) const override { return absl::nullopt; }
  Version VersionOf(absl::string_view key) const override { return 0; }
  void Scan(absl::string_view from, absl::string_view to,
            absl::FunctionRef<bool(absl::string_view, const Entry&)> visit) const override {}
  absl::Status status() const override { return why_; }

 private:
  const absl::Status why_;
};

class UnreadableSpace : public Space {
 public:
  explicit UnreadableSpace(absl::Status why) : why_(std::move(why)) {}

  std::shared_ptr<const Snapshot> Read() const override { return std::make_shared<UnreadableSnapshot>(why_); }
  void Commit(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override { std::move(done)(why_); }
  void CommitInOrder(WriteBatch batch, absl::AnyInvocable<void(absl::Status)> done) override { std::move(done)(why_); }
  void Settle(absl::AnyInvocable<void(absl::Status)> done) const override { std::move(done)(why_); }
  std::unique_ptr<Space> Fork() const override { return NewUnreadableSpace(why_); }
  std::string Digest() const override { return ""; }

 private:
  const absl::Status why_;
};

}  // namespace

std::unique_ptr<Space> NewUnreadableSpace(absl::Status why) {
  return std::make_unique<UnreadableSpace>(std::move(why));
}

}  // namespace lienthong::store
