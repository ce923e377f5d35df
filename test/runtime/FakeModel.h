/* FakeModel.h: a model written by hand, for tests of the runtime and of
 * vitc-run. Two images of 3x16x16 to 10 logits each, and their checksum. */
#ifndef VITC_TEST_RUNTIME_FAKEMODEL_H
#define VITC_TEST_RUNTIME_FAKEMODEL_H

#include "runtime/vitc_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  FAKE_BATCH = 2,
  FAKE_ROWS = FAKE_BATCH * 3 * 16,
  FAKE_COLUMNS = 16,
  FAKE_PIXELS = FAKE_ROWS * FAKE_COLUMNS,
  FAKE_CLASSES = 10,
  FAKE_LAUNCHES = 3
};

/* A first pixel with one of these values makes the pass go wrong. */
#define FAKE_TASK_FAILS 1e30f
#define FAKE_LAUNCH_FAILS 2e30f
#define FAKE_SCRATCH_RUNS_OUT 3e30f
#define FAKE_TOO_MANY_BLOCKS 4e30f

const vitc_model_info *fake_info(void);
/* The same model under another name, with other weights. */
const vitc_model_info *other_info(void);

#ifdef __cplusplus
}
#endif
#endif /* VITC_TEST_RUNTIME_FAKEMODEL_H */
