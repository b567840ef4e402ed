#include "services/base/store/store.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/store/memory_store.h"

namespace lienthong::store {
namespace {

absl::Status KindNotBuilt(absl::string_view kind) {
  const absl::Status status =
      InvalidField("store", absl::StrCat("a store of kind \"", kind, "\" is not built; use \"memory\""));
  return WithMetadata(status, "kind", kind);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const std::string& spec) {
  const std::string kind = spec.substr(0, spec.find(':'));
  if (kind != "memory") return KindNotBuilt(kind);
  if (spec != kind) return InvalidField("store", "a store in memory has no place; write \"memory\" alone");
  return std::make_unique<MemoryStore>();
}

}  // namespace lienthong::store
