//===-- Findings.h: what the stand-in says of a program ----------------------------------------===//
#ifndef STANDIN_TESTS_FINDINGS_H
#define STANDIN_TESTS_FINDINGS_H

#include "Cuda.h"

#include <cstdlib>
#include <functional>
#include <map>

using Environment = std::map<std::string, std::string>;

/// Each scenario is a process of its own, which ends with this status where anything was found.
constexpr int FOUND = 66;

inline void runAndExit(const std::function<void()> &scenario, const Environment &environment = {}) {
  setenv("VITC_STANDIN_EXIT", std::to_string(FOUND).c_str(), 1);
  for (const auto &[name, value] : environment)
    setenv(("VITC_STANDIN_" + name).c_str(), value.c_str(), 1);
  scenario();
  std::exit(testing::Test::HasFailure() ? 1 : 0);
}

/// The scenario's lines on standard error have to hold the regular expression `TEXT`.
#define EXPECT_FOUND(TEXT, ...)                                                                    \
  EXPECT_EXIT(runAndExit(__VA_ARGS__), testing::ExitedWithCode(FOUND), TEXT)
#define EXPECT_NOTHING_FOUND(...)                                                                  \
  EXPECT_EXIT(runAndExit(__VA_ARGS__), testing::ExitedWithCode(0), "")

#endif // STANDIN_TESTS_FINDINGS_H
