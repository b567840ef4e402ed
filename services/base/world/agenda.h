#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "lienthong/control/v1/row.pb.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

// The agenda: all deferred work of a world, as rows of its state. A row is committed with its cause and executed by the
// world's driver in the order of its key (due, kind, agency, cause path); no thread, alarm or sequence counter is
// involved (AGENDA.md, rules 2 and 3).
namespace lienthong::agenda {

using control::v1::Row;
using control::v1::RowCall;
using control::v1::RowKind;

// What to do and when. `owner` is the record the work belongs to, such as "application/<id>": rows of one owner are
// numbered by it, and in a REAL world they run one after the other.
struct Work {
  absl::Time due;
  RowKind kind = control::v1::ROW_KIND_UNSPECIFIED;
  std::string owner;
  // Name under which the agency registered the code that handles the row (host::Handlers::Continue).
  std::string continuation;
  // The continuation's argument message, serialised. May be empty.
  std::string arguments;
  // The call whose answer the continuation gets; nullopt = none.
  absl::optional<RowCall> call;
  // Workflow run; empty = the context's.
  std::string run;
};

// Puts the row into the transaction and returns its key, by which Cancel removes it.
std::string Schedule(const CallContext& context, store::Txn& txn, Work work);
// An executed or cancelled row is no error.
void Cancel(store::Txn& txn, absl::string_view row_key);

// A call to `to` ("population", "one_stop/22"). The request_id is filled in when the row is scheduled, unless set: it is
// the row's path, so that a repeated delivery is recognised. Fills the message's own request_id field as well.
RowCall Call(absl::string_view to, absl::string_view method, const google::protobuf::Message& request,
             absl::Duration timeout = absl::Seconds(30));

// For drivers.
std::string KeyPrefix();
std::string RowKey(const Row& row, absl::string_view agency);
absl::optional<std::string> LeastKey(const store::Snapshot& snapshot);
absl::optional<Row> Load(store::Txn& txn, absl::string_view key);
absl::Time DueOf(absl::string_view key);
int64_t Count(const store::Snapshot& snapshot);

}  // namespace lienthong::agenda
