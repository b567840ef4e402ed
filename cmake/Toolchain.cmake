# Compiler cache and linker are used where present, never required.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

option(LIENTHONG_ASAN "AddressSanitizer and UndefinedBehaviorSanitizer on our own code" OFF)
option(LIENTHONG_TSAN "ThreadSanitizer; meaningful only for the code without gRPC" OFF)
option(LIENTHONG_UNITY "Unity builds of our own libraries" OFF)

# What the program says of its own files begins at the project, wherever that lay when it was built.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

# Warnings and UBSan apply to our code only: generated code is neither ours to mend nor cheap to instrument.
add_library(lienthong_options INTERFACE)
target_include_directories(lienthong_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(lienthong_options INTERFACE -Wall -Wextra -Werror -Wno-unused-parameter -Wno-missing-field-initializers)
if(LIENTHONG_ASAN)
  add_compile_options(-fsanitize=address -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  # GCC 12 takes libstdc++'s own <regex> for uninitialised once it is instrumented.
  target_compile_options(lienthong_options INTERFACE -fsanitize=undefined -fno-sanitize-recover=undefined
                         -Wno-maybe-uninitialized)
endif()
if(LIENTHONG_TSAN)
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()
