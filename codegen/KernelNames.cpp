//===-- KernelNames.cpp: takes the place of Halide's own unique_name ---------------------------===//
//
// libHalide calls unique_name as a function that another part of the process may define: what is defined
// here, in the program itself, comes first.
#include "codegen/KernelNames.h"
#include "llvm/ADT/StringExtras.h"
#include <Halide.h>
#include <algorithm>
#include <mutex>

using namespace vitc;

/// Of the kernel that this thread compiles.
static thread_local KernelNames *current = nullptr;

KernelNames::KernelNames() {
  assert(!current && "a kernel is compiled within another");
  current = this;
}

KernelNames::~KernelNames() { current = nullptr; }

bool KernelNames::areUsed() const {
  const Halide::Func probe("probe"); // named within libHalide
  return counts.count("probe") != 0;
}

/// Names that no kernel asks for are numbered over the process, as Halide does it.
static unsigned nextNumber(const std::string &prefix) {
  if (current)
    return current->next(prefix);
  static std::mutex mutex;
  static std::unordered_map<std::string, unsigned> others;
  std::lock_guard lock(mutex);
  return others[prefix]++;
}

/// Whether `name` could be one of unique_name(char), as "v12".
static bool isNumberedLetter(const std::string &name) {
  return name.size() > 1 && std::all_of(name.begin() + 1, name.end(), llvm::isDigit);
}

// Names with a number behind "$", names of a letter and a number, and names as they are asked for, never meet.
namespace Halide::Internal {
std::string unique_name(char prefix) {
  const std::string letter(1, prefix == '$' ? '_' : prefix);
  return letter + std::to_string(nextNumber("$" + letter));
}

std::string unique_name(const std::string &prefix) {
  std::string plain = prefix;
  std::replace(plain.begin(), plain.end(), '$', '_');
  const unsigned number = nextNumber(plain);
  if (number == 0 && plain == prefix && !isNumberedLetter(prefix))
    return prefix;
  return plain + "$" + std::to_string(number);
}
} // namespace Halide::Internal
