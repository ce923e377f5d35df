// CompilationFiles.h: the files that a compilation writes besides its output.
#ifndef VITC_DRIVER_COMPILATIONFILES_H
#define VITC_DRIVER_COMPILATIONFILES_H

#include "driver/Load.h"
#include "driver/Stages.h"
#include "ir/TemporaryFile.h"

namespace vitc {

/// Each stage that computes constants has a file for the large ones. All of them are temporary; those that
/// a text names stay beside it when it is written to a file. An artifact or a JSON graph has copies.
class CompilationFiles {
public:
  CompilationFiles(const CompileOptions &options, const Session &session)
      : options(options), session(session) {}

  /// Where the import and the stages write weights, once they are made.
  std::string imported;
  StageFiles stages;

  mlir::LogicalResult make();
  /// Other files for all stages but the first.
  mlir::LogicalResult makeAgain();
  /// A name for a shared object; its header is as temporary.
  mlir::FailureOr<std::string> makeArtifact();

  /// Reports a weight of `module`, as it was read, that lies in the file that -o names.
  mlir::LogicalResult checkReplaced(mlir::ModuleOp module);
  /// Gives the weights of `module`, whose text is going to be written, the names that they keep.
  mlir::LogicalResult keepWeights(mlir::ModuleOp module);
  /// Removes what was kept: there is no text.
  void removeKept();
  /// The files that weights of the model lie in.
  const std::vector<std::string> &getRead() const { return read; }
  /// The files that will be gone.
  std::vector<std::string> getLost() const;

private:
  struct Temporary {
    TemporaryFile file;
    std::string name; // that it keeps; "": it goes in any case
  };

  /// Whether weights are kept, and the texts of stages thus complete.
  bool isKept() const;
  mlir::FailureOr<std::string> add(llvm::Expected<TemporaryFile> file, std::string name = {});

  const CompileOptions &options;
  const Session &session;
  std::vector<std::string> read; // files that weights of the model lie in
  std::vector<std::string> kept;
  std::vector<Temporary> temporaries;
};

} // namespace vitc

#endif // VITC_DRIVER_COMPILATIONFILES_H
