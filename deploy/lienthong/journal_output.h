#pragma once

#include <string>

#include "google/protobuf/message.h"
#include "lienthong/control/v1/verification_service.pb.h"

namespace lienthong {

// "2024-08-05 08:00  1.2      gateway -> population  GetPerson  OK".
void PrintCall(const control::v1::JournalCall& call);

// Each expectation that doesn't hold: its sentence, and the nearest calls with what differs. `language` is "vi" or
// "en".
void PrintFinding(const control::v1::CallFinding& finding, const std::string& language);

// The message as indented JSON with the field names of the .proto.
void PrintAsJson(const google::protobuf::Message& message);

}  // namespace lienthong
