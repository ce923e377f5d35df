// CpuCount.c: how many threads this process may keep busy. More threads than a
// cgroup's quota pays for are stopped in the middle of a loop, for as long as
// the quota's period lasts.
#define _GNU_SOURCE
#include "Internal.h"

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int32_t affinity_count(void) {
  // Large enough for 16384 CPUs; a fixed-size cpu_set_t fails where the kernel
  // knows more than 1024.
  unsigned long mask[256];
  memset(mask, 0, sizeof mask);
  if (sched_getaffinity(0, sizeof mask, (cpu_set_t *)mask) != 0) {
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > INT32_MAX ? INT32_MAX : (int32_t)online;
  }
  int32_t count = 0;
  for (size_t i = 0; i < sizeof mask / sizeof mask[0]; ++i)
    for (unsigned long word = mask[i]; word; word &= word - 1)
      ++count;
  return count < 1 ? 1 : count;
}

// The file's text, or an empty string.
static bool read_text(const char *path, char *text, size_t bytes) {
  text[0] = 0;
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return false;
  size_t used = 0;
  for (;;) {
    const ssize_t got = read(file, text + used, bytes - 1 - used);
    if (got <= 0)
      break;
    used += (size_t)got;
  }
  text[used] = 0;
  close(file);
  return used > 0;
}

// CPUs that `quota` microseconds of every `period` pay for, rounded to the
// nearest; 0: no limit.
static int32_t quota_count(long quota, long period) {
  if (quota <= 0 || period <= 0)
    return 0;
  const long count = (quota + period / 2) / period;
  return count < 1 ? 1 : count > INT32_MAX ? INT32_MAX : (int32_t)count;
}

static int32_t v2_limit(const char *folder) {
  char path[PATH_MAX + 64], text[128];
  snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max", folder);
  if (!read_text(path, text, sizeof text))
    return 0;
  char *rest;
  const long quota = strtol(text, &rest, 10); // "max" reads as 0: no limit
  return quota_count(quota, strtol(rest, NULL, 10));
}

static int32_t v1_limit(const char *folder) {
  char path[PATH_MAX + 64], quota[64], period[64];
  snprintf(path, sizeof path, "/sys/fs/cgroup/cpu%s/cpu.cfs_quota_us", folder);
  if (!read_text(path, quota, sizeof quota))
    return 0;
  snprintf(path, sizeof path, "/sys/fs/cgroup/cpu%s/cpu.cfs_period_us", folder);
  if (!read_text(path, period, sizeof period))
    return 0;
  return quota_count(strtol(quota, NULL, 10), strtol(period, NULL, 10));
}

// The least limit of a group and its parents. The root is asked too: inside a
// container the file names a path of the host while the mount begins at the
// container's own group.
static int32_t least_limit(const char *group, int32_t (*limit)(const char *)) {
  char folder[PATH_MAX];
  snprintf(folder, sizeof folder, "%s", group);
  int32_t least = 0;
  for (;;) {
    char *slash = strrchr(folder, '/');
    if (slash && !slash[1])
      *slash = 0;
    const int32_t here = limit(folder);
    if (here && (!least || here < least))
      least = here;
    slash = strrchr(folder, '/');
    if (!slash)
      return least;
    *slash = 0;
  }
}

// Whether a list like "cpu,cpuacct" has "cpu".
static bool lists_cpu(const char *list, const char *end) {
  while (list < end) {
    const char *comma = memchr(list, ',', (size_t)(end - list));
    const char *stop = comma ? comma : end;
    if (stop - list == 3 && memcmp(list, "cpu", 3) == 0)
      return true;
    list = stop + 1;
  }
  return false;
}

// Lines are "number:controllers:path"; version 2's has no controllers.
static int32_t cgroup_count(void) {
  char text[PATH_MAX + 2048];
  if (!read_text("/proc/self/cgroup", text, sizeof text))
    return 0;
  int32_t least = 0;
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    char *list = strchr(line, ':');
    char *group = list ? strchr(list + 1, ':') : NULL;
    if (!group)
      continue;
    int32_t here = 0;
    if (group == list + 1)
      here = least_limit(group + 1, v2_limit);
    else if (lists_cpu(list + 1, group))
      here = least_limit(group + 1, v1_limit);
    if (here && (!least || here < least))
      least = here;
  }
  return least;
}

int32_t vitc_cpu_count(void) {
  const int32_t affinity = affinity_count();
  const int32_t quota = cgroup_count();
  return quota && quota < affinity ? quota : affinity;
}
