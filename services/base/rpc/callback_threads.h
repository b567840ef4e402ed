#pragma once

namespace lienthong::host {

// Keeps gRPC's callback threads for the life of the process. gRPC ends them with the last channel that used them, and
// joins them on the thread that drops it, which may be one of them: the answer of a call that outlives its transport
// would then bring the process down (grpc/grpc#32584, #37858). Call it before the first call.
void KeepCallbackThreads();

}  // namespace lienthong::host
