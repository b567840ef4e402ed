// Lines written by hand are those that protobuf's JSON and the generic CSV would make, and exports can be taken up
// again anywhere.
#include "services/nation/nation_export.h"

#include <set>

#include "absl/strings/str_split.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "services/nation/nation_record.h"
#include "services/nation/nation_views.h"
#include "tests/services/nation/nation_fixture.h"

namespace lienthong::nation {
namespace {

using control::v1::NationPerson;

// The census: every ethnic group, age and kind of household.
const seeds::Nation& WholeNation(seeds::PinMode mode) {
  static const auto* const nation =
      new std::shared_ptr<const seeds::Nation>(seeds::Nation::Generate(seeds::NationOptions()).value());
  return (*nation)->In(mode);
}

std::string Expected(const seeds::Person& person, const std::string& view, LineFormat format) {
  NationPerson record = PersonRecord(person);
  const google::protobuf::FieldMask mask = *ViewOf(view);
  if (format == LineFormat::kCsv) return CsvLine(record, mask) + "\n";
  if (mask.paths_size() > 0) google::protobuf::util::FieldMaskUtil::TrimMessage(mask, &record);
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(record, &json).ok());
  return json + "\n";
}

// Compares what is told from a person on with their records.
void ExpectSameLines(const seeds::Nation& nation, const seeds::Country& country, const std::string& view,
                     LineFormat format, const std::string& from, int people) {
  ExportChoice choice;
  choice.view = view;
  choice.from_pin = from;
  choice.format = format;
  const auto exported = NationExport::Make(nation, country, choice);
  ASSERT_TRUE(exported.ok()) << exported.status();
  for (int i = 0; i < people; ++i) {
    const std::string pin = (*exported)->next();
    std::string line;
    ASSERT_EQ((*exported)->Append(1, &line), 1);
    ASSERT_EQ(line, Expected(*nation.ByPin(pin), view, format));
  }
}

std::vector<seeds::Person> Some(const seeds::Nation& nation, const seeds::PersonSample& sample, int count) {
  auto people = nation.Sample(sample, 11, count);
  EXPECT_TRUE(people.ok()) << people.status();
  return people.ok() ? *std::move(people) : std::vector<seeds::Person>();
}

TEST(NationExportTest, EveryFieldOfManyPeopleIsWrittenAsProtobufWritesIt) {
  for (const seeds::PinMode mode : {seeds::PinMode::kSafe, seeds::PinMode::kRealistic}) {
    const seeds::Nation& nation = WholeNation(mode);
    const auto indexed = nation.IndexedCountry();
    for (const seeds::Person& start : Some(nation, {}, 400)) {
      ExpectSameLines(nation, *indexed, "", LineFormat::kJson, start.pin, 50);
    }
  }
}

TEST(NationExportTest, PeopleOfEveryGroupAreWrittenAsProtobufWritesThem) {
  const seeds::Nation& nation = WholeNation(seeds::PinMode::kSafe);
  for (const std::string group : {"01", "05", "12", "10"}) {
    seeds::PersonSample sample;
    sample.ethnicity_code = group;
    for (const seeds::Person& start : Some(nation, sample, 40)) {
      ExpectSameLines(nation, nation.country(), "", LineFormat::kJson, start.pin, 8);
    }
  }
}

TEST(NationExportTest, EveryViewIsWrittenInBothFormats) {
  const seeds::Nation& nation = WholeNation(seeds::PinMode::kSafe);
  std::vector<std::string> views = ViewNames();
  views.emplace_back();
  for (const std::string& view : views) {
    for (const LineFormat format : {LineFormat::kJson, LineFormat::kCsv}) {
      for (const seeds::Person& start : Some(nation, {}, 40)) {
        ExpectSameLines(nation, nation.country(), view, format, start.pin, 25);
      }
    }
  }
}

std::set<std::string> PinsOf(const std::string& lines) {
  std::set<std::string> pins;
  for (const absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
    NationPerson person;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(std::string(line), &person).ok());
    EXPECT_TRUE(pins.insert(person.pin()).second) << "told twice";
  }
  return pins;
}

TEST(NationExportTest, TellsEverybodyOnceAlsoWhenTakenUpAgain) {
  const seeds::Nation& nation = *SmallNation();
  std::string lines;
  ExportChoice choice;
  do {
    const auto exported = NationExport::Make(nation, nation.country(), choice);
    ASSERT_TRUE(exported.ok()) << exported.status();
    ASSERT_GT((*exported)->Append(331, &lines), 0);
    choice.from_pin = (*exported)->next();
  } while (!choice.from_pin.empty());
  const std::set<std::string> pins = PinsOf(lines);
  EXPECT_EQ(static_cast<int64_t>(pins.size()), nation.population());
  EXPECT_TRUE(pins.contains(nation.FindPersona("binh-family.mother")->person.pin)) << "the personas are there";
}

TEST(NationExportTest, AProvinceHoldsThoseWhoLiveThere) {
  const seeds::Nation& nation = *SmallNation();
  ExportChoice choice;
  choice.province_code = "79";
  std::string lines;
  const auto exported = NationExport::Make(nation, nation.country(), choice);
  ASSERT_TRUE(exported.ok()) << exported.status();
  while ((*exported)->Append(100, &lines) > 0) {
  }
  for (const std::string& pin : PinsOf(lines)) EXPECT_EQ(nation.ByPin(pin)->residence.province_code, "79");
}

TEST(NationExportTest, WhatCannotBeIsRefused) {
  const seeds::Nation& nation = *SmallNation();
  const auto refused = [&](const ExportChoice& choice) {
    return ReasonOf(NationExport::Make(nation, nation.country(), choice).status());
  };
  const std::string mother = nation.FindPersona("binh-family.mother")->person.pin;
  EXPECT_EQ(refused({.view = "police"}), Reason::INVALID_FIELD);
  EXPECT_EQ(refused({.province_code = "03"}), Reason::ADDRESS_UNKNOWN);
  EXPECT_EQ(refused({.from_pin = "900000000000"}), Reason::INVALID_FIELD);
  EXPECT_EQ(refused({.province_code = "96", .from_pin = mother}), Reason::INVALID_FIELD) << "lives elsewhere";
}

}  // namespace
}  // namespace lienthong::nation
