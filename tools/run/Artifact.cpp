#include "Artifact.h"
#include "Error.h"
#include "runtime/model.h"

#include <algorithm>
#include <cstring>
#include <elf.h>
#include <optional>
#include <vector>

using namespace vitc::run;

extern "C" {
uint64_t vitc_cpu_features(uint64_t wanted);
void vitc_cpu_names(uint64_t features, char *text, size_t bytes);
}

#if defined(__x86_64__)
static const uint16_t hostMachine = EM_X86_64;
#elif defined(__aarch64__)
static const uint16_t hostMachine = EM_AARCH64;
#endif

static const char *machineName(uint16_t machine) {
  switch (machine) {
  case EM_X86_64:
    return "x86-64";
  case EM_AARCH64:
    return "aarch64";
  default:
    return "another machine";
  }
}

/// Empty for this machine's own.
static std::string foreignArchitecture(const Elf64_Ehdr &header) {
  if (header.e_machine == hostMachine)
    return "";
  return std::string("compiled for ") + machineName(header.e_machine) + ", this machine is " +
         machineName(hostMachine);
}

static Elf64_Ehdr readElfHeader(const ModelFile &file) {
  Elf64_Ehdr header = {};
  if (file.size < SELFMAG)
    fail(file.path, ": not a compiled model (no ELF file)");
  file.read(0, &header, std::min<uint64_t>(file.size, sizeof header));
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
    fail(file.path, ": not a compiled model (no ELF file)");
  if (file.size < sizeof header)
    fail(file.path, ": the file is truncated");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB)
    fail(file.path, ": not a 64-bit little-endian ELF file");
  if (header.e_type != ET_DYN)
    fail(file.path, ": not a shared object",
         header.e_type == ET_REL ? " but an object file; link it first" : "");
  return header;
}

static std::vector<Elf64_Phdr> readSegments(const ModelFile &file, const Elf64_Ehdr &header) {
  if (header.e_phentsize != sizeof(Elf64_Phdr))
    fail(file.path, ": damaged ELF file");
  std::vector<Elf64_Phdr> segments(header.e_phnum);
  file.read(header.e_phoff, segments.data(), segments.size() * sizeof(Elf64_Phdr));
  // Reading weights that are not there any more would end the process with a
  // bus error.
  for (const Elf64_Phdr &segment : segments)
    if (segment.p_type == PT_LOAD && !file.holds(segment.p_offset, segment.p_filesz))
      fail(file.path, ": the file is truncated: it has ", file.size,
           " bytes, and a segment ends at ", segment.p_offset + segment.p_filesz);
  return segments;
}

static Artifact parseNote(const ModelFile &file, const char *begin, uint64_t bytes) {
  vitc_note note;
  if (bytes <= sizeof note)
    fail(file.path, ": damaged .note.vitc");
  std::memcpy(&note, begin, sizeof note);
  if (note.abi_version != VITC_ABI_VERSION)
    fail(file.path, ": compiled for version ", note.abi_version,
         " of the model interface, read here is version ", VITC_ABI_VERSION,
         "; compile the model again");
  const char *name = begin + sizeof note;
  Artifact artifact;
  artifact.cpuFeatures = note.cpu_features;
  artifact.name.assign(name, strnlen(name, bytes - sizeof note));
  if (artifact.name.empty())
    fail(file.path, ": damaged .note.vitc");
  return artifact;
}

// Notes of one segment: three words, then owner and contents, each padded.
static std::optional<Artifact> findNote(const ModelFile &file, const Elf64_Phdr &segment) {
  if (segment.p_filesz > 1 << 20)
    return std::nullopt;
  std::vector<char> data(segment.p_filesz);
  file.read(segment.p_offset, data.data(), data.size());
  const uint64_t align = segment.p_align == 8 ? 8 : 4;
  const auto padded = [&](uint64_t bytes) { return (bytes + align - 1) / align * align; };
  for (uint64_t at = 0; at + sizeof(Elf64_Nhdr) <= data.size();) {
    Elf64_Nhdr note;
    std::memcpy(&note, &data[at], sizeof note);
    const uint64_t owner = at + sizeof note, contents = owner + padded(note.n_namesz);
    if (contents + note.n_descsz > data.size())
      return std::nullopt;
    if (note.n_type == VITC_NOTE_TYPE && note.n_namesz == 5 &&
        std::memcmp(&data[owner], "vitc", 5) == 0)
      return parseNote(file, data.data() + contents, note.n_descsz);
    at = contents + padded(note.n_descsz);
  }
  return std::nullopt;
}

Artifact vitc::run::readArtifact(const ModelFile &file) {
  const Elf64_Ehdr header = readElfHeader(file);
  if (const std::string foreign = ::foreignArchitecture(header); !foreign.empty())
    fail(file.path, ": ", foreign);
  for (const Elf64_Phdr &segment : readSegments(file, header))
    if (segment.p_type == PT_NOTE)
      if (auto artifact = findNote(file, segment))
        return *artifact;
  fail(file.path, ": a shared object, but not one that vitc compiled (no .note.vitc)");
}

std::string vitc::run::foreignArchitecture(const std::string &path) {
  return ::foreignArchitecture(readElfHeader(ModelFile(path)));
}

uint64_t vitc::run::missingFeatures(uint64_t wanted) { return wanted & ~vitc_cpu_features(wanted); }

std::string vitc::run::cpuNames(uint64_t features) {
  char names[256];
  vitc_cpu_names(features, names, sizeof names);
  return names;
}

void vitc::run::checkCpu(const std::string &path, const Artifact &artifact) {
  const uint64_t missing = missingFeatures(artifact.cpuFeatures);
  if (missing)
    fail(path, ": compiled for a CPU with ", cpuNames(missing),
         ", which this one lacks; compile it with another --target");
}
