#!/usr/bin/env bash
# Classes for Java, compiled, and for C#, generated, from every .proto file.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing libprotobuf-java
command -v javac >/dev/null || install_missing default-jdk-headless
cd "$root/proto"
mapfile -t files < <(find . -name '*.proto' | sort)
mkdir -p "$scratch/java" "$scratch/classes" "$scratch/csharp"
generate_java() { protoc -I . --java_out="$scratch/java" "${files[@]}"; }
compile_java() {
  find "$scratch/java" -name '*.java' >"$scratch/sources"
  javac -nowarn -proc:none -d "$scratch/classes" -cp /usr/share/java/protobuf.jar @"$scratch/sources"
}
generate_csharp() { protoc -I . --csharp_out="$scratch/csharp" --csharp_opt=base_namespace= "${files[@]}"; }
expect "Java classes are generated" generate_java
expect "Java classes compile" compile_java
expect "C# classes are generated" generate_csharp
finish
