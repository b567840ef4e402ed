#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "seeds/nation/rank/ranker.h"
#include "seeds/nation/tables/classes.h"

namespace lienthong::seeds {

// What a nation is made of: equal keys give equal tables, bit for bit, on any machine.
struct TablesKey {
  uint64_t seed = 1;
  int64_t population = 0;  // living people

  bool operator==(const TablesKey&) const = default;
};

// The tiles of all provinces as plain rows, and the rankers over them: everything a nation holds in memory. Immutable
// views into one image, which was made in memory or is a file mapped into it.
class Tables {
 public:
  // The generator: raise it with any change of the people it makes.
  static constexpr uint32_t kVersion = 1;

  // Makes the tables; about a third of a second for the whole country on one core.
  static std::shared_ptr<const Tables> Make(const TablesKey& key);
  // Tables kept as a file by Save. NOT_FOUND when there is no file, FAILED_PRECONDITION when it holds another key or
  // version, DATA_LOSS when its digest is wrong.
  static absl::StatusOr<std::shared_ptr<const Tables>> Load(const std::string& path, const TablesKey& key);
  absl::Status Save(const std::string& path) const;

  const TablesKey& key() const { return key_; }
  // Of the whole image, key and version included.
  uint64_t digest() const { return digest_; }
  size_t bytes() const { return image_.size(); }

  // The rows of one province's tile.
  absl::Span<const Member> members(int province) const { return Part(members_, kPeople, province); }
  absl::Span<const Home> homes(int province) const { return Part(homes_, kHomes, province); }
  absl::Span<const Couple> couples(int province) const { return Part(couples_, kCouples, province); }
  absl::Span<const Slot> slots(int province) const { return Part(slots_, kSlots, province); }

  enum Kind { kPeople, kHomes, kCouples, kSlots, kKinds };
  const Repetition& repetition(Kind kind, int province) const {
    return (*repetitions_)[kind][static_cast<size_t>(province)];
  }

  // By province and ethnic group, the class of links between parents and children; kNoClass when nobody is in it.
  uint32_t LinkClass(int origin, int ethnicity, int sex, int year) const;
  uint32_t LinkClassOf(const Member& member) const;

  Ranker cells, links, slot_ranks;
  Ranker home_births, away_births;     // by book
  Ranker first_legacy, second_legacy;  // by origin; by residence, of those who moved
  Ranker adults;                       // by residence
  Ranker marriages;                    // by marriage book
  Ranker divorced_women, divorced_men;

 private:
  using AllRepetitions = std::array<Repetitions, kKinds>;
  using Starts = std::array<std::array<uint32_t, kProvinces + 1>, kKinds>;

  Tables() = default;
  // Takes the views from the image; DATA_LOSS when its sections do not fit.
  absl::Status Open(absl::Span<const char> image, std::shared_ptr<const void> owner);

  template <typename Row>
  absl::Span<const Row> Part(absl::Span<const Row> rows, Kind kind, int province) const {
    const auto& starts = (*starts_)[kind];
    const auto at = static_cast<size_t>(province);
    return rows.subspan(starts[at], starts[at + 1] - starts[at]);
  }

  std::shared_ptr<const void> owner_;
  absl::Span<const char> image_;
  TablesKey key_;
  uint64_t digest_ = 0;
  const AllRepetitions* repetitions_ = nullptr;
  const Starts* starts_ = nullptr;
  absl::Span<const Member> members_;
  absl::Span<const Home> homes_;
  absl::Span<const Couple> couples_;
  absl::Span<const Slot> slots_;
  absl::Span<const uint16_t> groups_;  // by origin and ethnic group

  friend class TablesMaker;
};

// No links within the group.
inline constexpr uint16_t kNoGroup = 0xFFFF;

inline uint32_t Tables::LinkClass(int origin, int ethnicity, int sex, int year) const {
  const uint16_t group = groups_[static_cast<size_t>(origin * kEthnicityCodes + ethnicity)];
  return group == kNoGroup ? kNoClass : group * kYearsAndSexes + YearAndSex(sex, year);
}

inline uint32_t Tables::LinkClassOf(const Member& member) const {
  return LinkClass(member.origin, member.ethnicity, member.sex, member.year);
}

// The tables of the key: mapped from the file beside the running program when it fits, otherwise made. Kept as long as
// somebody uses them, and shared.
std::shared_ptr<const Tables> SharedTables(const TablesKey& key);

// The name of the file looked for beside the program.
inline constexpr char kTablesFile[] = "nation.tables";

}  // namespace lienthong::seeds
