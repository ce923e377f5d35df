/* vitc_runtime.h: the C interface of every model that vitc compiles.
 *
 * A compiled model is one shared object. Its own header (MODEL.h) holds this
 * text and, behind it, the model's macros and its functions NAME_create,
 * NAME_run, NAME_destroy, NAME_error, NAME_profile, NAME_info and NAME_device,
 * and, where the model says how pictures are prepared, NAME_run_images, where
 * it was compiled for a GPU too, NAME_run_device, and with --self-test, NAME_self_test; of several
 * batches or sizes, NAME_entries and its functions. Everything here is plain C99 and needs libc alone; the GPU's driver is looked for when a context is made.
 */
#ifndef VITC_RUNTIME_H
#define VITC_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a struct below or the meaning of a function changes. */
#define VITC_ABI_VERSION 6

typedef enum vitc_status {
  VITC_OK = 0,
  VITC_INVALID_ARGUMENT = 1, /* a null pointer, another model's context, or a number
                                of images that the batch does not divide */
  VITC_OUT_OF_MEMORY = 2,    /* the context's arena or threads could not be had */
  VITC_UNSUPPORTED_CPU = 3,  /* the model was compiled for instructions that this CPU lacks */
  VITC_ABI_MISMATCH = 4,     /* caller and model were built against different
                                versions of this file */
  VITC_INTERNAL_ERROR = 5,   /* a kernel failed: a defect of the compiler */
  VITC_NO_DEVICE = 6,        /* the GPU that was asked for cannot be had: no driver, no such
                                device, or one that the model has no code for */
  VITC_DEVICE_ERROR = 7,     /* the GPU's driver failed */
  VITC_SELF_TEST_FAILED = 8  /* the model is damaged, or this machine computes something else */
} vitc_status;

typedef enum vitc_dtype {
  VITC_F32 = 1,
  VITC_F64 = 2,
  VITC_F16 = 3,
  VITC_BF16 = 4,
  VITC_BOOL = 5, /* one byte an element, 0 or 1 */
  VITC_I8 = 6,
  VITC_I16 = 7,
  VITC_I32 = 8,
  VITC_I64 = 9,
  VITC_U8 = 10,
  VITC_U16 = 11,
  VITC_U32 = 12,
  VITC_U64 = 13
} vitc_dtype;

/* One input or output: dense, row-major, the shape of one program pass (that
 * is, of `batch` images). */
typedef struct vitc_tensor_info {
  const char *name;
  vitc_dtype dtype;
  int32_t rank;
  const int64_t *shape; /* rank numbers */
  uint64_t bytes;       /* of one program pass */
} vitc_tensor_info;

/* One step of the model's straight-line program. */
typedef struct vitc_launch_info {
  const char *node;   /* the model's own name for what is computed */
  const char *kernel; /* the compiled kernel that computes it */
  double flops;       /* arithmetic of one pass, a multiply-add counted as two */
  double bytes;       /* operands read and results written by one pass */
} vitc_launch_info;

/* Calls `task(closure, i)` for every i in [0, count), in any order and on any
 * threads, and returns when all of them have returned. */
typedef void (*vitc_parallel_for)(void *user, int32_t count,
                                  void (*task)(void *closure, int32_t index), void *closure);

/* What a context runs on. */
typedef enum vitc_device {
  VITC_DEVICE_AUTO = 0, /* a GPU, where the model has code for it and there is one that can be
                           had; else the CPU. NAME_device says which, and why */
  VITC_DEVICE_CPU = 1,
  VITC_DEVICE_CUDA = 2 /* the GPU, or an error */
} vitc_device;

typedef struct vitc_options {
  uint32_t abi_version;           /* VITC_ABI_VERSION */
  int32_t threads;                /* 0: as many as the process may use (affinity and cgroup
                                     quota) */
  vitc_parallel_for parallel_for; /* null: the context's own thread pool */
  void *parallel_for_user;        /* first argument of parallel_for */
  int32_t profile;                /* not 0: note the time of each launch, for NAME_profile */
  vitc_device device;
  int32_t device_index; /* of a GPU, in the driver's order (CUDA_VISIBLE_DEVICES) */
  const char *target;   /* of a model for several CPUs the one whose code to take, as --target
                           names it; null: what VITC_TARGET in the environment says, or else the
                           most demanding that this CPU runs. Of a model for one CPU its name
                           is taken, and VITC_TARGET does not count */
} vitc_options;

/* One launch of the last NAME_run, noted only when the context was created with
 * `profile`. */
typedef struct vitc_profile_event {
  int32_t launch;   /* index into vitc_model_info.launches */
  int32_t worker;   /* 0 is the calling thread */
  int64_t begin_ns; /* from the start of NAME_run */
  int64_t end_ns;
} vitc_profile_event;

/* The longest edge of an image, in pixels. */
#define VITC_MAX_IMAGE_EDGE 65536

/* Samples of 8 bits, the channels beside each other; alpha is not looked at. */
typedef enum vitc_pixel_format {
  VITC_RGB = 0,
  VITC_RGBA = 1,
  VITC_BGR = 2,
  VITC_BGRA = 3
} vitc_pixel_format;

typedef struct vitc_image {
  const uint8_t *pixels; /* the first row, from left to right */
  int32_t width, height; /* from 1 to VITC_MAX_IMAGE_EDGE */
  int64_t row_stride;    /* bytes from one row to the next, at least those of a row */
  vitc_pixel_format format;
} vitc_image;

/* To which size an image is brought. */
typedef enum vitc_resize {
  VITC_RESIZE_NONE = 0,
  VITC_RESIZE_EXACT = 1,    /* height x width */
  VITC_RESIZE_SHORTEST = 2, /* the shorter edge to height = width, the longer in proportion,
                               rounded down */
  VITC_RESIZE_COVER = 3,    /* in proportion, so that it just covers height x width */
  VITC_RESIZE_FIT = 4       /* in proportion, so that it just fits inside */
} vitc_resize;

/* Pillow's filters, by Pillow's numbers. */
typedef enum vitc_filter {
  VITC_NEAREST = 0,
  VITC_LANCZOS = 1,
  VITC_BILINEAR = 2,
  VITC_BICUBIC = 3,
  VITC_BOX = 4,
  VITC_HAMMING = 5
} vitc_filter;

/* How VITC_RESIZE_COVER and _FIT round sizes, and how the margins of a cut are
 * halved. */
typedef enum vitc_rounding {
  VITC_ROUND_DOWN = 0,
  VITC_ROUND_EVEN = 1 /* halves to the even neighbour */
} vitc_rounding;

/* From an image to a model's input: resized as Pillow does it, its middle cut to
 * the input's size or padded with `fill`, and every sample s of channel c made
 * (s * scale - mean[c]) / std[c]. */
typedef struct vitc_preprocessing {
  vitc_resize resize;
  int32_t height, width;
  vitc_filter filter;
  vitc_rounding rounding;
  int32_t fill[3]; /* 0 to 255 */
  double scale;
  double mean[3];
  double std[3];
} vitc_preprocessing;

/* A context: arena, threads and error message of one user of a model. Calls
 * with different contexts may run at the same time; calls with one context may
 * not. A context knows the model that created it: run and run_images of another
 * return VITC_INVALID_ARGUMENT, destroy and profile of another leave it alone. */
typedef struct vitc_context vitc_context;

typedef struct vitc_model_info {
  uint32_t abi_version;
  const char *name;   /* the prefix of the model's symbols */
  const char *target; /* as --target names it, with commas between several */
  int64_t batch;      /* images of one program pass */
  int32_t num_inputs;
  int32_t num_outputs;
  const vitc_tensor_info *inputs;
  const vitc_tensor_info *outputs;
  uint64_t arena_bytes;   /* activations of one program pass */
  uint64_t scratch_bytes; /* kernels' own temporaries, per thread */
  uint64_t weights_bytes;
  int32_t num_launches;
  const vitc_launch_info *launches;

  /* options may be null. On failure *context is null, unless the status says
   * otherwise. */
  vitc_status (*create)(const vitc_options *options, vitc_context **context);
  /* inputs[i] points to images / batch tensors of inputs[i].bytes each, one
   * behind the other; outputs likewise. images is a multiple of batch.
   * Allocates nothing. */
  vitc_status (*run)(vitc_context *context, int64_t images, const void *const *inputs,
                     void *const *outputs);
  void (*destroy)(vitc_context *context);
  /* Why the last call with this context failed; never null. With a null context:
   * why the last create of this model failed, in whatever thread. With another
   * model's context: that it is one. */
  const char *(*error)(const vitc_context *context);
  /* The launches of the last run; returns how many there are (0 without
   * `profile`). Where the passes of a run are spread over the workers, each
   * notes its first eight. */
  int32_t (*profile)(const vitc_context *context, const vitc_profile_event **events);

  /* How images become the model's input; null where the model does not say. */
  const vitc_preprocessing *preprocessing;
  /* As run, with images of any size, each its own, in place of inputs: the
   * results are those of `run` on the prepared images. Null without
   * preprocessing. Allocates nothing; the bits do not depend on the threads. */
  vitc_status (*run_images)(vitc_context *context, int64_t count, const vitc_image *images,
                            void *const *outputs);
  int32_t num_labels;        /* classes with names, or 0 */
  const char *const *labels; /* null without labels */

  /* What the context runs on: "cuda:0 (NVIDIA A100, sm_80)", or "cpu" with the
   * reason where a GPU was looked for; "cpu x86-64-v4" with the reason where the model
   * has code for several. */
  const char *(*device)(const vitc_context *context);
  /* As run, with pointers to the memory of the context's GPU: nothing crosses the
   * bus. They are multiples of 16. `stream` is a CUstream of the device's primary context: the work is
   * queued there and run_device returns; a null stream is the context's own, and
   * run_device waits for it. Calls with one context stay in order, whatever
   * their streams. Inputs and outputs are the caller's until the work is done.
   * Null where the model has no code for a GPU. */
  vitc_status (*run_device)(vitc_context *context, int64_t images, const void *const *inputs,
                            void *const *outputs, void *stream);

  /* Whether code and weights are what was compiled, to the byte, and whether the outputs for
   * some inputs, which are made here, are those of the compiler's interpreter. Takes memory for a
   * pass. VITC_SELF_TEST_FAILED, with the reason as the context's error, if not.
   * Null where the model was compiled without --self-test. */
  vitc_status (*self_test)(vitc_context *context);

  /* Of products with weights, as --precision says it: "f32", "int8", ..., "f16 on a GPU". */
  const char *precision;
  /* What the compiler measured that products of integers lose: the largest difference of an
   * output as a share of its largest value, and the least cosine with what floats give; -1 and -2
   * where nothing was measured. */
  double measured_error;
  double measured_cosine;
} vitc_model_info;

/* Which of a model's sizes pictures are brought to. */
typedef enum vitc_size_choice {
  VITC_SIZE_NEAREST = 0,  /* whose edges differ least from theirs, in proportion */
  VITC_SIZE_AT_LEAST = 1, /* the smallest that none of them exceeds; else the largest */
  VITC_SIZE_EXACT = 2     /* the one that all of them have, or none */
} vitc_size_choice;

/* The entries of a model that was compiled for several batches or sizes: programs of static
 * shapes, over one copy of the weights and one arena. To change from one to another costs nothing.
 * What vitc_model_info says of inputs, outputs, batch and preprocessing is said of the first, and
 * run and run_images take any number of images of its size that a sum of its batches is;
 * its launches are those of all entries, one entry's behind the other's. NAME_entries returns this;
 * models of one entry have no such function. */
typedef struct vitc_entries {
  int32_t num_entries, num_sizes;
  /* Each as a model: its run and run_images run this entry alone, on multiples of its batch. */
  const vitc_model_info *const *entries;
  /* Of each entry, from 0. Entries of one size differ in batch alone. */
  const int32_t *sizes;
  /* As run and run_images of vitc_model_info, for images of this size: the fewest passes that sum
   * up to them; VITC_INVALID_ARGUMENT if none do. */
  vitc_status (*run_sized)(vitc_context *context, int32_t size, int64_t images,
                           const void *const *inputs, void *const *outputs);
  vitc_status (*run_images_sized)(vitc_context *context, int32_t size, int64_t count,
                                  const vitc_image *images, void *const *outputs);
  /* The size for these pictures, of which width and height are looked at; -1: there is none. Null
   * without preprocessing, as run_images_sized is. */
  int32_t (*choose_size)(int64_t count, const vitc_image *images, vitc_size_choice choice);
} vitc_entries;

#ifdef __cplusplus
}
#endif
#endif /* VITC_RUNTIME_H */
