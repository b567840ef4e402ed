#include "services/base/host/state_rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/page.h"

namespace lienthong::host {
namespace {

using control::v1::ListStateRowsRequest;
using control::v1::ListStateRowsResponse;

// A page ends here even when it isn't full: gRPC clients take 4 MiB unless told otherwise.
constexpr size_t kMaxPageBytes = 2 << 20;
constexpr char kQuery[] = "state-rows";

absl::StatusOr<int> SizeOf(const ListStateRowsRequest& request) {
  return store::PageSize(request.page_size() == 0 ? store::kMaxPageSize : request.page_size());
}

bool Wanted(const ListStateRowsRequest& request, absl::string_view key) {
  const auto begins = [key](const std::string& part) { return store::KeyReader(key).Skip(store::Key(part)); };
  return std::none_of(request.except().begin(), request.except().end(), begins);
}

}  // namespace

absl::StatusOr<ListStateRowsResponse> ListStateRows(WorldPart& part, const ListStateRowsRequest& request) {
  ASSIGN_OR_RETURN(const int size, SizeOf(request));
  ASSIGN_OR_RETURN(const std::string last, store::LastKey(kQuery, request.page_token()));
  ListStateRowsResponse response;
  // Counted first: a commit in between shows as a change.
  response.set_commits(part.commits());
  size_t bytes = 0;
  part.space().Read()->Scan(last.empty() ? last : store::KeyAbove(last), "", [&](absl::string_view key,
                                                                                const store::Entry& entry) {
    if (!Wanted(request, key)) return true;
    if (response.rows_size() == size || bytes > kMaxPageBytes) {
      response.set_next_page_token(store::PageToken(kQuery, response.rows(response.rows_size() - 1).key()));
      return false;
    }
    control::v1::StateRow& row = *response.add_rows();
    row.set_key(std::string(key));
    row.set_value(entry.value);
    bytes += key.size() + entry.value.size();
    return true;
  });
  return response;
}

void PutStateRows(WorldPart& part, const control::v1::PutStateRowsRequest& request,
                  std::function<void(absl::Status)> done) {
  store::WriteBatch batch;
  {
    const auto there = part.space().Read();
    for (const auto& row : request.rows()) {
      batch.writes[row.key()] = row.value();
      batch.expected[row.key()] = there->VersionOf(row.key());
    }
  }
  part.space().Commit(std::move(batch), [&part, done = std::move(done)](const absl::Status& status) {
    part.Committed();
    done(status);
  });
}

}  // namespace lienthong::host
