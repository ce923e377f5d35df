/* SelfTestData.h: what the compiler and the runtime have to do alike for a model's self-test. */
#ifndef VITC_RUNTIME_SELFTESTDATA_H
#define VITC_RUNTIME_SELFTESTDATA_H

#include "vitc_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills input `input` of test `number` with `elements` elements: floats from -1 to 1 that every type of floats holds
 * exactly, integers and booleans of 0 and 1. */
void vitc_self_test_input(vitc_dtype dtype, int32_t number, int32_t input, uint64_t elements,
                          void *data);

/* Of an output so many elements are kept, at these positions. */
uint64_t vitc_self_test_samples(uint64_t elements);
uint64_t vitc_self_test_position(uint64_t elements, uint64_t sample);

/* A number that differs wherever a single byte of the data does. Not made against people. Data of several pieces: each
 * digest is the seed of the next. */
uint64_t vitc_digest(uint64_t seed, const void *data, uint64_t bytes);

/* Of what nobody writes to in an ELF file, `elf` in memory, as it was read or, if `is_loaded`, as it runs. The headers are
 * left out: strip changes them, and the loader has believed them. So are the weights, at this address of the file's. */
uint64_t vitc_digest_code(const void *elf, int is_loaded, uint64_t weights, uint64_t weights_bytes);

#ifdef __cplusplus
}
#endif
#endif /* VITC_RUNTIME_SELFTESTDATA_H */
