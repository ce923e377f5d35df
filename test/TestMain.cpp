// TestMain.cpp: the main function of GoogleTest's programs. A filter that matches no test fails, as nothing was
// tested; GoogleTest 1.12 would call that a success.
#include <cstdio>
#include <gtest/gtest.h>

int main(int argc, char **argv) {
  testing::InitGoogleTest(&argc, argv);
  const int status = RUN_ALL_TESTS();
  if (testing::UnitTest::GetInstance()->test_to_run_count() > 0)
    return status;
  std::fprintf(stderr, "--gtest_filter=%s matches no test\n", testing::GTEST_FLAG(filter).c_str());
  return 1;
}
