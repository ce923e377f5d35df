// Entries.c: which entries compute a number of images, and which size pictures are brought to.
#include "Internal.h"

typedef struct {
  int64_t batches[VITC_MAX_ENTRIES]; // from the largest
  int32_t entries[VITC_MAX_ENTRIES];
  int64_t divisors[VITC_MAX_ENTRIES]; // of a batch and all smaller ones, the greatest common one
  int32_t num_batches;
  int64_t counts[VITC_MAX_ENTRIES], best[VITC_MAX_ENTRIES]; // passes of each
  int64_t best_passes;
} vitc_search;

static int64_t common_divisor(int64_t a, int64_t b) { return b ? common_divisor(b, a % b) : a; }

static void collect(const vitc_model *model, int32_t size, vitc_search *search) {
  search->num_batches = 0;
  for (int32_t e = 0; e < model->num_entries; ++e) {
    if (model->sizes[e] != size)
      continue;
    int32_t at = search->num_batches++;
    for (; at && search->batches[at - 1] < model->entries[e]->batch; --at) {
      search->batches[at] = search->batches[at - 1];
      search->entries[at] = search->entries[at - 1];
    }
    search->batches[at] = model->entries[e]->batch;
    search->entries[at] = e;
  }
  int64_t divisor = 0;
  for (int32_t i = search->num_batches - 1; i >= 0; --i)
    search->divisors[i] = divisor = common_divisor(search->batches[i], divisor);
}

// As many passes of batch `at` as there can be, then fewer as long as all together may be fewer than the best sum.
static void search_from(vitc_search *search, int32_t at, int64_t images, int64_t passes) {
  if (images == 0) {
    search->best_passes = passes;
    for (int32_t i = 0; i < search->num_batches; ++i)
      search->best[i] = i < at ? search->counts[i] : 0;
    return;
  }
  if (at == search->num_batches || images % search->divisors[at])
    return;
  const int64_t batch = search->batches[at], most = images / batch;
  // The fewest passes that are enough, of the smallest batch, are too many images already: no number of passes fits.
  if ((images + batch - 1) / batch * search->batches[search->num_batches - 1] > images)
    return;
  // As many passes of a smaller batch as this one has images could be fewer passes of this one.
  const bool is_last = at + 1 == search->num_batches;
  const int64_t next = is_last ? 0 : search->batches[at + 1];
  int64_t fewer = 0;
  for (int32_t i = at + 1; i < search->num_batches; ++i)
    fewer += search->batches[i];
  const int64_t least = is_last || most < fewer ? 0 : most - fewer;
  for (int64_t count = most; count >= least; --count) {
    const int64_t rest = images - count * batch;
    const int64_t others = is_last ? rest != 0 : (rest + next - 1) / next;
    if (search->best_passes >= 0 && passes + count + others >= search->best_passes)
      return; // with fewer of this batch it is more of the others
    search->counts[at] = count;
    search_from(search, at + 1, rest, passes + count);
    if (is_last)
      return;
  }
}

int32_t vitc_cover(const vitc_model *model, int32_t size, int64_t images, vitc_share *shares) {
  vitc_search search;
  collect(model, size, &search);
  if (images < 0 || search.num_batches == 0)
    return -1;
  search.best_passes = -1;
  search_from(&search, 0, images, 0);
  if (search.best_passes < 0)
    return -1;
  int32_t count = 0;
  for (int32_t i = 0; i < search.num_batches; ++i)
    if (search.best[i])
      shares[count++] = (vitc_share){search.entries[i], search.best[i]};
  return count;
}

//===-- Sizes ---------------------------------------------------------------------------------===//

static const vitc_model_info *first_of(const vitc_model *model, int32_t size) {
  for (int32_t e = 0; e < model->num_entries; ++e)
    if (model->sizes[e] == size)
      return model->entries[e];
  return 0;
}

static double ratio(double a, double b) { return a > b ? a / b : b / a; }

// Of all pictures together: how far this size is off.
static double distance(int64_t count, const vitc_image *images, double height, double width) {
  double sum = 0;
  for (int64_t i = 0; i < count; ++i)
    sum += ratio(images[i].height, height) * ratio(images[i].width, width);
  return sum;
}

static bool suits(int64_t count, const vitc_image *images, int64_t height, int64_t width,
                  vitc_size_choice choice) {
  for (int64_t i = 0; i < count; ++i) {
    const bool is_same = images[i].height == height && images[i].width == width;
    if (!is_same &&
        (choice == VITC_SIZE_EXACT || images[i].height > height || images[i].width > width))
      return false;
  }
  return true;
}

int32_t vitc_choose_size(const vitc_model *model, int64_t count, const vitc_image *images,
                         vitc_size_choice choice) {
  int32_t best = -1, largest = -1;
  double best_value = 0, largest_area = 0;
  const vitc_model_info *info;
  if (!model->info->preprocessing || !images || count < 1)
    return -1;
  for (int64_t i = 0; i < count; ++i)
    if (images[i].height < 1 || images[i].width < 1)
      return -1;
  for (int32_t size = 0; (info = first_of(model, size)); ++size) {
    const int64_t height = info->inputs[0].shape[2], width = info->inputs[0].shape[3];
    const double area = (double)height * (double)width;
    if (largest < 0 || area > largest_area) {
      largest = size;
      largest_area = area;
    }
    if (choice != VITC_SIZE_NEAREST && !suits(count, images, height, width, choice))
      continue;
    const double value =
        choice == VITC_SIZE_NEAREST ? distance(count, images, (double)height, (double)width) : area;
    if (best < 0 || value < best_value) {
      best = size;
      best_value = value;
    }
  }
  return best < 0 && choice == VITC_SIZE_AT_LEAST ? largest : best;
}
