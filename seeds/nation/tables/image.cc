#include "seeds/nation/tables/image.h"

#include <algorithm>
#include <array>

#include "seeds/mix.h"

namespace lienthong::seeds {
namespace {

constexpr size_t kLanes = 4;

uint64_t Aligned(uint64_t bytes) { return (bytes + 7) / 8 * 8; }

}  // namespace

uint64_t ImageDigest(absl::Span<const char> image) {
  // Four lanes, so that multiplications overlap: a gigabyte takes a quarter of a second.
  std::array<uint64_t, kLanes> lanes = {1, 2, 3, 4};
  constexpr size_t kDigestAt = offsetof(ImageHeader, digest);
  for (size_t at = 0, lane = 0; at < image.size(); at += 8, lane = (lane + 1) % kLanes) {
    uint64_t word = 0;
    if (at != kDigestAt) std::memcpy(&word, image.data() + at, std::min<size_t>(8, image.size() - at));
    lanes[lane] = (lanes[lane] ^ word) * 0x9E3779B97F4A7C15;
    lanes[lane] ^= lanes[lane] >> 29;
  }
  return Mix(lanes[0], lanes[1], lanes[2], lanes[3], image.size());
}

std::vector<uint64_t> ImageWriter::Finish(ImageHeader header) const {
  std::vector<ImageSection> sections;
  uint64_t offset = sizeof(ImageHeader) + parts_.size() * sizeof(ImageSection);
  for (const absl::Span<const char> part : parts_) {
    sections.push_back({offset, part.size()});
    offset += Aligned(part.size());
  }
  header.sections = static_cast<uint32_t>(parts_.size());
  header.size = offset;
  std::vector<uint64_t> words(offset / 8);
  char* image = reinterpret_cast<char*>(words.data());
  std::memcpy(image + sizeof header, sections.data(), sections.size() * sizeof(ImageSection));
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (!parts_[i].empty()) std::memcpy(image + sections[i].offset, parts_[i].data(), parts_[i].size());
  }
  std::memcpy(image, &header, sizeof header);
  header.digest = ImageDigest({image, offset});
  std::memcpy(image, &header, sizeof header);
  return words;
}

ImageReader::ImageReader(absl::Span<const char> image) : image_(image) {
  if (image.size() < sizeof header_) return;
  std::memcpy(&header_, image.data(), sizeof header_);
  ok_ = std::memcmp(header_.magic, ImageHeader().magic, sizeof header_.magic) == 0 && header_.size == image.size() &&
        sizeof header_ + header_.sections * sizeof(ImageSection) <= image.size();
}

bool ImageReader::intact() const { return ok_ && ImageDigest(image_) == header_.digest; }

absl::Span<const char> ImageReader::NextBytes() {
  ok_ = ok_ && next_ < header_.sections;
  if (!ok_) return {};
  ImageSection section;
  std::memcpy(&section, image_.data() + sizeof header_ + next_++ * sizeof section, sizeof section);
  ok_ = section.offset <= image_.size() && section.bytes <= image_.size() - section.offset;
  return ok_ ? image_.subspan(section.offset, section.bytes) : absl::Span<const char>();
}

}  // namespace lienthong::seeds
