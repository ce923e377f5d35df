//===-- Families.cpp: the kernels of a Vision Transformer, as model ops -------------------------===//
//
// What the models' parts look like when simplified: a normalisation's scale and bias lie in the linear
// behind it, positions in the bias of the patch embedding. The passes that ship do the rest.
#include "Families.h"
#include "llvm/Support/FormatVariadic.h"

using namespace vitc::bench;
using llvm::formatv;
using Shape = std::vector<int64_t>;

static std::string type(const Shape &shape) {
  std::string text = "tensor<";
  for (int64_t size : shape)
    text += std::to_string(size) + "x";
  return text + "f32>";
}

namespace {
/// The text of a module, an op at a time.
class Text {
public:
  Text(const Shape &input, const Shape &result)
      : head(formatv("func.func @main(%x: {0}", type(input))), result(type(result)) {}

  void argument(llvm::StringRef name, const Shape &shape) {
    head += formatv(", {0}: {1}", name, type(shape));
  }
  void weight(llvm::StringRef name, const Shape &shape) {
    int64_t bytes = 4;
    for (int64_t size : shape)
      bytes *= size;
    body += formatv(
        "  {0} = vit.constant #vit.file_range<\"none\", offset = {1}, length = {2}> : {3}\n", name,
        offset, bytes, type(shape));
    offset += bytes;
  }
  /// `types`: of the operands, then of the result.
  void op(llvm::StringRef name, llvm::StringRef op, std::vector<Shape> types) {
    const Shape last = types.back();
    types.pop_back();
    std::string operands;
    for (const Shape &shape : types)
      operands += (operands.empty() ? "" : ", ") + type(shape);
    body += formatv("  {0} = vit.{1} : ({2}) -> {3}\n", name, op, operands, type(last));
  }
  void norm(const Shape &shape) {
    op("%norm", formatv("layer_norm %x {{axis = {0}, epsilon = 1.0e-6}", shape.size() - 1).str(),
       {shape, shape});
  }
  /// `result`_sum = `input` times a weight, plus a bias.
  void linear(const std::string &result, const std::string &input, Shape shape, int64_t columns) {
    const Shape weights = {shape.back(), columns};
    Shape product = shape;
    product.back() = columns;
    weight(result + "_w", weights);
    weight(result + "_b", {columns});
    op(result, "matmul " + input + ", " + result + "_w", {shape, weights, product});
    op(result + "_sum", "add " + result + ", " + result + "_b", {product, {columns}, product});
  }
  std::string finish(const std::string &value) const {
    return head + ") -> " + result + " {\n" + body + "  return " + value + " : " + result + "\n}\n";
  }

private:
  std::string head, body, result;
  int64_t offset = 0;
};

struct Sizes {
  const char *name;
  int64_t width, heads;
};
} // namespace

static std::string patchEmbedding(int64_t batch, const Sizes &model) {
  const Shape image = {batch, 3, 224, 224}, filter = {model.width, 3, 16, 16},
              bias = {196, model.width}, prefix = {1, 1, model.width},
              result = {batch, 197, model.width};
  Text text(image, result);
  text.weight("%w", filter);
  text.weight("%b", bias);
  text.weight("%p", prefix);
  text.op("%r", "patch_embedding %x, %w bias %b prefix %p {strides = array<i64: 16, 16>}",
          {image, filter, bias, prefix, result});
  return text.finish("%r");
}

static std::string qkvProjection(int64_t batch, const Sizes &model) {
  const Shape tokens = {batch, 197, model.width};
  Text text(tokens, {batch, 197, 3 * model.width});
  text.norm(tokens);
  text.linear("%qkv", "%norm", tokens, 3 * model.width);
  return text.finish("%qkv_sum");
}

/// Reads queries, keys and values where the projection leaves them.
static std::string attention(int64_t batch, const Sizes &model) {
  const int64_t size = model.width / model.heads;
  const Shape projected = {batch, 197, 3 * model.width},
              split = {batch, 197, 3 * model.heads, size}, heads = {batch, 197, model.heads, size},
              result = {batch, 197, model.width};
  Text text(projected, result);
  text.op(
      "%s",
      formatv("reshape %x {{shape = array<i64: {0}, 197, {1}, {2}>}", batch, split[2], size).str(),
      {projected, split});
  for (auto [index, name] : {std::pair(0, "%q"), {1, "%k"}, {2, "%v"}})
    text.op(
        name,
        formatv("slice %s {{starts = array<i64: 0, 0, {0}, 0>, sizes = array<i64: {1}, 197, {2}, "
                "{3}>, steps = array<i64: 1, 1, 1, 1>}",
                index * model.heads, batch, model.heads, size)
            .str(),
        {split, heads});
  text.op("%a", "attention %q, %k, %v {scale = 0.125}", {heads, heads, heads, heads});
  text.op("%r",
          formatv("reshape %a {{shape = array<i64: {0}, 197, {1}>}", batch, model.width).str(),
          {heads, result});
  return text.finish("%r");
}

static std::string projectionAndResidual(int64_t batch, const Sizes &model) {
  const Shape tokens = {batch, 197, model.width};
  Text text(tokens, tokens);
  text.argument("%residual", tokens);
  text.linear("%p", "%x", tokens, model.width);
  text.op("%r", "add %residual, %p_sum", {tokens, tokens, tokens});
  return text.finish("%r");
}

static std::string mlp(int64_t batch, const Sizes &model) {
  const Shape tokens = {batch, 197, model.width}, hidden = {batch, 197, 4 * model.width};
  Text text(tokens, tokens);
  text.norm(tokens);
  text.linear("%h", "%norm", tokens, 4 * model.width);
  text.op("%g", "gelu %h_sum", {hidden, hidden});
  text.linear("%p", "%g", hidden, model.width);
  text.op("%r", "add %x, %p_sum", {tokens, tokens, tokens});
  return text.finish("%r");
}

/// Of the class token.
static std::string head(int64_t batch, const Sizes &model) {
  Text text({batch, model.width}, {batch, 1000});
  text.norm({batch, model.width});
  text.linear("%p", "%norm", {batch, model.width}, 1000);
  return text.finish("%p_sum");
}

std::vector<Part> vitc::bench::visionTransformerParts() {
  std::vector<Part> parts;
  for (const Sizes &model :
       {Sizes{"ViT-Ti", 192, 3}, {"ViT-S", 384, 6}, {"ViT-B", 768, 12}, {"ViT-L", 1024, 16}})
    for (int64_t batch : {1, 8})
      for (auto [family, text] : {std::pair("patch_embedding", &patchEmbedding),
                                  {"qkv_projection", &qkvProjection},
                                  {"attention", &attention},
                                  {"projection_residual", &projectionAndResidual},
                                  {"mlp", &mlp},
                                  {"head", &head}})
        parts.push_back({formatv("{0}/{1}/{2}", family, model.name, batch), text(batch, model)});
  return parts;
}
