#include "gateway/snapshots/kept_texts.h"

#include <algorithm>
#include <utility>

#include "services/base/host/random_name.h"

namespace lienthong::snapshots {

std::string KeptTexts::Keep(std::shared_ptr<std::string> text) {
  absl::MutexLock lock(&mutex_);
  return Insert({std::move(text), clock_->Now()});
}

std::string KeptTexts::Begin(const std::string& request_id) {
  absl::MutexLock lock(&mutex_);
  for (const auto& [name, kept] : texts_) {
    if (kept.request_id == request_id) return name;
  }
  return Insert({std::make_shared<std::string>(), clock_->Now(), request_id});
}

std::string KeptTexts::Insert(Kept kept) {
  const std::string name = host::RandomName(8);
  Sweep();
  if (texts_.size() >= kMost) {
    texts_.erase(std::min_element(texts_.begin(), texts_.end(),
                                  [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  }
  texts_[name] = std::move(kept);
  return name;
}

std::shared_ptr<const std::string> KeptTexts::Find(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  Sweep();
  const auto found = texts_.find(name);
  if (found == texts_.end()) return nullptr;
  found->second.used = clock_->Now();
  return found->second.text;
}

absl::optional<size_t> KeptTexts::Append(const std::string& name, size_t offset, const std::string& piece) {
  absl::MutexLock lock(&mutex_);
  Sweep();
  const auto found = texts_.find(name);
  if (found == texts_.end()) return absl::nullopt;
  found->second.used = clock_->Now();
  const std::string& text = *found->second.text;
  if (offset < text.size()) {  // a piece that came before
    if (text.compare(offset, piece.size(), piece) != 0) return absl::nullopt;
    return text.size();
  }
  if (offset > text.size() || text.size() + piece.size() > kMaxBytes) return absl::nullopt;
  // Whoever reads it meanwhile keeps what was there.
  if (found->second.text.use_count() > 1) found->second.text = std::make_shared<std::string>(text);
  found->second.text->append(piece);
  return found->second.text->size();
}

void KeptTexts::Sweep() {
  std::erase_if(texts_, [now = clock_->Now()](const auto& kept) { return kept.second.used + kLife < now; });
}

}  // namespace lienthong::snapshots
