#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/engine/definition.h"
#include "gateway/engine/expressions.h"
#include "gateway/engine/workflow.h"

namespace lienthong::engine {

// What reading a file gives, good or not. Without a definition when the text is no YAML.
struct Loaded {
  std::shared_ptr<const Catalogue> catalogue;
  std::unique_ptr<Definition> definition;
  std::unique_ptr<Expressions> expressions;
  std::vector<Problem> problems;
  std::vector<Problem> warnings;
};

Loaded LoadParts(const std::string& yaml, const std::string& file, const LoadOptions& options);

}  // namespace lienthong::engine
