//===-- Compiler.h: vitc as a library --------------------------------------------------------------===//
//
// One call compiles a model. It prints nothing, leaves no signal handlers, and may be made from several threads at
// once. In messages options are called what `vitc --help` calls them.
#ifndef VITC_COMPILER_H
#define VITC_COMPILER_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitc {

/// The levels of the IR, in the order in which a model passes them.
enum class Stage { Imported, Simplified, Fused, Kernels, Program };

/// What is made of a model.
enum class Format {
  MLIR,         // the IR behind `stage`: can be edited and compiled
  Json,         // the model as it was read, as a JSON graph
  Graph,        // the IR behind `stage`, for Graphviz
  Sbom,         // what the artifact is made of, as SPDX: compiler, options, digests of files
  Summary,      // figures: sizes, work, kernels, memory
  Page,         // a page of HTML that shows what became of every node
  LLVM,         // LLVM IR of the host program
  Stmt,         // Halide's loop nests of every kernel
  Assembly,     // of host program and kernels
  Ptx,          // of the kernels for the GPU among the targets
  Object,       // one relocatable object, weights included, and a C header
  SharedObject, // a shared object and a C header
  Nothing       // the stages up to `stage` run for what they say
};

enum class Severity { Error, Warning, Remark, Note };

struct Diagnostic {
  Severity severity = Severity::Error;
  std::string file; // "": of no file
  unsigned line = 0, column = 0;
  /// The model's own name of the node; "": of no node.
  std::string node;
  std::string text;
  /// A fault of the compiler, not of the model.
  bool isInternal = false;
  std::vector<Diagnostic> notes;
};

/// "vit.onnx: node '/blocks.0/attn/MatMul': TEXT", fit for a terminal whatever the names are; without severity and
/// notes.
std::string toString(const Diagnostic &diagnostic);

/// A model that is described by its configuration rather than by a file.
struct NamedModel {
  std::string name; // vit-base-16, ...
  /// A JSON file whose members replace the model's numbers; "": none.
  std::string configFile;
  /// "KEY=VALUE", after the file.
  std::vector<std::string> settings;
  /// Of random weights. Without one weights have no values, and a summary is all that there is.
  std::optional<uint64_t> seed;
};

struct CompileOptions {
  /// MODEL.onnx, GRAPH.json, a checkpoint's folder, or FILE.mlir of an earlier stage.
  std::string model;
  /// Instead of a file.
  std::optional<NamedModel> namedModel;

  Format format = Format::SharedObject;
  /// For MLIR, Graph and Nothing.
  Stage stage = Stage::Program;
  /// The file to write. "": text goes to the result, and an artifact is called like the model. The header of an
  /// artifact goes beside it.
  std::string output;

  /// A CPU with features, as "x86-64-v3" or "cortex-a76", a GPU, as "cuda:sm_80", or both, with a comma between; "": what the module
  /// is planned for, or else this machine's CPU.
  std::string target;
  /// What products with weights multiply: "int8" or "int8-a16" (activations of 16 bits) on a CPU; "tf32", "f16" or "bf16"
  /// on a GPU; "" or "f32": what f32 has. "f16-weights" and "bf16-weights" multiply in f32, and store weights in 16 bits.
  /// All else stays f32.
  std::string precision;
  /// What products of integers ("int8", "int8-a16") may lose against products of floats, by the Interpreter, on random
  /// inputs: the largest difference as a share of an output's largest value, and the cosine of an output with its like.
  /// Products that lose most stay in f32 until it holds; an error if none is left. Neither: nothing is measured.
  std::optional<double> maxError, minCosine;
  /// About how many seconds loops of products and attention are tried out on this machine, to take the fastest, for the CPU of
  /// the target that it takes; remarks say what changed. Nothing: those that cost models choose. The command line's alone.
  std::optional<double> tuneSeconds;
  /// Prefix of the model's symbols, a C identifier; "": from the output's name.
  std::string name;
  /// Files that say how pictures are prepared ("none": not at all), and what classes are called; "": what the
  /// model brings.
  std::string preprocessor, labels;
  /// Embeddings of texts (.npy, .safetensors), which the pictures of a folder of CLIP or SigLIP are compared with.
  std::string textEmbeddings;
  /// What is compiled of a folder with a model of several parts: "mask-decoder" or "single-mask-decoder" of sam and sam2;
  /// "": its encoder of images.
  std::string part;
  /// Images of one pass. The artifact has an entry for each of several, over one copy of the weights.
  std::vector<int64_t> batches = {1};
  /// Shapes of inputs whose dimensions the model leaves open; several, for an entry each. Inputs that have several have
  /// the same number of them.
  std::map<std::string, std::vector<std::vector<int64_t>>> inputShapes;
  /// Height and width of the images of a checkpoint or named model, for which positions are resampled; several, for an
  /// entry each, and each batch. None: the model's own.
  std::vector<std::pair<int64_t, int64_t>> imageSizes;

  /// Print the model's node names in the IR.
  bool locations = false;
  /// Remarks that say what was fused, and why the rest was not.
  bool explainFusion = false;
  /// patch_embedding, qkv, attention, mlp: an error where they are not fused.
  std::vector<std::string> requireFused;
  /// Passes that are left out, by their flags.
  std::vector<std::string> disabledPasses;
  /// Evaluate before and behind every pass, and fail at the first that changes a result by more than `tolerance`, a
  /// share of its largest value.
  bool verifyNumerics = false;
  double tolerance = 1e-4;
  /// So many inputs, which the artifact makes itself, and what the Interpreter makes of them: NAME_self_test compares, with
  /// the same tolerance. 0: the artifact has no such function.
  int64_t selfTest = 0;
  /// A file with the private key (Ed25519, PEM) that signs a shared object, for those who check by whom it was made before
  /// they run it; "": it is not signed. It counts among the inputs, and is not told of elsewhere.
  std::string signingKey;

  /// A folder where compiled kernels are kept, and taken from by later compilations, of this and of other processes: the
  /// artifact is the same without. "": none; `defaultCacheDirectory` is that of the command line. Beyond `cacheBytes`, those
  /// that were used least lately go. Only somebody who is trusted may be able to write there.
  std::string cacheDirectory;
  int64_t cacheBytes = int64_t(256) << 20;

  /// Errors, with what is to blame, where the program needs more: activations of a pass, launches, the artifact's file.
  std::optional<int64_t> maxArenaBytes, maxLaunches, maxArtifactBytes;

  /// Told of each diagnostic as soon as it is found; they are part of the result as well.
  std::function<void(const Diagnostic &)> onDiagnostic;
  /// Told what is being done, as ("kernels", 3, 17), or with a total of 0. Both functions are called from any
  /// thread, but one at a time.
  std::function<void(const std::string &what, size_t done, size_t total)> onProgress;
};

enum class Outcome {
  Done,
  Refused,      // the model, or the options, are at fault: nothing has been written
  InternalError // the compiler is at fault
};

struct CompileResult {
  Outcome outcome = Outcome::Refused;
  std::vector<Diagnostic> diagnostics;
  /// The files that it was made of: what a build has to watch. A checkpoint's folder is one of them.
  std::vector<std::string> inputs;
  /// What was written: the file, or the text without one. An artifact has a header.
  std::string output, header, text;

  explicit operator bool() const { return outcome == Outcome::Done; }
};

/// Compiles one model.
CompileResult compile(const CompileOptions &options);

/// $VITC_CACHE_DIR, else vitc in $XDG_CACHE_HOME, else in ~/.cache; "" where that says "none", or is unknown.
std::string defaultCacheDirectory();

/// "0.1.0"
const char *version();

} // namespace vitc

#endif // VITC_COMPILER_H
