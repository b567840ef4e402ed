#!/usr/bin/env bash
# Classes for Java, compiled, and for C#, generated, from every .proto file; the Java class that docs/CONNECTORS.md shows.
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
# It ends with the refusal that its last call asks for, after the world has moved by two working days.
snippet_runs() {
  sed -n '/^```java$/,/^```$/p' "$root/docs/CONNECTORS.md" | sed '1d;$d' >"$scratch/FreshWorld.java"
  java "$scratch/FreshWorld.java" "$HTTP" >"$scratch/snippet" 2>&1 && { echo "the last call was not refused"; return 1; }
  cat "$scratch/snippet"
  grep -q '"now":"2024-08-07T01:00:00Z"' "$scratch/snippet" && grep -q PERSONAL_NUMBER_NOT_12_DIGITS "$scratch/snippet"
}
expect "Java classes are generated" generate_java
expect "Java classes compile" compile_java
expect "C# classes are generated" generate_csharp
start_server
expect "the Java class of docs/CONNECTORS.md runs" snippet_runs
finish
