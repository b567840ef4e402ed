// The tables' image: one block of bytes, the same in memory and as a file. Little-endian, 8-aligned:
//   magic "LTNATION", version, sections, seed, population, size, digest, then (offset, bytes) of each section, then
//   they.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/types/span.h"

namespace lienthong::seeds {

struct ImageHeader {
  char magic[8] = {'L', 'T', 'N', 'A', 'T', 'I', 'O', 'N'};
  uint32_t version = 0;
  uint32_t sections = 0;
  uint64_t seed = 0;
  int64_t population = 0;
  uint64_t size = 0;    // of the whole image
  uint64_t digest = 0;  // of the image with this field 0
};

struct ImageSection {
  uint64_t offset = 0;
  uint64_t bytes = 0;
};

// 64 bits that change with any byte; not cryptographic.
uint64_t ImageDigest(absl::Span<const char> image);

// Appends sections one after another, then closes the image.
class ImageWriter {
 public:
  template <typename Row>
  void Add(absl::Span<const Row> rows) {
    static_assert(std::is_trivially_copyable_v<Row>);
    parts_.emplace_back(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row));
  }
  template <typename Row>
  void Add(const std::vector<Row>& rows) {
    Add(absl::MakeConstSpan(rows));
  }

  // Words, so that rows are aligned. Fills in what the header says of the image.
  std::vector<uint64_t> Finish(ImageHeader header) const;

 private:
  std::vector<absl::Span<const char>> parts_;
};

// Takes sections in the order they were added. `ok` turns false when one does not fit.
class ImageReader {
 public:
  explicit ImageReader(absl::Span<const char> image);

  const ImageHeader& header() const { return header_; }
  bool ok() const { return ok_; }
  // True when the bytes are those the digest was made of.
  bool intact() const;

  template <typename Row>
  absl::Span<const Row> Next() {
    const absl::Span<const char> bytes = NextBytes();
    ok_ = ok_ && bytes.size() % sizeof(Row) == 0;
    return {reinterpret_cast<const Row*>(bytes.data()), bytes.size() / sizeof(Row)};
  }

 private:
  absl::Span<const char> NextBytes();

  absl::Span<const char> image_;
  ImageHeader header_;
  uint32_t next_ = 0;
  bool ok_ = false;
};

}  // namespace lienthong::seeds
