// Cpu.c: what instructions this CPU has. cpuid by hand: the compiler's builtin
// wants libgcc.
#define _GNU_SOURCE // syscall
#include "Internal.h"

#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
  uint32_t a, b, c, d;
} registers;

static registers cpuid(uint32_t leaf, uint32_t subleaf) {
  registers r = {0, 0, 0, 0};
  __cpuid_count(leaf, subleaf, r.a, r.b, r.c, r.d);
  return r;
}

static uint64_t bit(uint32_t word, int position, uint64_t feature) {
  return (word >> position) & 1 ? feature : 0;
}

// Whether all of `positions` are set in `word`.
static int all(uint32_t word, uint32_t positions) { return (word & positions) == positions; }

// Whether the kernel lets this process use the tiles of AMX (Linux, Documentation/arch/x86/xstate.rst): kernels before
// 5.16, and sandboxes, do not. Asked again, it answers the same.
static bool grants_tiles(void) {
  enum { ARCH_REQ_XCOMP_PERM = 0x1023, XFEATURE_XTILEDATA = 18 };
  return syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) == 0;
}

// The register state that the operating system saves: without it AVX code
// faults though cpuid has it.
static uint32_t saved_state(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  (void)high;
  return low;
}

uint64_t vitc_cpu_features(uint64_t wanted) {
  const uint32_t leaves = cpuid(0, 0).a;
  const registers one = cpuid(1, 0);
  uint64_t found = bit(one.c, 19, VITC_CPU_SSE41);
  const uint32_t state = (one.c >> 27) & 1 ? saved_state() : 0;
  if ((state & 0x6) != 0x6)
    return found;
  found |=
      bit(one.c, 28, VITC_CPU_AVX) | bit(one.c, 29, VITC_CPU_F16C) | bit(one.c, 12, VITC_CPU_FMA);
  if (leaves < 7)
    return found;
  const registers seven = cpuid(7, 0);
  const registers more = seven.a >= 1 ? cpuid(7, 1) : (registers){0, 0, 0, 0};
  const registers extended = cpuid(0x80000001, 0);
  found |= bit(seven.b, 5, VITC_CPU_AVX2) | bit(more.a, 4, VITC_CPU_AVX_VNNI);
  if (all(seven.b, 1u << 3 | 1u << 8) && all(extended.c, 1u << 5) && all(one.c, 1u << 22))
    found |= VITC_CPU_BMI;
  if ((state & 0xe6) != 0xe6)
    return found;
  const uint32_t both = 1u << 1 | 1u << 6 | 1u << 8 | 1u << 9 | 1u << 12 | 1u << 14;
  if (all(seven.b, 1u << 21) && all(seven.c, both) && all(extended.c, 1u << 6))
    found |= VITC_CPU_ZEN4;
  if (all(seven.b, 1u << 19 | 1u << 21 | 1u << 29) && all(seven.c, both | 1u << 10) &&
      all(seven.d, 1u << 23) && all(more.a, 1u << 4))
    found |= VITC_CPU_SAPPHIRE_RAPIDS;
  const uint64_t tiles =
      wanted & (bit(seven.d, 25, VITC_CPU_AMX_INT8) | bit(seven.d, 22, VITC_CPU_AMX_BF16));
  if (tiles && all(seven.d, 1u << 24) && all(state, 3u << 17) && grants_tiles())
    found |= tiles;
  return found | bit(seven.b, 16, VITC_CPU_AVX512_F) | bit(seven.b, 17, VITC_CPU_AVX512_DQ) |
         bit(seven.b, 28, VITC_CPU_AVX512_CD) | bit(seven.b, 30, VITC_CPU_AVX512_BW) |
         bit(seven.b, 31, VITC_CPU_AVX512_VL) | bit(seven.c, 11, VITC_CPU_AVX512_VNNI) |
         bit(more.a, 5, VITC_CPU_AVX512_BF16);
}
#elif defined(__aarch64__)
#include <sys/auxv.h>

// Linux, Documentation/arch/arm64/elf_hwcaps.rst.
uint64_t vitc_cpu_features(uint64_t wanted) {
  (void)wanted;
  const uint64_t has = getauxval(AT_HWCAP);
  const uint64_t fp16 = HWCAP_FPHP | HWCAP_ASIMDHP;
  return (has & HWCAP_ASIMDDP ? VITC_CPU_ARM_DOTPROD : 0) |
         ((has & fp16) == fp16 ? VITC_CPU_ARM_FP16 : 0);
}
#else
uint64_t vitc_cpu_features(uint64_t wanted) {
  (void)wanted;
  return 0;
}
#endif

void vitc_cpu_names(uint64_t features, char *text, size_t bytes) {
  static const struct {
    uint64_t feature;
    const char *name;
  } known[] = {{VITC_CPU_SSE41, "sse4.1"},
               {VITC_CPU_AVX, "avx"},
               {VITC_CPU_F16C, "f16c"},
               {VITC_CPU_FMA, "fma"},
               {VITC_CPU_AVX2, "avx2"},
               {VITC_CPU_AVX512_F, "avx512f"},
               {VITC_CPU_AVX512_CD, "avx512cd"},
               {VITC_CPU_AVX512_BW, "avx512bw"},
               {VITC_CPU_AVX512_DQ, "avx512dq"},
               {VITC_CPU_AVX512_VL, "avx512vl"},
               {VITC_CPU_AVX512_VNNI, "avx512vnni"},
               {VITC_CPU_AVX512_BF16, "avx512bf16"},
               {VITC_CPU_AVX_VNNI, "avxvnni"},
               {VITC_CPU_BMI, "bmi2"},
               {VITC_CPU_ZEN4, "zen4"},
               {VITC_CPU_SAPPHIRE_RAPIDS, "sapphirerapids"},
               {VITC_CPU_AMX_INT8, "amx-int8 (and a kernel that grants it)"},
               {VITC_CPU_AMX_BF16, "amx-bf16 (and a kernel that grants it)"},
               {VITC_CPU_ARM_DOTPROD, "dotprod"},
               {VITC_CPU_ARM_FP16, "fp16"}};
  const unsigned count = sizeof known / sizeof known[0];
  size_t used = 0;
  text[0] = 0;
  for (unsigned i = 0; i <= count; ++i) {
    const bool there = i < count ? features & known[i].feature : features != 0;
    const char *name = i < count ? known[i].name : "newer instructions";
    const size_t length = strlen(name);
    if (i < count)
      features &= ~known[i].feature;
    if (!there || used + length + 3 > bytes)
      continue;
    if (used) {
      memcpy(text + used, ", ", 2);
      used += 2;
    }
    memcpy(text + used, name, length + 1);
    used += length;
  }
}
