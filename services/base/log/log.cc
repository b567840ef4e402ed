#include "services/base/log/log.h"

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "spdlog/pattern_formatter.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace lienthong::log {
namespace {

constexpr char kTextPattern[] = "%Y-%m-%dT%H:%M:%S.%e%z %l %v";
// The fields close the object.
constexpr char kJsonPattern[] = R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})";

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarn:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
    case Level::kOff:
      return spdlog::level::off;
  }
  return spdlog::level::off;
}

std::string Quoted(absl::string_view text) {
  return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string AsJson(absl::string_view event, absl::Span<const Field> fields) {
  std::string line = absl::StrCat("\"event\":", Quoted(event));
  for (const Field& field : fields) {
    if (!field.value.empty()) absl::StrAppend(&line, ",\"", field.name, "\":", Quoted(Presentable(field.value)));
  }
  return line;
}

std::string AsText(absl::string_view event, absl::Span<const Field> fields) {
  std::string line(event);
  for (const Field& field : fields) {
    if (field.value.empty()) continue;
    const std::string value = Presentable(field.value);
    const bool plain = value.find_first_of(" \"=") == std::string::npos;
    absl::StrAppend(&line, " ", field.name, "=", plain ? value : Quoted(value));
  }
  return line;
}

}  // namespace

Level LevelOf(const std::string& name) {
  if (name == "debug") return Level::kDebug;
  if (name == "info") return Level::kInfo;
  if (name == "error") return Level::kError;
  return name == "off" ? Level::kOff : Level::kWarn;
}

Format FormatOf(const std::string& name) { return name == "json" ? Format::kJson : Format::kText; }

Log::Log(Level level, Format format)
    : level_(level),
      format_(format),
      logger_(std::make_shared<spdlog::logger>("lienthong", std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_level(ToSpdlog(level));
  logger_->set_pattern(format == Format::kJson ? kJsonPattern : kTextPattern);
  logger_->flush_on(spdlog::level::debug);
}

Log::~Log() = default;

void Log::Write(Level level, absl::string_view event, absl::Span<const Field> fields) const {
  if (!Takes(level) || level == Level::kOff) return;
  logger_->log(ToSpdlog(level), "{}", format_ == Format::kJson ? AsJson(event, fields) : AsText(event, fields));
}

}  // namespace lienthong::log
