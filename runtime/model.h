/* model.h: what the generated host program and the runtime know of each other.
 * Hidden inside the shared object; not part of the C interface, and free to
 * change with any version of the compiler. */
#ifndef VITC_RUNTIME_MODEL_H
#define VITC_RUNTIME_MODEL_H

#include "vitc_runtime.h"

/* CPU features a model may need; the compiler and the runtime share these bits. Those of an
 * architecture mean nothing on another, which does not load the model. */
enum {
  VITC_CPU_SSE41 = 1u << 0,
  VITC_CPU_AVX = 1u << 1,
  VITC_CPU_F16C = 1u << 2,
  VITC_CPU_FMA = 1u << 3,
  VITC_CPU_AVX2 = 1u << 4,
  VITC_CPU_AVX512_F = 1u << 5,
  VITC_CPU_AVX512_CD = 1u << 6,
  VITC_CPU_AVX512_BW = 1u << 7,
  VITC_CPU_AVX512_DQ = 1u << 8,
  VITC_CPU_AVX512_VL = 1u << 9,
  VITC_CPU_AVX512_VNNI = 1u << 10,
  VITC_CPU_AVX512_BF16 = 1u << 11,
  VITC_CPU_AVX_VNNI = 1u << 12,
  VITC_CPU_BMI = 1u << 13,  /* BMI1, BMI2, LZCNT, MOVBE: with AVX2 they make an x86-64-v3 */
  VITC_CPU_ZEN4 = 1u << 14, /* IFMA, VBMI, VBMI2, BITALG, VPOPCNTDQ, GFNI, VAES, SSE4A */
  /* IFMA, VBMI, VBMI2, BITALG, VPOPCNTDQ, GFNI, VAES, VPCLMULQDQ, FP16, AVX-VNNI, SHA, ADX */
  VITC_CPU_SAPPHIRE_RAPIDS = 1u << 15,
  VITC_CPU_AMX_INT8 = 1u << 16, /* with AMX-TILE, which the kernel grants each process */
  VITC_CPU_AMX_BF16 = 1u << 17, /* the same */
  /* of AArch64, whose baseline has NEON */
  VITC_CPU_ARM_DOTPROD = 1u << 24,
  VITC_CPU_ARM_FP16 = 1u << 25
};

/* The `__user_context` of every Halide kernel: which thread of which context
 * runs it. A parallel loop hands each of its tasks the worker it runs on. */
typedef struct vitc_worker vitc_worker;

/* One pass over one batch. inputs and outputs are the tensors of this pass.
 * Returns 0, or 1 plus the index of the launch that failed. Calls
 * vitc_launch_end behind every launch. */
typedef int32_t (*vitc_program)(vitc_worker *worker, const void *const *inputs,
                                void *const *outputs, uint8_t *arena, const uint8_t *weights);

/* Entries of a model; the compiler makes no more. */
enum { VITC_MAX_ENTRIES = 64 };

typedef struct vitc_model vitc_model;
typedef struct vitc_cuda_runtime vitc_cuda_runtime; /* Cuda.c's functions */

/* Computes what lies behind the weights, from these: 0, or 1 plus the number of the one that failed. */
typedef int32_t (*vitc_preparation)(vitc_worker *worker, uint8_t *weights);

/* What a model has for GPUs. Programs of a model without it do not link Cuda.c. */
typedef struct vitc_cuda_code {
  /* As vitc_program, with addresses of the device. */
  vitc_program program;
  vitc_preparation prepare; /* the same; null where there is nothing to prepare */
  const vitc_cuda_runtime *runtime;
  uint64_t weights_bytes; /* on the device, with what is prepared behind them */
  int32_t capability;     /* of the least device that it runs on: 80 is 8.0 */
} vitc_cuda_code;

/* What kernels store begins at multiples of so many bytes, in scratch and in a GPU's workspaces. */
enum { VITC_WORKSPACE_ALIGN = 128 };

/* What a model has for a kind of CPU. */
typedef struct vitc_cpu_code {
  const char *target;           /* as --target names it */
  const vitc_program *programs; /* of each entry */
  uint64_t features;            /* VITC_CPU_* bits that must be there */
} vitc_cpu_code;

/* Of what the compiler wrote; patched into the finished file. */
typedef struct vitc_digests {
  uint64_t code; /* of segments that nobody writes to, without headers and weights; 0: not known */
  uint64_t weights;
} vitc_digests;

/* What --self-test leaves behind. For each entry, each input and output: the output's largest absolute value, then the elements at
 * vitc_self_test_position. */
typedef struct vitc_self_test_data {
  const vitc_digests *digests;
  const double *expected;
  int32_t count;    /* inputs */
  double tolerance; /* a share of the output's largest value */
} vitc_self_test_data;

/* The generated constant that describes a model to the runtime. */
struct vitc_model {
  const vitc_model_info *info;
  const vitc_cpu_code *cpus; /* from the least demanding; at least one */
  int32_t num_cpus;
  const uint8_t *weights;                /* null when the model has none */
  const char *foreign;                   /* what is said of a context that another model created */
  const vitc_cuda_code *cuda;            /* null without */
  const vitc_self_test_data *self_test;  /* null without */
  const vitc_model_info *const *entries; /* of each entry; of the only one, info */
  const int32_t *sizes;                  /* of each entry, as in vitc_entries */
  int32_t num_entries;
};

/* The generated NAME_* functions call these with their model. A null context, and one that another
 * model created, are refused: nothing but the model is read of it. */
vitc_status vitc_create(const vitc_model *model, const vitc_options *options,
                        vitc_context **context);
/* Of a model of one entry; the functions of others are below. */
vitc_status vitc_run(const vitc_model *model, vitc_context *context, int64_t images,
                     const void *const *inputs, void *const *outputs);
vitc_status vitc_run_images(const vitc_model *model, vitc_context *context, int64_t count,
                            const vitc_image *images, void *const *outputs);
/* By one entry. */
vitc_status vitc_run_entry(const vitc_model *model, int32_t entry, vitc_context *context,
                           int64_t images, const void *const *inputs, void *const *outputs);
vitc_status vitc_run_images_entry(const vitc_model *model, int32_t entry, vitc_context *context,
                                  int64_t count, const vitc_image *images, void *const *outputs);
/* By all entries of a size. */
vitc_status vitc_run_sized(const vitc_model *model, vitc_context *context, int32_t size,
                           int64_t images, const void *const *inputs, void *const *outputs);
vitc_status vitc_run_images_sized(const vitc_model *model, vitc_context *context, int32_t size,
                                  int64_t count, const vitc_image *images, void *const *outputs);
int32_t vitc_choose_size(const vitc_model *model, int64_t count, const vitc_image *images,
                         vitc_size_choice choice);
vitc_status vitc_run_device(const vitc_model *model, vitc_context *context, int64_t images,
                            const void *const *inputs, void *const *outputs, void *stream);
vitc_status vitc_self_test(const vitc_model *model, vitc_context *context);
void vitc_destroy(const vitc_model *model, vitc_context *context);
const char *vitc_device_of(const vitc_model *model, const vitc_context *context);
const char *vitc_error(const vitc_model *model, const vitc_context *context);
int32_t vitc_profile(const vitc_model *model, const vitc_context *context,
                     const vitc_profile_event **events);

/* Called by the program behind launch `launch` on the worker that runs the
 * pass. */
void vitc_launch_end(vitc_worker *worker, int32_t launch);

/* Called by the program for a GPU before a kernel that has a workspace: so many bytes of the device at `address`, to be
 * handed out by halide_device_malloc. */
void vitc_cuda_workspace(vitc_worker *worker, void *address, uint64_t bytes);

/* Cuda.c's functions, for vitc_cuda_code.runtime. */
extern const vitc_cuda_runtime vitc_cuda_functions;

/* The ELF note (section .note.vitc, owner "vitc", type 1) by which a tool knows
 * a compiled model before loading it: this struct, followed by the model's name
 * with its terminating zero. */
#define VITC_NOTE_TYPE 1
typedef struct vitc_note {
  uint32_t abi_version;
  uint32_t reserved;
  uint64_t cpu_features; /* that the least demanding code needs */
} vitc_note;

#endif /* VITC_RUNTIME_MODEL_H */
