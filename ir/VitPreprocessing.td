// VitPreprocessing.td: what a model does with a picture before it computes.
#ifndef VITC_IR_VITPREPROCESSING_TD
#define VITC_IR_VITPREPROCESSING_TD

include "ir/VitDialect.td"

def Vit_ImageResize : Vit_Enum<"ImageResize", "the size that a picture is brought to",
                               ["none", "exact", "shortest", "cover", "fit"]>;
def Vit_ImageFilter : Vit_Enum<"ImageFilter", "a filter of Pillow, in Pillow's own numbers",
                               ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]>;
def Vit_ImageRounding : Vit_Enum<"ImageRounding", "how sizes and margins become whole pixels",
                                 ["down", "even"]>;

def Vit_PreprocessingAttr : AttrDef<Vit_Dialect, "Preprocessing"> {
  let mnemonic = "preprocessing";
  let summary = "from an 8-bit RGB picture of any size to a model's input";
  let description = [{
    Stands as `vit.preprocessing` at an argument of `@main` that takes `tensor<Bx3xHxWxf32>`; the artifact
    then has an entry that takes pictures.

    The picture is resized with `filter` as Pillow does it (antialiased, 8 bits between the two passes):
    `none` not at all, `exact` to `height` x `width`, `shortest` so that the shorter edge has `height`
    pixels (the longer one in proportion, rounded down), `cover` so that it just covers `height` x `width`,
    `fit` so that it just fits inside. The middle of it is cut to H x W; what it lacks is `fill`, an 8-bit
    colour. `rounding` says how `cover` and `fit` round sizes, and how the margins of the cut are halved:
    `down` as transformers, `even` (halves to the even neighbour) as torchvision and timm. Then every
    sample becomes `(sample * scale - mean[c]) / std[c]`.

    ```mlir
    #vit.preprocessing<resize = shortest, height = 248, width = 248, filter = bicubic, rounding = even,
      fill = [0, 0, 0], scale = 0.0039215686274509803 : f64, mean = [0.485, 0.456, 0.406],
      std = [0.229, 0.224, 0.225]>
    ```
  }];
  let parameters = (ins
    EnumParameter<Vit_ImageResize>:$resize, "int64_t":$height, "int64_t":$width,
    EnumParameter<Vit_ImageFilter>:$filter, EnumParameter<Vit_ImageRounding>:$rounding,
    "::mlir::DenseI64ArrayAttr":$fill, "::mlir::FloatAttr":$scale,
    "::mlir::ArrayAttr":$mean, "::mlir::ArrayAttr":$std
  );
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The longest edge, in pixels, of what may be resized and of what it may be resized to.
    static constexpr int64_t longestEdge = 65536;
    /// Elements of `mean` or `std`; f64, which unlike dense arrays print all of their digits.
    static double channel(::mlir::ArrayAttr channels, size_t c) {
      return ::llvm::cast<::mlir::FloatAttr>(channels[c]).getValueAsDouble();
    }
  }];
}

#endif // VITC_IR_VITPREPROCESSING_TD
