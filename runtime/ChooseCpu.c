// ChooseCpu.c: which of a model's code for CPUs a context runs.
#include "Internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// "x86-64-v3, x86-64-v4"
static void list_targets(const vitc_model *model, char *text, size_t bytes) {
  size_t used = 0;
  text[0] = 0;
  for (int32_t i = 0; i < model->num_cpus && used < bytes; ++i)
    used +=
        (size_t)snprintf(text + used, bytes - used, "%s%s", i ? ", " : "", model->cpus[i].target);
}

static const vitc_cpu_code *find(const vitc_model *model, const char *target) {
  for (int32_t i = 0; i < model->num_cpus; ++i)
    if (strcmp(model->cpus[i].target, target) == 0)
      return &model->cpus[i];
  return NULL;
}

// The code that somebody asks for by its target.
static vitc_status choose_named(const vitc_model *model, const char *target, const char *who,
                                const vitc_cpu_code **chosen, char *text, size_t bytes) {
  char names[200];
  const vitc_cpu_code *code = find(model, target);
  if (!code) {
    list_targets(model, names, sizeof names);
    snprintf(text, bytes, "the model has no code for the target '%s' that %s for: it has %s",
             target, who, names);
    return VITC_INVALID_ARGUMENT;
  }
  const uint64_t missing = code->features & ~vitc_cpu_features(code->features);
  if (missing) {
    vitc_cpu_names(missing, names, sizeof names);
    snprintf(text, bytes,
             "the code for '%s', that %s for, needs a CPU with %s, which this one lacks", target,
             who, names);
    return VITC_UNSUPPORTED_CPU;
  }
  *chosen = code;
  snprintf(text, bytes, "cpu %s (%s for it)", target, who);
  return VITC_OK;
}

vitc_status vitc_choose_cpu(const vitc_model *model, const char *target,
                            const vitc_cpu_code **chosen, char *text, size_t bytes) {
  const char *from_environment = getenv("VITC_TARGET");
  if (target)
    return choose_named(model, target, "vitc_options.target asks", chosen, text, bytes);
  if (from_environment && *from_environment && model->num_cpus > 1)
    return choose_named(model, from_environment, "VITC_TARGET asks", chosen, text, bytes);

  uint64_t wanted = 0;
  for (int32_t i = 0; i < model->num_cpus; ++i)
    wanted |= model->cpus[i].features;
  const uint64_t available = vitc_cpu_features(wanted);
  char names[200];
  int32_t i = model->num_cpus - 1;
  while (i > 0 && model->cpus[i].features & ~available)
    --i;
  const vitc_cpu_code *code = &model->cpus[i];
  const uint64_t missing = code->features & ~available;
  if (missing) {
    vitc_cpu_names(missing, names, sizeof names);
    snprintf(text, bytes, "the model was compiled for a CPU with %s, which this one lacks", names);
    return VITC_UNSUPPORTED_CPU;
  }
  *chosen = code;
  if (model->num_cpus == 1) {
    snprintf(text, bytes, "cpu");
  } else if (i == model->num_cpus - 1) {
    snprintf(text, bytes, "cpu %s (the newest that the model has code for)", code->target);
  } else {
    vitc_cpu_names(code[1].features & ~available, names, sizeof names);
    snprintf(text, bytes, "cpu %s (%s wants %s, which this CPU lacks)", code->target,
             code[1].target, names);
  }
  return VITC_OK;
}
