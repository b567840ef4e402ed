#include "services/base/metrics/board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lienthong::metrics {
namespace {

using testing::HasSubstr;

// Stands for one of several agencies that measure the same things.
class Office : public MetricsSource {
 public:
  explicit Office(std::string name) : name_(std::move(name)) {}
  void Measure(Sheet& sheet) const override {
    sheet.Count("files_total", "Files.", {{"office", name_}}, 3);
    Latency latency;
    latency.Observe(75'000);
    sheet.Time("wait_seconds", "Waits.", {{"office", name_}}, latency.Read());
  }

 private:
  const std::string name_;
};

TEST(BoardTest, SourcesShareAFamily) {
  const Office one("one"), two("two");
  Board board;
  board.Add(&one);
  board.Add(&two);

  const std::string text = board.Text();

  EXPECT_EQ(text.find("# TYPE files_total counter"), text.rfind("# TYPE files_total"));
  EXPECT_THAT(text, HasSubstr("files_total{office=\"one\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("files_total{office=\"two\"} 3\n"));
}

TEST(BoardTest, BucketsAreCumulativeAndInSeconds) {
  const Office one("one");
  Board board;
  board.Add(&one);

  const std::string text = board.Text();

  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{office=\"one\",le=\"0.0001\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_bucket{office=\"one\",le=\"+Inf\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("wait_seconds_count{office=\"one\"} 1\n"));
}

}  // namespace
}  // namespace lienthong::metrics
