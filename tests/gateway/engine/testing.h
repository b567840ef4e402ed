#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/engine/standalone.h"

// What the engine's tests share: an office that exists only here, and runs that end at once.
namespace lienthong::engine {

// Services of the package `office`, from .proto text: the engine knows them by descriptor only.
std::shared_ptr<const Catalogue> OfficeCatalogue();
std::unique_ptr<google::protobuf::Message> OfficeMessage(const std::string& type, const std::string& text_format);
std::string OfficeBytes(const std::string& type, const std::string& text_format);
// Text format, on one line.
std::string OfficeText(const std::string& type, const std::string& bytes);

// A document of six lines, then `body`; so the body's first line is line 7.
std::string Document(const std::string& body);

std::shared_ptr<const Workflow> Load(const std::string& body);
std::shared_ptr<const Workflow> LoadFile(const std::string& name);  // of testdata

RunContext ContextForTest();

// Output as JSON, or "type-suffix status instance" of the error, such as "expression 400 /do/0/a".
std::string RunToEnd(const std::string& body, const std::string& input = "{}", const StandaloneHost& host = {});
std::string Summary(const StandaloneResult& result);

// Names of the tasks in the order they ran; skipped ones in parentheses.
std::vector<std::string> Trace(const std::string& body, const std::string& input = "{}");

// The effect of the kind E at `index` among those of that kind; fails the test when there is none.
template <typename E>
E EffectAt(const Result& result, size_t index = 0) {
  std::vector<E> found;
  for (const Effect& effect : result.effects) {
    if (const auto* one = std::get_if<E>(&effect)) found.push_back(*one);
  }
  return index < found.size() ? found[index] : E{};
}

// What the effects are, in order: "call /do/0/a#1", "timer retry 5s", "cancel /do/0/a#1@1", "finished {}".
std::vector<std::string> Describe(const std::vector<Effect>& effects);

}  // namespace lienthong::engine
