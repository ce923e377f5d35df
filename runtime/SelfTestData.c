// SelfTestData.c: shared with the compiler.
#include "SelfTestData.h"

#include <elf.h>
#include <string.h>

enum { MOST_SAMPLES = 1024, LANES = 4, BLOCK = LANES * sizeof(uint64_t) };

// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
static uint64_t mix(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
  x = (x ^ x >> 27) * 0x94d049bb133111eb;
  return x ^ x >> 31;
}

// -1 to 1 in steps of 1/64, as a float of `bytes` bytes.
static void store_float(vitc_dtype dtype, int step, void *to) {
  const float narrow = (float)step / 64;
  const double wide = narrow;
  uint32_t bits;
  memcpy(&bits, &narrow, sizeof bits);
  // An exponent of 5 bits, in the middle of those of 8; zero has none.
  const uint32_t exponent = bits >> 23 & 0xff;
  const uint16_t bfloat = (uint16_t)(bits >> 16),
                 half = (uint16_t)(bits >> 31 << 15 |
                                   (exponent ? (exponent - 112) << 10 | (bits >> 13 & 0x3ff) : 0));
  switch (dtype) {
  case VITC_F64:
    memcpy(to, &wide, sizeof wide);
    break;
  case VITC_F16:
    memcpy(to, &half, sizeof half);
    break;
  case VITC_BF16:
    memcpy(to, &bfloat, sizeof bfloat);
    break;
  default:
    memcpy(to, &narrow, sizeof narrow);
  }
}

static uint64_t bytes_of(vitc_dtype dtype) {
  static const uint8_t bytes[] = {
#define VITC_ELEMENT_TYPE(upper, lower, kind, bytes, onnx, type) bytes,
#include "ElementTypes.def"
  };
  return bytes[dtype - VITC_F32];
}

void vitc_self_test_input(vitc_dtype dtype, int32_t number, int32_t input, uint64_t elements,
                          void *data) {
  const uint64_t bytes = bytes_of(dtype);
  const uint64_t seed = mix((uint64_t)number << 32 | (uint32_t)input);
  uint8_t *to = data;
  for (uint64_t i = 0; i < elements; ++i, to += bytes) {
    const uint64_t random = mix(seed + i);
    if (dtype <= VITC_BF16)
      store_float(dtype, (int)(random % 129) - 64, to);
    else {
      memset(to, 0, bytes);
      *to = random & 1; // the low byte comes first
    }
  }
}

uint64_t vitc_self_test_samples(uint64_t elements) {
  return elements < MOST_SAMPLES ? elements : MOST_SAMPLES;
}

uint64_t vitc_self_test_position(uint64_t elements, uint64_t sample) {
  const uint64_t samples = vitc_self_test_samples(elements);
  return elements / samples * sample + elements % samples * sample / samples;
}

// Each step can be undone, so that a difference never goes away. Four at a time, since one waits for the other.
static uint64_t step(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9fb21c651e98df25;
  return hash ^ hash >> 32;
}

uint64_t vitc_digest(uint64_t seed, const void *data, uint64_t bytes) {
  uint64_t lanes[LANES] = {seed, 1, 2, 3}, words[LANES] = {0};
  const uint8_t *at = data;
  uint64_t left = bytes;
  for (; left >= BLOCK; left -= BLOCK, at += BLOCK) {
    memcpy(words, at, BLOCK);
    for (int i = 0; i < LANES; ++i)
      lanes[i] = step(lanes[i], words[i]);
  }
  memset(words, 0, BLOCK);
  if (left)
    memcpy(words, at, left);
  uint64_t hash = bytes;
  for (int i = 0; i < LANES; ++i)
    hash = step(hash, step(lanes[i], words[i]));
  return hash;
}

uint64_t vitc_digest_code(const void *elf, int is_loaded, uint64_t weights,
                          uint64_t weights_bytes) {
  const uint8_t *base = elf;
  const Elf64_Ehdr *header = elf;
  const Elf64_Phdr *segments = (const Elf64_Phdr *)(base + header->e_phoff);
  const uint64_t first = header->e_phoff + header->e_phnum * sizeof *segments;
  uint64_t digest = 0;
  for (const Elf64_Phdr *s = segments; s != segments + header->e_phnum; ++s) {
    if (s->p_type != PT_LOAD || s->p_flags & PF_W)
      continue;
    const uint8_t *bytes = base + (is_loaded ? s->p_vaddr : s->p_offset);
    const uint64_t begin = s->p_vaddr > first ? s->p_vaddr : first, end = s->p_vaddr + s->p_filesz;
    // From begin to one, and from other to end.
    uint64_t one = end, other = end;
    if (weights_bytes && weights < end && weights + weights_bytes > begin) {
      one = weights;
      other = weights + weights_bytes;
    }
    if (begin < one)
      digest = vitc_digest(digest, bytes + (begin - s->p_vaddr), one - begin);
    if (other < end)
      digest = vitc_digest(digest, bytes + (other - s->p_vaddr), end - other);
  }
  return digest;
}
