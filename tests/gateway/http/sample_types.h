#pragma once

#include "google/protobuf/compiler/parser.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace lienthong::http {

// Every kind of field, in a pool of its own, as a team's own descriptors would come.
inline constexpr char kSampleProto[] = R"(
syntax = "proto3";
package sample;
import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
enum Colour { COLOUR_UNSPECIFIED = 0; COLOUR_RED = 1; COLOUR_GREEN = 2; }
message Place { string commune_code = 1; repeated Place inner = 2; }
message Everything {
  bool flag = 1;
  int32 small = 2;
  uint32 count = 3;
  int64 big = 4;
  double ratio = 5;
  string personal_number = 6;
  bytes photo = 7;
  Colour colour = 8;
  Place place = 9;
  repeated string names = 10;
  repeated Place places = 11;
  map<string, Place> by_name = 12;
  map<int32, string> by_number = 13;
  oneof choice { string left = 14; int32 right = 15; }
  google.protobuf.Timestamp at = 16;
  google.protobuf.Duration wait = 17;
  google.protobuf.Struct free = 18;
  google.protobuf.Int32Value maybe = 19;
  google.protobuf.Value any_value = 20;
  optional int32 perhaps = 21;
}
message Item { int64 sequence = 1; string text = 2; }
message WatchRequest { string name = 1; int64 after_sequence = 2; }
service Sample {
  rpc Get(WatchRequest) returns (Item) { option idempotency_level = NO_SIDE_EFFECTS; }
  rpc Put(Everything) returns (Everything) {}
  rpc Watch(WatchRequest) returns (stream Item) {}
}
)";

inline const google::protobuf::DescriptorPool& SamplePool() {
  static const google::protobuf::DescriptorPool* const pool = [] {
    auto* made = new google::protobuf::DescriptorPool(google::protobuf::DescriptorPool::generated_pool());
    google::protobuf::io::ArrayInputStream text(kSampleProto, sizeof(kSampleProto) - 1);
    google::protobuf::io::Tokenizer tokenizer(&text, nullptr);
    google::protobuf::FileDescriptorProto file;
    google::protobuf::compiler::Parser parser;
    parser.Parse(&tokenizer, &file);
    file.set_name("sample.proto");
    made->BuildFile(file);
    return made;
  }();
  return *pool;
}

inline const google::protobuf::Descriptor& SampleType(const std::string& name) {
  return *SamplePool().FindMessageTypeByName("sample." + name);
}

}  // namespace lienthong::http
