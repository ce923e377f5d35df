// What <vitc/vitc.hpp> makes of arguments, and two models in one program, one of them a part of it.
#include "made.h"
#include "several.h"
#include "vit.h"
#include "vit_2.h"

#include <array>
#include <cstdio>
#include <vitc/vitc.hpp>

static int failures = 0;

static void expect(bool holds, const char *what) {
  if (holds)
    return;
  std::printf("failed: %s\n", what);
  ++failures;
}

/// Whether `call` throws an Error of this text.
template <typename Call> static void refuses(const std::string &text, const Call &call) {
  try {
    call();
    expect(false, text.c_str());
  } catch (const vitc::Error &error) {
    expect(error.status == VITC_INVALID_ARGUMENT, "the status");
    expect(error.what() == text, error.what());
  }
}

int main() {
  vitc::Context context(vit_info(), vitc::defaultOptions(/*threads=*/1));
  std::vector<float> images(context.inputSize<float>(0, /*passes=*/2), 0.25F);
  std::vector<float> logits(context.outputSize<float>(0, 2));
  context.run({images}, {logits});
  for (size_t i = 0; i < 7; ++i)
    expect(logits[i] == logits[i + 7], "two equal images");

  const std::vector<float> image(images.begin(), images.begin() + images.size() / 2);
  std::array<float, VIT_OUTPUT_0_BYTES / sizeof(float)> one;
  vitc::Context moved = std::move(context);
  moved.run({image}, {one});
  expect(one[3] == logits[3], "a span of an array");
  moved.run({{image.data(), image.size()}}, {one});

  std::vector<double> doubles(image.size());
  refuses("input 'input' has elements of another type", [&] { moved.run({doubles}, {one}); });
  refuses("output 'output' has 28 bytes, expected 56", [&] { moved.run({images}, {one}); });
  refuses("expected 1 inputs, got 2", [&] { moved.run({image, image}, {one}); });
  refuses("input 'input' has 12284 bytes, expected 12288",
          [&] { moved.run({{image.data(), image.size() - 1}}, {one}); });
  refuses("input 'input' has 0 bytes, expected 12288",
          [&] { moved.run({{image.data(), 0}}, {one}); });
  refuses("the model does not say how pictures are prepared", [&] { moved.runImages({}, {one}); });
  vitc::Context pictures(made_info(), vitc::defaultOptions(1));
  refuses("there are no pictures", [&] { pictures.runImages({}, {one}); });
  refuses("'input' has other elements", [&] { moved.inputSize<double>(0); });
  expect(moved.tryRun({image}, {}) == VITC_INVALID_ARGUMENT, "tryRun");
  expect(moved.error() == "expected 1 outputs, got 0", moved.error().c_str());

  vitc::Context other(vit_2_info(), vitc::defaultOptions(1));
  std::array<float, VIT_2_OUTPUT_0_BYTES / sizeof(float)> same;
  other.run({image}, {same});
  for (size_t i = 0; i < same.size(); ++i)
    expect(same[i] - one[i] < 1e-4F && one[i] - same[i] < 1e-4F, "the same model in the program");
  vitc_context *plain = nullptr;
  expect(vit_2_create(nullptr, &plain) == VITC_OK && vit_2_self_test(plain) == VITC_OK,
         "the self-test");
  vit_2_destroy(plain);

  vitc::Context several(several_entries(), vitc::defaultOptions(1));
  std::vector<float> six(6 * SEVERAL_ENTRY_0_INPUT_0_BYTES / sizeof(float), 0.5F),
      all(6 * SEVERAL_ENTRY_0_OUTPUT_0_BYTES / sizeof(float));
  several.runSized(0, {six}, {all});
  const size_t classes = all.size() / 6;
  for (size_t i = 0; i < 5 * classes; ++i) // four in one pass, two in passes of one
    expect(all[i] - all[i + classes] < 1e-5F && all[i + classes] - all[i] < 1e-5F, "equal images");
  refuses("the model has no size 1", [&] { several.runSized(1, {six}, {all}); });
  refuses("output 'output' has 28 bytes, expected 168", [&] { several.runSized(0, {six}, {one}); });

  vitc_options old = vitc::defaultOptions();
  old.abi_version = 1;
  try {
    vitc::Context refused(vit_info(), old);
    expect(false, "another version");
  } catch (const vitc::Error &error) {
    expect(error.status == VITC_ABI_MISMATCH, error.what());
  }
  if (!failures)
    std::printf("passed\n");
  return failures != 0;
}
