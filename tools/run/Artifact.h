// Artifact.h: what a file says of itself before anything of it is loaded.
#ifndef VITC_TOOLS_RUN_ARTIFACT_H
#define VITC_TOOLS_RUN_ARTIFACT_H

#include "ModelFile.h"

namespace vitc::run {

/// The note that vitc leaves in a model.
struct Artifact {
  std::string name; // prefix of the model's symbols
  uint64_t cpuFeatures = 0;
};

/// Throws Error where the file is no complete shared object that vitc made for
/// this machine and this version of the interface.
Artifact readArtifact(const ModelFile &file);

/// Throws Error where this CPU lacks what the model needs.
void checkCpu(const std::string &path, const Artifact &artifact);

/// "avx2, fma"
std::string cpuNames(uint64_t features);
/// Of the VITC_CPU_* bits `wanted` those that this machine lacks.
uint64_t missingFeatures(uint64_t wanted);
/// "compiled for aarch64, this machine is x86-64", if the ELF file at `path` is for another architecture; else empty.
std::string foreignArchitecture(const std::string &path);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_ARTIFACT_H
