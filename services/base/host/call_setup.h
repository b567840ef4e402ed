#pragma once

#include <string>

#include "absl/status/status.h"
#include "lienthong/control/v1/cause.pb.h"
#include "lienthong/control/v1/row.pb.h"
#include "services/base/host/cause.h"
#include "services/base/host/wire.h"
#include "services/base/host/world_part.h"
#include "services/base/world/call_context.h"

// How headers become a CallContext and a CallContext becomes headers.
namespace lienthong::host {

struct Environment;

inline constexpr char kDefaultWorld[] = "default";
inline constexpr char kAnonymous[] = "anonymous";

// Fills what the headers say: caller, purpose, officer, trace.
void ReadHeaders(const RawCall& call, CallContext* context);
// Fills what the cause says: everything the world's driver decides.
void ReadCause(const control::v1::Cause& cause, CallContext* context);
void UseRecord(const std::shared_ptr<const control::v1::World>& record, CallContext* context);

// The domain of an agency's refusals, "population.lienthong.vn".
std::string Domain(const std::string& agency);

// The context in which a row's call is made and its continuation runs.
CallContext RowContext(const std::string& agency, const control::v1::Row& row, absl::Time now, int64_t step,
                       const std::shared_ptr<const control::v1::World>& record);
// The call a row makes, with its signed header.
RawCall CallOf(const control::v1::Row& row, const CallContext& context, const Environment& environment);

// The wire failed, not the callee: nobody knows whether the call was executed.
bool IsWireFailure(const RawAnswer& answer);

// The trailer lienthong-next-bin. An absent one says nothing of the callee's rows, as opposed to "it has none".
std::string EncodeLeast(const LeastRow& least);
bool DecodeLeast(absl::string_view trailer, LeastRow* least);

// The line of one call, without its answer.
control::v1::JournalEntry& BeginEntry(const CallContext& context, const RawCall& call, bool write);
void EndEntry(const absl::Status& status, const std::string& body, control::v1::JournalEntry* entry);

// The caller doesn't want to wait in wall time for what faults hold up.
bool SkipsWait(const RawCall& call);

}  // namespace lienthong::host
