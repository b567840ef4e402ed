#include "services/base/world/agenda.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"
#include "services/base/bytes.h"
#include "services/base/descriptors/methods.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"

namespace lienthong::agenda {
namespace {

constexpr char kTable[] = "agenda";
constexpr char kOwners[] = "agenda-owner";

// Rows are numbered by their owner, whose counter is a row of its own: owners never share one.
int64_t NextOrdinal(store::Txn& txn, const std::string& owner) {
  const std::string key = store::Key(kOwners, owner);
  int64_t ordinal = 0;
  if (const auto stored = txn.Get(key)) (void)absl::SimpleAtoi(*stored, &ordinal);
  txn.Put(key, absl::StrCat(++ordinal));
  return ordinal;
}

// Sets the id beside the request and in it: a field appended to serialised bytes is part of the message.
void FillRequestId(RowCall& call, const std::string& request_id) {
  if (!call.request_id().empty()) return;
  call.set_request_id(request_id);
  const auto* method = MethodNamed(call.method());
  const auto* field = method == nullptr ? nullptr : method->input_type()->FindFieldByName("request_id");
  if (field == nullptr || field->type() != google::protobuf::FieldDescriptor::TYPE_STRING) return;
  google::protobuf::io::StringOutputStream stream(call.mutable_body());
  google::protobuf::io::CodedOutputStream coded(&stream);
  google::protobuf::internal::WireFormatLite::WriteString(field->number(), request_id, &coded);
}

}  // namespace

std::string Schedule(const CallContext& context, store::Txn& txn, Work work) {
  Row row;
  const std::string path = absl::StrCat(context.agency, ":", work.owner, ".", NextOrdinal(txn, work.owner));
  *row.mutable_due() = ToProto(work.due);
  row.set_kind(work.kind);
  row.set_owner(std::move(work.owner));
  row.set_path(path);
  row.set_continuation(std::move(work.continuation));
  row.set_arguments(std::move(work.arguments));
  row.set_run(work.run.empty() ? context.run : std::move(work.run));
  row.set_traceparent(context.traceparent);
  row.set_generation(work.due <= context.now ? context.generation + 1 : 0);
  if (work.call) {
    FillRequestId(*work.call, path);
    *row.mutable_call() = *std::move(work.call);
  }
  std::string key = RowKey(row, context.agency);
  txn.Put(key, row.SerializeAsString());
  return key;
}

void Cancel(store::Txn& txn, absl::string_view row_key) {
  if (!row_key.empty()) txn.Delete(std::string(row_key));
}

RowCall Call(absl::string_view to, absl::string_view method, const google::protobuf::Message& request,
             absl::Duration timeout) {
  RowCall call;
  call.set_to(std::string(to));
  call.set_method(std::string(method));
  call.set_body(ToBytes(request));
  *call.mutable_timeout() = ToProto(timeout);
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  if (field != nullptr) call.set_request_id(request.GetReflection()->GetString(request, field));
  return call;
}

// The last two parts are the path, taken apart so that an owner's tenth row comes after its ninth.
std::string RowKey(const Row& row, absl::string_view agency) {
  int64_t ordinal = 0;
  (void)absl::SimpleAtoi(row.path().substr(row.path().rfind('.') + 1), &ordinal);
  return store::Key(kTable, FromProto(row.due()), static_cast<int>(row.kind()), agency, row.owner(), ordinal);
}

std::string KeyPrefix() { return store::Key(kTable); }

absl::optional<std::string> LeastKey(const store::Snapshot& snapshot) {
  static const std::string* prefix = new std::string(KeyPrefix());
  static const std::string* end = new std::string(store::PrefixEnd(*prefix));
  absl::optional<std::string> least;
  snapshot.Scan(*prefix, *end, [&least](absl::string_view key, const store::Entry&) {
    least = std::string(key);
    return false;
  });
  return least;
}

absl::optional<Row> Load(store::Txn& txn, absl::string_view key) {
  const auto bytes = txn.Get(key);
  Row row;
  if (!bytes || !row.ParseFromString(*bytes)) return absl::nullopt;
  return row;
}

absl::Time DueOf(absl::string_view key) {
  store::KeyReader reader(key);
  (void)reader.Text();
  return reader.Time().value_or(absl::InfiniteFuture());
}

int64_t Count(const store::Snapshot& snapshot) {
  int64_t count = 0;
  const std::string prefix = KeyPrefix();
  snapshot.Scan(prefix, store::PrefixEnd(prefix),
                [&count](absl::string_view, const store::Entry&) { return ++count > 0; });
  return count;
}

}  // namespace lienthong::agenda
