// SelfTest.c: whether this machine computes what was compiled.
//
// First what is in memory: code, constants and weights have to be, to the byte, what the compiler wrote. Then what is
// computed: the outputs for inputs that are made here, against those of the compiler's interpreter.
#define _GNU_SOURCE
#include "Internal.h"
#include "SelfTestData.h"

#include <elf.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

// The linker's: the beginning of the file in memory.
extern const Elf64_Ehdr __ehdr_start __attribute__((weak, visibility("hidden")));

static vitc_status fail(vitc_context *context, const char *what) {
  snprintf(context->error, sizeof context->error, "the self-test failed: %s", what);
  return VITC_SELF_TEST_FAILED;
}

static uint64_t digest_code(const vitc_model *model) {
  const uint8_t *base = (const uint8_t *)&__ehdr_start, *weights = model->weights;
  return vitc_digest_code(base, /*is_loaded=*/1, weights ? (uint64_t)(weights - base) : 0,
                          weights ? model->info->weights_bytes : 0);
}

static vitc_status check_memory(const vitc_model *model, vitc_context *context) {
  const vitc_digests *digests = model->self_test->digests;
  if (model->weights &&
      vitc_digest(0, model->weights, model->info->weights_bytes) != digests->weights)
    return fail(context, "the weights are not those that were compiled");
  if (digests->code && digest_code(model) != digests->code)
    return fail(context, "the code is not what was compiled");
  return VITC_OK;
}

static double element(vitc_dtype dtype, const void *data, uint64_t i) {
  switch (dtype) {
  case VITC_F32:
    return ((const float *)data)[i];
  case VITC_F64:
    return ((const double *)data)[i];
  case VITC_F16:
    return ((const _Float16 *)data)[i];
  case VITC_BF16: {
    const uint32_t bits = (uint32_t)((const uint16_t *)data)[i] << 16;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
  }
  case VITC_I8:
    return ((const int8_t *)data)[i];
  case VITC_I16:
    return ((const int16_t *)data)[i];
  case VITC_U16:
    return ((const uint16_t *)data)[i];
  case VITC_I32:
    return ((const int32_t *)data)[i];
  case VITC_U32:
    return ((const uint32_t *)data)[i];
  case VITC_I64:
    return (double)((const int64_t *)data)[i];
  case VITC_U64:
    return (double)((const uint64_t *)data)[i];
  default:
    return ((const uint8_t *)data)[i];
  }
}

static bool agrees(double got, double wanted, double allowed) {
  if (got == wanted || (got != got && wanted != wanted))
    return true;
  const double difference = got > wanted ? got - wanted : wanted - got;
  return difference <= allowed;
}

static uint64_t elements_of(const vitc_tensor_info *tensor) {
  uint64_t elements = 1;
  for (int32_t i = 0; i < tensor->rank; ++i)
    elements *= (uint64_t)tensor->shape[i];
  return elements;
}

// Returns the end of what is expected of this output.
static const double *check_output(vitc_context *context, const vitc_tensor_info *tensor,
                                  const void *data, const double *expected, double tolerance,
                                  vitc_status *status) {
  const uint64_t elements = elements_of(tensor), samples = vitc_self_test_samples(elements);
  const double largest = *expected++;
  for (uint64_t s = 0; s < samples && *status == VITC_OK; ++s) {
    const uint64_t at = vitc_self_test_position(elements, s);
    const double got = element(tensor->dtype, data, at);
    if (agrees(got, expected[s], tolerance * largest))
      continue;
    char text[300];
    snprintf(text, sizeof text, "element %llu of output '%.100s' is %g, and should be %g",
             (unsigned long long)at, tensor->name, got, expected[s]);
    *status = fail(context, text);
  }
  return expected + samples;
}

static uint64_t aligned(uint64_t bytes) { return (bytes + 63) & ~(uint64_t)63; }

// Tensors of one pass, one behind the other.
static void place(const vitc_tensor_info *tensors, int32_t count, uint8_t **at, void **pointers) {
  for (int32_t i = 0; i < count; *at += aligned(tensors[i++].bytes) + 64)
    pointers[i] = *at;
}

// Of one entry. `expected` becomes the end of what is expected of it.
static vitc_status check_outputs(const vitc_model *model, int32_t entry, vitc_context *context,
                                 uint8_t *memory, const double **expected) {
  const vitc_model_info *info = model->entries[entry];
  const vitc_self_test_data *test = model->self_test;
  void **inputs = (void **)memory, **outputs = inputs + info->num_inputs;
  memory += aligned(sizeof(void *) * (uint64_t)(info->num_inputs + info->num_outputs));
  place(info->inputs, info->num_inputs, &memory, inputs);
  place(info->outputs, info->num_outputs, &memory, outputs);
  vitc_status status = VITC_OK;
  for (int32_t number = 0; number < test->count && status == VITC_OK; ++number) {
    for (int32_t i = 0; i < info->num_inputs; ++i)
      vitc_self_test_input(info->inputs[i].dtype, number, i, elements_of(&info->inputs[i]),
                           inputs[i]);
    status =
        vitc_run_entry(model, entry, context, info->batch, (const void *const *)inputs, outputs);
    for (int32_t i = 0; i < info->num_outputs && status == VITC_OK; ++i)
      *expected =
          check_output(context, &info->outputs[i], outputs[i], *expected, test->tolerance, &status);
  }
  return status;
}

static vitc_status check_entry(const vitc_model *model, int32_t entry, vitc_context *context,
                               const double **expected) {
  const vitc_model_info *info = model->entries[entry];
  uint64_t bytes = aligned(sizeof(void *) * (uint64_t)(info->num_inputs + info->num_outputs));
  for (int32_t i = 0; i < info->num_inputs; ++i)
    bytes += aligned(info->inputs[i].bytes) + 64;
  for (int32_t i = 0; i < info->num_outputs; ++i)
    bytes += aligned(info->outputs[i].bytes) + 64;
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    snprintf(context->error, sizeof context->error, "no memory for the self-test");
    return VITC_OUT_OF_MEMORY;
  }
  const vitc_status status = check_outputs(model, entry, context, memory, expected);
  munmap(memory, bytes);
  return status;
}

vitc_status vitc_self_test(const vitc_model *model, vitc_context *context) {
  if (!vitc_is_context_of(model, context))
    return VITC_INVALID_ARGUMENT;
  vitc_status status = check_memory(model, context);
  const double *expected = model->self_test->expected;
  for (int32_t entry = 0; entry < model->num_entries && status == VITC_OK; ++entry)
    status = check_entry(model, entry, context, &expected);
  return status;
}
