#include "seeds/nation/tables/tables.h"

#include "seeds/nation/tables/image.h"

namespace lienthong::seeds {
namespace {

Ranker NextRanker(ImageReader* reader, const Repetitions* repetitions) {
  const auto first_pair = reader->Next<uint32_t>();
  const auto pairs = reader->Next<RankPair>();
  const auto rows = reader->Next<uint16_t>();
  return {first_pair, pairs, rows, repetitions};
}

}  // namespace

absl::Status Tables::Open(absl::Span<const char> image, std::shared_ptr<const void> owner) {
  owner_ = std::move(owner);
  image_ = image;
  ImageReader reader(image);
  key_ = {reader.header().seed, reader.header().population};
  digest_ = reader.header().digest;
  members_ = reader.Next<Member>();
  homes_ = reader.Next<Home>();
  couples_ = reader.Next<Couple>();
  slots_ = reader.Next<Slot>();
  groups_ = reader.Next<uint16_t>();
  const auto repetitions = reader.Next<AllRepetitions>();
  const auto starts = reader.Next<Starts>();
  if (!reader.ok() || repetitions.size() != 1 || starts.size() != 1) {
    return absl::DataLossError("The nation's tables have other sections than this program expects.");
  }
  repetitions_ = repetitions.data();
  starts_ = starts.data();
  const Repetitions& people = (*repetitions_)[kPeople];
  links = NextRanker(&reader, &people);
  slot_ranks = NextRanker(&reader, &(*repetitions_)[kSlots]);
  for (Ranker* ranker :
       {&cells, &home_births, &away_births, &first_legacy, &second_legacy, &adults, &divorced_women, &divorced_men}) {
    *ranker = NextRanker(&reader, &people);
  }
  marriages = NextRanker(&reader, &(*repetitions_)[kCouples]);
  if (!reader.ok()) return absl::DataLossError("The nation's tables are cut short.");
  return absl::OkStatus();
}

}  // namespace lienthong::seeds
