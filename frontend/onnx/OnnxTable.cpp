//===-- OnnxTable.cpp: which operators there are, and what to do about the others --------------===//
#include "frontend/onnx/OnnxNode.h"
#include "llvm/ADT/StringSwitch.h"

namespace vitc::frontend {

std::string remedyFor(llvm::StringRef name) {
  llvm::StringRef nearest =
      llvm::StringSwitch<llvm::StringRef>(name)
          .Cases({"NonMaxSuppression", "MaxRoiPool"},
                 "make the boxes and scores outputs of the model, and choose among them behind it")
          .Cases({"RoiAlign", "DeformConv", "CropAndResize"},
                 "GridSample does the like, with the places as its grid")
          .Cases({"RNN", "LSTM", "GRU"}, "unroll it, as Gemm, Sigmoid and Tanh of every step")
          .Cases({"STFT", "Rfft", "Irfft", "MelWeightMatrix"},
                 "DFT of frames that Slice or Gather cuts out does the like")
          .Cases({"GroupQueryAttention", "DecoderMaskedMultiHeadAttention", "SparseAttention",
                  "LinearAttention", "CausalConvWithState"},
                 "vitc compiles one pass over the whole sequence: export the model without a cache "
                 "(use_cache=False)")
          .Cases({"PackedMultiHeadAttention", "RemovePadding", "RestorePadding"},
                 "export the model without packing its sequences")
          .Cases({"SequenceMap", "ReverseSequenceMap"},
                 "apply the operators to each tensor of the sequence, which is known when the "
                 "model is "
                 "exported")
          .Cases({"Multinomial"}, "draw outside of the model, and make what is drawn an input")
          .Cases({"Det", "Inverse"}, "spell it out for matrices of the known size")
          .Cases({"BitCast", "StringNormalizer", "StringConcat", "StringSplit", "RegexFullMatch",
                  "TfIdfVectorizer", "ImageDecoder"},
                 "do this before the model, and make its result an input")
          .Default(
              "vitc compiles what Vision Transformers are made of: rewrite or remove this part of "
              "the model");
  return (nearest + " (docs/onnx.md lists the operators)").str();
}

OpTable::OpTable() {
  addAttentionOps(*this);
  addConstantOps(*this);
  addConvolutionOps(*this);
  addEinsumOps(*this);
  addElementwiseOps(*this);
  addFourierOps(*this);
  addIndexingOps(*this);
  addIntegerProductOps(*this);
  addLayoutOps(*this);
  addLossOps(*this);
  addMathOps(*this);
  addNormalizationOps(*this);
  addPoolingOps(*this);
  addProductOps(*this);
  addQuantizationOps(*this);
  addRandomOps(*this);
  addReductionOps(*this);
  addResamplingOps(*this);
  addRotaryOps(*this);
  addSamplingOps(*this);
  addScatterOps(*this);
  addSequenceOps(*this);
  addBlockedOps(*this);
  addContribActivations(*this);
  addContribAttention(*this);
  addContribNormalization(*this);
  addContribProducts(*this);
  addContribQuantization(*this);
  addContribQuantizedProducts(*this);
  addContribQuantizedWeights(*this);
}

const OpTable &OpTable::get() {
  static const OpTable table;
  return table;
}

void OpTable::add(llvm::StringRef name, int sinceOpset, ImportFunction function) {
  ops[("::" + name).str()].emplace_back(sinceOpset, function);
}

void OpTable::addForeign(llvm::StringRef domain, llvm::StringRef name, ImportFunction function) {
  ops[(domain + "::" + name).str()].emplace_back(0, function);
}

ImportFunction OpTable::find(llvm::StringRef domain, llvm::StringRef name, int opset,
                             int &firstOpset) const {
  firstOpset = 0;
  auto entry = ops.find((domain + "::" + name).str());
  if (entry == ops.end())
    return nullptr;
  ImportFunction best = nullptr;
  int bestSince = -1;
  firstOpset = entry->second.front().first;
  for (auto [since, function] : entry->second)
    if (since <= opset && since > bestSince) {
      best = function;
      bestSince = since;
    }
  return best;
}

} // namespace vitc::frontend
