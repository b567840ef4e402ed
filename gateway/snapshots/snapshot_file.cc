#include "gateway/snapshots/snapshot_file.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/files/digest.h"
#include "gateway/snapshots/snapshot_errors.h"
#include "google/protobuf/util/json_util.h"
#include "services/base/status.h"
#include "services/base/store/digest.h"

namespace lienthong::snapshots {
namespace {

using Object = nlohmann::ordered_json;

constexpr int64_t kFormat = 1;
constexpr char kFormatKey[] = "lienthong_snapshot";

// Text or object at a key; empty when there is none of this kind.
std::string TextIn(const Object& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Object ObjectIn(const Object& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : Object::object();
}

std::string Line(const Object& object) { return object.dump(-1, ' ', /*ensure_ascii=*/true) + "\n"; }

Object HeaderOf(const Snapshot& snapshot) {
  std::string world;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  (void)google::protobuf::util::MessageToJsonString(snapshot.world, &world, options);  // it has no Any
  Object offices = Object::object();
  for (const auto& [agency, rows] : snapshot.offices) {
    offices[agency] = {{"rows", rows.size()}, {"digest", DigestOf(rows)}};
  }
  Object header;
  header[kFormatKey] = kFormat;
  header["world"] = Object::parse(world);
  header["nation"] = {{"seed", absl::StrCat(snapshot.nation_seed)}, {"digest", snapshot.nation_digest}};
  header["offices"] = offices;
  return header;
}

// Takes lines off a text whose end has been verified: what is wrong in it nobody edited, but nobody wrote it here
// either.
class Parser {
 public:
  explicit Parser(absl::string_view text) : rest_(text) {}

  absl::StatusOr<Snapshot> Parse() {
    ASSIGN_OR_RETURN(const Object header, Next());
    ASSIGN_OR_RETURN(Snapshot snapshot, Header(header));
    while (!rest_.empty()) {
      ASSIGN_OR_RETURN(const Object row, Next());
      RETURN_IF_ERROR(Row(row, snapshot));
    }
    const Object offices = ObjectIn(header, "offices");
    for (const auto& office : offices.items()) {
      const OfficeRows& rows = snapshot.offices[office.key()];
      if (!office.value().is_object() || TextIn(office.value(), "digest") != DigestOf(rows)) {
        return SnapshotDamaged(absl::StrCat("the rows of ", office.key(), " have another digest"));
      }
    }
    if (snapshot.offices.size() != offices.size()) return SnapshotDamaged("it has rows of an office it doesn't name");
    return snapshot;
  }

 private:
  absl::StatusOr<Object> Next() {
    const size_t end = rest_.find('\n');
    const absl::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == absl::string_view::npos ? rest_.size() : end + 1);
    Object object = Object::parse(line.begin(), line.end(), nullptr, /*allow_exceptions=*/false);
    if (!object.is_object()) return SnapshotDamaged("a line is no JSON object");
    return object;
  }

  static absl::StatusOr<Snapshot> Header(const Object& header) {
    Snapshot snapshot;
    const Object nation = ObjectIn(header, "nation");
    const auto read = google::protobuf::util::JsonStringToMessage(ObjectIn(header, "world").dump(), &snapshot.world);
    if (!read.ok() || snapshot.world.record().name().empty())
      return SnapshotDamaged("the world's record can't be read");
    snapshot.nation_digest = TextIn(nation, "digest");
    if (!absl::SimpleAtoi(TextIn(nation, "seed"), &snapshot.nation_seed)) {
      return SnapshotDamaged("the nation has no seed");
    }
    return snapshot;
  }

  static absl::Status Row(const Object& row, Snapshot& snapshot) {
    std::string key, value;
    const std::string agency = TextIn(row, "agency");
    if (agency.empty() || !absl::Base64Unescape(TextIn(row, "key"), &key) ||
        !absl::Base64Unescape(TextIn(row, "value"), &value)) {
      return SnapshotDamaged("a row can't be read");
    }
    snapshot.offices[agency][key] = value;
    return absl::OkStatus();
  }

  absl::string_view rest_;
};

// The format number of a first line; 0 when it is none.
int64_t FormatOf(absl::string_view text) {
  const absl::string_view line = text.substr(0, text.find('\n'));
  const Object object = Object::parse(line.begin(), line.end(), nullptr, /*allow_exceptions=*/false);
  if (!object.is_object() || !object.contains(kFormatKey) || !object[kFormatKey].is_number_integer()) return 0;
  return object[kFormatKey].get<int64_t>();
}

}  // namespace

int64_t Snapshot::rows() const {
  int64_t count = 0;
  for (const auto& [agency, rows] : offices) count += static_cast<int64_t>(rows.size());
  return count;
}

std::string DigestOf(const OfficeRows& rows) {
  store::Digester digester;
  for (const auto& [key, value] : rows) digester.Add(key, value);
  return std::move(digester).Hex();
}

std::string WriteSnapshot(const Snapshot& snapshot) {
  std::string text = Line(HeaderOf(snapshot));
  for (const auto& [agency, rows] : snapshot.offices) {
    for (const auto& [key, value] : rows) {
      absl::StrAppend(&text, "{\"agency\":\"", agency, "\",\"key\":\"", absl::Base64Escape(key), "\",\"value\":\"",
                      absl::Base64Escape(value), "\"}\n");
    }
  }
  const std::string digest = http::Sha256Hex(text);
  text += Line({{"end", {{"rows", snapshot.rows()}, {"sha256", digest}}}});
  return text;
}

absl::StatusOr<Snapshot> ReadSnapshot(absl::string_view text) {
  const int64_t format = FormatOf(text);
  if (format == 0) return SnapshotDamaged("the first line is not that of a snapshot");
  if (format > kFormat) return SnapshotNewer(format, kFormat);
  if (text.back() != '\n') return SnapshotDamaged("the last line is not whole");
  const size_t end = text.rfind('\n', text.size() - 2);
  if (end == absl::string_view::npos) return SnapshotDamaged("the last line is missing");
  const absl::string_view body = text.substr(0, end + 1), last = text.substr(end + 1);
  const Object object = Object::parse(last.begin(), last.end(), nullptr, /*allow_exceptions=*/false);
  if (!object.is_object() || !object.contains("end")) return SnapshotDamaged("the last line is missing");
  if (TextIn(ObjectIn(object, "end"), "sha256") != http::Sha256Hex(body)) {
    return SnapshotDamaged("its SHA-256 is another than its last line says");
  }
  return Parser(body).Parse();
}

}  // namespace lienthong::snapshots
