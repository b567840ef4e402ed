#pragma once

#include <string>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace lienthong::mock {

// A message of a test, written as JSON.
template <class Message>
Message FromJson(const std::string& json) {
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(json, &message);
  EXPECT_TRUE(status.ok()) << status << " in " << json;
  return message;
}

}  // namespace lienthong::mock
