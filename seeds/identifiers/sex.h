#pragma once

namespace lienthong::seeds {

// Sex as the population database codes it; the values are those of lienthong.common.v1.Sex.
enum class Sex { kUnspecified = 0, kMale = 1, kFemale = 2, kUndetermined = 3 };

}  // namespace lienthong::seeds
