#include "services/base/applications/rules.h"

#include "gtest/gtest.h"
#include "lienthong/applications/v1/desk_state.pb.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::applications {
namespace {

absl::Time At(int year, int month, int day, int hour) {
  return absl::FromCivil(absl::CivilHour(year, month, day, hour), HanoiZone());
}

TEST(RulesTest, TheFormIsTheOneOfItsType) {
  v1::ApplicationHeader form;
  form.set_dossier_code("code");
  v1::Application application;
  application.mutable_form()->PackFrom(form);
  EXPECT_EQ(FormOf<v1::ApplicationHeader>(application).dossier_code(), "code");
  EXPECT_EQ(FormOf<v1::Applicant>(application).ByteSizeLong(), 0u);
}

TEST(RulesTest, TheDayOfFilingIsTheFirstLineOfTheHistory) {
  v1::Application application;
  *application.add_history()->mutable_at() = ToProto(At(2024, 8, 5, 23));
  *application.add_history()->mutable_at() = ToProto(At(2024, 8, 6, 8));
  *application.mutable_received_at() = ToProto(At(2024, 8, 6, 8));
  EXPECT_EQ(FiledOn(application), absl::CivilDay(2024, 8, 5)) << "the day in Vietnam, though received on the next";
}

TEST(RulesTest, TheLawOfTheDayOfReceiptGivesTheTime) {
  const auto& law = seeds::Law::Default();
  for (const absl::Time received : {At(2024, 6, 28, 8), At(2024, 7, 1, 8)}) {
    const int64_t days = law.Int(seeds::law::kChildCardWorkingDays, seeds::VietnamDay(received));
    EXPECT_EQ(DueByLaw(seeds::law::kChildCardWorkingDays, received).value(),
              seeds::WorkingCalendar::Default().AddWorkingDays(received, static_cast<int>(days)).value());
  }
  EXPECT_NE(law.Int(seeds::law::kChildCardWorkingDays, absl::CivilDay(2024, 6, 28)),
            law.Int(seeds::law::kChildCardWorkingDays, absl::CivilDay(2024, 7, 1)))
      << "the two days are chosen for a change of law";
}

}  // namespace
}  // namespace lienthong::applications
