#pragma once

#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/one_stop/v1/one_stop.pb.h"
#include "services/base/world/call_context.h"

namespace lienthong::one_stop {

v1::Receipt ReceiptOf(const applications::v1::Application& application);

// The acknowledgement and appointment slip as a page marked as synthetic.
applications::v1::Document PrintReceipt(const CallContext& context, const v1::Receipt& receipt);

}  // namespace lienthong::one_stop
