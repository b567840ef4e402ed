#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/base/log/field.h"

namespace spdlog {
class logger;
}

namespace lienthong::log {

enum class Level { kDebug, kInfo, kWarn, kError, kOff };
enum class Format { kText, kJson };

// What --log-level and --log-format take.
Level LevelOf(const std::string& name);
Format FormatOf(const std::string& name);

// Log is what a process says of its work on standard error, a line an event. It is for whoever runs the process; what
// was called is in the journal, and figures are metrics. No line holds personal data: values are names and ids, never
// bodies, never sentences with something filled in, and each passes Presentable.
// Thread-safe.
class Log {
 public:
  Log(Level level, Format format);
  ~Log();

  bool Takes(Level level) const { return level >= level_; }
  // `event` is a fixed word such as "row_retried". Fields with an empty value are left out.
  void Write(Level level, absl::string_view event, absl::Span<const Field> fields) const;

  void Debug(absl::string_view event, std::initializer_list<Field> fields) const { Write(Level::kDebug, event, fields); }
  void Info(absl::string_view event, std::initializer_list<Field> fields) const { Write(Level::kInfo, event, fields); }
  void Warn(absl::string_view event, std::initializer_list<Field> fields) const { Write(Level::kWarn, event, fields); }
  void Error(absl::string_view event, std::initializer_list<Field> fields) const { Write(Level::kError, event, fields); }

 private:
  const Level level_;
  const Format format_;
  const std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace lienthong::log
