// VitSchedules.td: the loops of kernels, one attribute for each kernel family.
#ifndef VITC_IR_VITSCHEDULES_TD
#define VITC_IR_VITSCHEDULES_TD

include "ir/VitDialect.td"

//===-- What the families share -----------------------------------------------------------------===//

/// The loops of one loop nest. Sizes are at least 1, and lanes are a power of two: that is verified
/// wherever the attribute stands. What the machine and the shape allow is checked against the kernel.
class Vit_LoopsAttr<string name, string loops> : AttrDef<Vit_Dialect, name # "Loops"> {
  let mnemonic = loops;
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

class Vit_Size<string description> : AttrParameter<"int64_t", description>;
class Vit_OptionalSize<string description> : OptionalParameter<"int64_t", description>;
class Vit_Flag<string description> : OptionalParameter<"bool", description>;

def Vit_WorkspaceScope : Vit_Enum<"WorkspaceScope", "who has a workspace to itself", ["launch", "thread", "prepared"]>;

def Vit_WorkspaceAttr : AttrDef<Vit_Dialect, "Workspace"> {
  let mnemonic = "workspace";
  let summary = "memory for what a kernel computes in between";
  let description = [{
    `name` is that of the algorithm's function whose values lie there. A workspace of a `launch` is there once, for all
    threads that run the launch, and has its place in the program's arena; one of a `thread` is for a task's own values, in
    the `scratch` of the thread that runs it. What is `prepared` is computed of these `operands` of the kernel alone, for
    which every launch passes constants: once, when a GPU gets the weights, for all launches that pass the same.

    ```mlir
    #vit.workspace<launch, "gelu_value", bytes = 2420736>
    #vit.workspace<prepared, "matmul_b_words", bytes = 4718592, operands = [1]>
    ```
  }];
  let parameters = (ins
    EnumParameter<Vit_WorkspaceScope>:$scope,
    "::mlir::StringAttr":$name,
    "int64_t":$bytes,
    OptionalParameter<"::mlir::DenseI64ArrayAttr", "numbers of operands, rising">:$operands
  );
  let assemblyFormat = "`<` $scope `,` $name `,` struct($bytes, $operands) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// A workspace begins at a multiple of so many bytes, and after it lie bytes that vectors may read.
    static constexpr int64_t alignment = 128, padding = 384;
    /// Bytes that it takes with these.
    int64_t getSpan() { return ::llvm::alignTo(getBytes(), alignment) + padding; }
  }];
}

def Vit_ScheduleAttr : AttrDef<Vit_Dialect, "Schedule"> {
  let mnemonic = "schedule";
  let summary = "the loops of a kernel on one target, and the memory that they want";
  let description = [{
    `loops` has an attribute for each loop nest of the kernel, producers first: for each anchor, with the
    elementwise ops that are computed in its loops, and for what is stored between two of them. `workspaces` has what
    these loops store; what it does not have lies in registers, on the stack, or in a GPU's shared memory. A kernel
    prints it as `schedule "x86-64-v3" [#vit.product<...>] workspaces [#vit.workspace<...>]`. Nothing else decides on
    loops and memory: code generation applies what is written, or says which limit it breaks.
  }];
  let parameters = (ins AttrParameter<"::mlir::StringAttr", "one of the module's `vit.targets`">:$target,
                        AttrParameter<"::mlir::ArrayAttr", "of the attributes below">:$loops,
                        OptionalParameter<"::mlir::ArrayAttr", "`#vit.workspace`s of different names">:$workspaces);
  let assemblyFormat = "`<` $target `,` $loops (`,` `workspaces` `=` $workspaces^)? `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Of `scope`, in order.
    ::llvm::SmallVector<WorkspaceAttr> getWorkspacesOf(WorkspaceScope scope);
    /// Bytes of all of them, one after the other.
    int64_t getWorkspaceBytes(WorkspaceScope scope);
  }];
}

//===-- The families ----------------------------------------------------------------------------===//

def Vit_PointwiseLoopsAttr : Vit_LoopsAttr<"Pointwise", "pointwise"> {
  let summary = "loops over elements that are computed one by one";
  let description = [{
    Elementwise and layout kernels, and what is stored between other loops. Dimension 0, the innermost, is
    computed in vectors; the others are one loop, of rows. With neither of the two sizes for tasks, the
    calling thread computes all.

    ```mlir
    #vit.pointwise<lanes = 8, rows_per_task = 21>
    ```
  }];
  let parameters = (ins
    Vit_Size<"elements in a vector">:$lanes,
    Vit_OptionalSize<"rows that a task computes">:$rows_per_task,
    Vit_OptionalSize<"vectors that a task computes, of any row: for few long rows">:$vectors_per_task
  );
}

def Vit_ProductLoopsAttr : Vit_LoopsAttr<"Product", "product"> {
  let summary = "loops of a matrix product, and of what is computed as one";
  let description = [{
    `acc(m, n) += a(m, k) b(k, n)`: a tile of the result, `rows` x (`vectors` times `lanes`) elements, stays in
    registers for the whole of k. Tasks are panels, a tile wide, times shares of the row tiles. `packing` is that of
    the kernel's `vit.unpack`: b is read where it lies. With `fetches_next` the row tiles of a task fetch into L2 what the next tile of
    columns reads, a part in each step, so that the first of its row tiles does not wait for memory. Tasks of a tile of columns follow each other, or, with `rows_first`,
    those of a share of the rows, which stay in L2 then while b goes by.

    ```mlir
    #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = true,
                 packing = <columns = 16>, fetches_next = true>
    ```
  }];
  let parameters = (ins
    Vit_Size<"rows of a tile: elements of a that are loaded in a step of k">:$rows,
    Vit_Size<"vectors of a tile's row: vectors of b that are loaded in a step of k">:$vectors,
    Vit_Size<"elements in a vector">:$lanes,
    Vit_Size<"row tiles that a task computes of its panel">:$tiles_per_task,
    Vit_Flag<"whether tasks are divided between threads">:$parallel,
    OptionalParameter<"::vitc::vit::PackingAttr",
                      "how b is packed (vit-pack-weights); a tile reads a part of a panel, or several">:$packing,
    Vit_Flag<"each task copies its tile's columns of b, to lie as [k][columns]">:$copies_panel,
    Vit_Flag<"sums go to memory before what follows is computed: for functions of libm">:$stores_sums,
    Vit_Flag<"each step of k fetches into L2 a part of the panels that the next tile of columns reads: on x86-64, whole ones, in one loop over k">:$fetches_next,
    Vit_Flag<"the tasks of one share of the rows, for all tiles of columns, follow each other: where a's rows are more than L2 has room for">:$rows_first,
    OptionalParameter<"::vitc::vit::PointwiseLoopsAttr",
                      "loops of the patches of a convolution, which are then computed as a whole before">:$patches
  );
}

def Vit_IntegerProductLoopsAttr : Vit_LoopsAttr<"IntegerProduct", "integer_product"> {
  let summary = "loops of a matrix product of integers of 8 and 16 bits";
  let description = [{
    As `#vit.product`, by instructions that multiply `together` steps of k at once and add the products up in i32: one or two of
    16 bits (Arm's smlal; x86's vpmaddwd, vpdpwssd), which b is widened to in the loop, or four of 8, where a is unsigned and b is signed
    (vpdpbusd). With `signed_bytes` both are signed (Arm's sdot): `copy` has a less 128, and 128 times the sums of b's columns
    are added. The rows of b lie together in its panels, as many or twice as many; a column has two sums then.

    With `matrix_tiles` the runtime computes the sums of a tile at once: by x86's AMX (tdpbusd), out of matrices of 16 rows by 64
    steps of k and of 64 steps by 16 columns, or by vpdpbusd where Halide does not write it. They lie in memory before what follows is
    computed: `rows` is not bounded by registers then.

    ```mlir
    #vit.integer_product<rows = 6, vectors = 4, lanes = 16, together = 4, tiles_per_task = 33, parallel = true,
                         packing = <columns = 16, interleave = 4>>
    ```
  }];
  let parameters = (ins
    Vit_Size<"rows of a tile">:$rows,
    Vit_Size<"vectors of columns of a tile's row">:$vectors,
    Vit_Size<"columns in a vector">:$lanes,
    Vit_Size<"steps of k that an instruction multiplies: 1, 2 or 4">:$together,
    Vit_Size<"row tiles that a task computes of its panel">:$tiles_per_task,
    Vit_Flag<"whether tasks are divided between threads">:$parallel,
    Vit_Flag<"two products add up in 16 bits before four do in 32">:$pairs,
    Vit_Flag<"bytes of a are copied less 128, and multiplied as signed ones">:$signed_bytes,
    Vit_Flag<"matrices are multiplied at once: of bytes, four of them together">:$matrix_tiles,
    AttrParameter<"::vitc::vit::PackingAttr", "how b is packed">:$packing,
    Vit_Flag<"sums go to memory before what follows is computed: for functions of libm">:$stores_sums,
    Vit_Flag<"each step of k fetches into L2 a part of the panels that the next tile of columns reads: on x86-64, whole ones, in one loop over k">:$fetches_next,
    Vit_Flag<"the tasks of one share of the rows, for all tiles of columns, follow each other: where a's rows are more than L2 has room for">:$rows_first,
    OptionalParameter<"::vitc::vit::PointwiseLoopsAttr",
                      "loops that copy a, in as many bits as are multiplied, where it does not lie so">:$copy
  );
}

def Vit_BFloatProductLoopsAttr : Vit_LoopsAttr<"BFloatProduct", "bf16_product"> {
  let summary = "loops of a matrix product of bf16";
  let description = [{
    As `#vit.product`, but that the runtime computes the f32 sums of a tile at once, out of a and b in bf16: by x86's AMX (tdpbf16ps),
    out of matrices of 16 rows by 32 steps of k and of 32 steps by 16 columns, or by vdpbf16ps of AVX512-BF16, two steps of
    k at once. They lie in memory before what follows is computed, so that `rows` is not bounded by registers. Two rows of b lie
    together in its panels.

    ```mlir
    #vit.bf16_product<rows = 99, vectors = 2, lanes = 16, tiles_per_task = 2, parallel = true,
                      packing = <columns = 16, interleave = 2>>
    ```
  }];
  let parameters = (ins
    Vit_Size<"rows of a tile">:$rows,
    Vit_Size<"vectors of columns of a tile's row, for what follows">:$vectors,
    Vit_Size<"columns in a vector">:$lanes,
    Vit_Size<"row tiles that a task computes of its panel">:$tiles_per_task,
    Vit_Flag<"whether tasks are divided between threads">:$parallel,
    AttrParameter<"::vitc::vit::PackingAttr", "how b is packed">:$packing,
    Vit_Flag<"the tasks of one share of the rows, for all tiles of columns, follow each other: where a's rows are more than L2 has room for">:$rows_first,
    OptionalParameter<"::vitc::vit::PointwiseLoopsAttr",
                      "loops that copy a, where its rows do not lie in memory">:$copy
  );
  let extraClassDeclaration = [{
    /// As the other products: the runtime does so in any case.
    bool getStoresSums() const { return false; }
  }];
}

def Vit_AttentionLoopsAttr : Vit_LoopsAttr<"Attention", "attention"> {
  let summary = "loops of scaled dot-product attention";
  let description = [{
    A share is a number of the row tiles of a head: it transposes the keys once, and copies the values where
    it says so. For a tile of `rows` queries, scores are computed `score_vectors` vectors of keys at a
    time, and results `value_vectors` vectors of a value's elements at a time. Without `shares_per_task`,
    the calling thread computes all.

    With `keys_per_block` a share goes through the keys in blocks, of which it transposes keys and copies values, and each of its row tiles
    through a block: scores then stay in L1, keys and values in L2. What a query has of the blocks so far is kept with their
    maximum and sum (Milakov & Gimelshein, "Online normalizer calculation for softmax", 2018).

    ```mlir
    #vit.attention<rows = 6, lanes = 8, score_vectors = 2, value_lanes = 8, value_vectors = 2,
                   tiles_per_share = 33, copies_values = true, shares_per_task = 1>
    ```
  }];
  let parameters = (ins
    Vit_Size<"queries of a tile">:$rows,
    Vit_Size<"keys in a vector">:$lanes,
    Vit_Size<"vectors of keys whose scores are summed up at a time">:$score_vectors,
    Vit_Size<"elements of a value in a vector">:$value_lanes,
    Vit_Size<"vectors of a value that are summed up at a time">:$value_vectors,
    Vit_Size<"row tiles that share a copy of the keys">:$tiles_per_share,
    Vit_Flag<"the values of a share are copied to lie close together">:$copies_values,
    Vit_OptionalSize<"keys of a block, in whole vectors: where they are in blocks">:$keys_per_block,
    Vit_OptionalSize<"shares that a task computes">:$shares_per_task
  );
}

def Vit_RowLoopsAttr : Vit_LoopsAttr<"Row", "rows"> {
  let summary = "loops of softmax, normalisations and reductions";
  let description = [{
    Where a reduction runs along dimension 0, the innermost, a row is computed at a time, and each of its
    reductions in `reduction_vectors` vectors of partial results, `reduction_lanes` elements each; 0 of them
    is one element after another. Otherwise a vector of rows is computed at a time, each lane reducing
    its own. Without `rows_per_task`, the calling thread computes all.

    ```mlir
    #vit.rows<lanes = 8, rows_per_task = 5, reduction_lanes = 8, reduction_vectors = [4, 4]>
    ```
  }];
  let parameters = (ins
    Vit_Size<"elements of a row, or rows, in a vector">:$lanes,
    Vit_OptionalSize<"rows, or vectors of rows, that a task computes">:$rows_per_task,
    Vit_OptionalSize<"partial results in a vector">:$reduction_lanes,
    OptionalParameter<"::mlir::DenseI64ArrayAttr",
                      "vectors of partial results, for each reduction">:$reduction_vectors
  );
}

def Vit_WindowLoopsAttr : Vit_LoopsAttr<"Window", "window"> {
  let summary = "loops of pooling and depthwise convolutions";
  let description = [{
    A vector of positions at a time; a channel, padded if need be, is the unit of tasks. Without
    `channels_per_task`, the calling thread computes all.

    ```mlir
    #vit.window<lanes = 8, channels_per_task = 3>
    ```
  }];
  let parameters = (ins
    Vit_Size<"positions in a vector">:$lanes,
    Vit_OptionalSize<"channels of an image that a task computes">:$channels_per_task
  );
}

def Vit_CopyLoopsAttr : Vit_LoopsAttr<"Copy", "copy"> {
  let summary = "loops of one part of a concatenation";
  let description = [{
    Without `steps_per_task`, the calling thread copies all of the part.

    ```mlir
    #vit.copy<lanes = 8, dimension = 1, steps_per_task = 13>
    ```
  }];
  let parameters = (ins
    Vit_Size<"elements in a vector">:$lanes,
    Vit_OptionalSize<"dimension of the loop that is divided into tasks; 0 is the innermost">:$dimension,
    Vit_OptionalSize<"steps of that loop in a task">:$steps_per_task
  );
}

def Vit_ConcatLoopsAttr : Vit_LoopsAttr<"Concat", "concat"> {
  let summary = "loops of a concatenation, part after part";
  let description = [{
    ```mlir
    #vit.concat<parts = [#vit.copy<lanes = 8>, #vit.copy<lanes = 8, dimension = 1, steps_per_task = 13>]>
    ```
  }];
  let parameters = (ins AttrParameter<"::mlir::ArrayAttr", "a `#vit.copy` for each part">:$parts);
}

//===-- The families on a GPU -------------------------------------------------------------------===//
//
// Every loop nest is one GPU kernel.

def Vit_GpuPointwiseLoopsAttr : Vit_LoopsAttr<"GpuPointwise", "gpu_pointwise"> {
  let summary = "loops over elements that are computed one by one, on a GPU";
  let description = [{
    Elementwise and layout kernels, windows, parts of a concatenation, and updates. All dimensions are one loop, of
    vectors along dimension 0: a thread computes one of them.

    ```mlir
    #vit.gpu_pointwise<threads = 256, lanes = 4>
    ```
  }];
  let parameters = (ins
    Vit_Size<"threads of a block">:$threads,
    Vit_Size<"elements of dimension 0 that a thread computes">:$lanes
  );
}

def Vit_GpuRowLoopsAttr : Vit_LoopsAttr<"GpuRow", "gpu_rows"> {
  let summary = "loops of softmax, normalisations and reductions, on a GPU";
  let description = [{
    Where reductions run along dimension 0, a block computes a row: each thread reduces its share of the elements, then
    one of them what these made. With `row_per_thread`, and wherever dimension 0 stays, each thread computes a row by
    itself.

    ```mlir
    #vit.gpu_rows<threads = 128>
    #vit.gpu_rows<threads = 128, row_per_thread = true>
    ```
  }];
  let parameters = (ins
    Vit_Size<"threads of a block">:$threads,
    Vit_Flag<"a thread computes a row, not a block">:$row_per_thread,
    Vit_Flag<"rows that are computed in between lie in shared memory, and are not computed again where they are read">
      :$stores_rows
  );
}

def Vit_GpuConcatLoopsAttr : Vit_LoopsAttr<"GpuConcat", "gpu_concat"> {
  let summary = "loops of a concatenation, part after part, on a GPU";
  let description = [{
    Each part is a GPU kernel.

    ```mlir
    #vit.gpu_concat<parts = [#vit.gpu_pointwise<threads = 256, lanes = 4>, #vit.gpu_pointwise<threads = 256, lanes = 1>]>
    ```
  }];
  let parameters = (ins AttrParameter<"::mlir::ArrayAttr", "a `#vit.gpu_pointwise` for each part">:$parts);
}

def Vit_GpuProductLoopsAttr : Vit_LoopsAttr<"GpuProduct", "gpu_product"> {
  let summary = "loops of a matrix product, and of what is computed as one, on a GPU";
  let description = [{
    A block computes a tile of the result, `row_threads` x `column_threads` tiles of `rows` x `columns` elements, each in
    the registers of a thread for the whole of k. It copies `depth` steps of k of a and b to shared memory at a time.
    With more than one of the `slices`, threads of their own sum up each slice of k, and the block adds these up.

    ```mlir
    #vit.gpu_product<rows = 8, columns = 8, row_threads = 16, column_threads = 16, depth = 8, slices = 1>
    ```
  }];
  let parameters = (ins
    Vit_Size<"rows of a thread's tile">:$rows,
    Vit_Size<"columns of a thread's tile">:$columns,
    Vit_Size<"threads along the rows of a block's tile">:$row_threads,
    Vit_Size<"threads along its columns">:$column_threads,
    Vit_Size<"steps of k, of each slice, that are in shared memory at a time">:$depth,
    Vit_Size<"parts of k that are summed up at the same time">:$slices
  );
}

def Vit_TensorPrecision
    : Vit_Enum<"TensorPrecision", "what tensor cores make of the operands of products; sums are f32",
               ["tf32x3", "tf32", "f16", "bf16"]>;

def Vit_TensorProductLoopsAttr : Vit_LoopsAttr<"TensorProduct", "tensor_product"> {
  let summary = "loops of a matrix product, and of what is computed as one, on a GPU's tensor cores";
  let description = [{
    A block computes a tile of the result, `row_warps` x `column_warps` tiles of `rows` x `columns` elements, each in the
    registers of a warp for the whole of k. It copies `depth` steps of k of a and b to shared memory at a time: through
    registers, or with two and more `stages` by asynchronous copies, which are on the way for `stages` - 1 such steps. Those
    copy what lies in memory as it is multiplied: where that is no operand, it is stored in a workspace before.
    Sums are f32. Of the operands, `tf32x3` keeps 22 bits, by three products for each, `tf32` and `f16` keep 11, `bf16` 8.

    ```mlir
    #vit.tensor_product<precision = tf32x3, rows = 64, columns = 32, row_warps = 2, column_warps = 2, depth = 32, stages = 3>
    ```
  }];
  let parameters = (ins
    EnumParameter<Vit_TensorPrecision>:$precision,
    Vit_Size<"rows of a warp's tile, a multiple of 16">:$rows,
    Vit_Size<"columns of a warp's tile, a multiple of 8">:$columns,
    Vit_Size<"warps along the rows of a block's tile">:$row_warps,
    Vit_Size<"warps along its columns">:$column_warps,
    Vit_Size<"steps of k that are in shared memory at a time, a multiple of 8, or of 16 for f16 and bf16">:$depth,
    Vit_Size<"copies of that in shared memory">:$stages
  );
}

def Vit_GpuAttentionLoopsAttr : Vit_LoopsAttr<"GpuAttention", "gpu_attention"> {
  let summary = "loops of scaled dot-product attention, on a GPU";
  let description = [{
    A block computes `row_threads` times `rows` queries of a head, `column_threads` times `keys` keys at a time: a thread
    has the scores of `rows` queries for `keys` keys in its registers, and `values` elements of the results of its
    queries. Where there are more keys, results are scaled by the running maximum of the scores. Keys and queries are
    copied to shared memory `depth` of their elements at a time, values of `key_step` keys at a time.

    ```mlir
    #vit.gpu_attention<rows = 4, keys = 13, values = 4, row_threads = 8, column_threads = 16, depth = 16, key_step = 16>
    ```
  }];
  let parameters = (ins
    Vit_Size<"queries of a thread">:$rows,
    Vit_Size<"keys of a thread">:$keys,
    Vit_Size<"elements of a value of a thread">:$values,
    Vit_Size<"threads along the queries">:$row_threads,
    Vit_Size<"threads along the keys, and along the elements of a value">:$column_threads,
    Vit_Size<"elements of queries and keys that are in shared memory at a time">:$depth,
    Vit_Size<"keys whose values are in shared memory at a time">:$key_step
  );
}

def Vit_TensorAttentionLoopsAttr : Vit_LoopsAttr<"TensorAttention", "tensor_attention"> {
  let summary = "loops of scaled dot-product attention, on a GPU's tensor cores";
  let description = [{
    A block computes `warps` times `rows` queries of a head, `keys` keys at a time, which it copies to shared memory with their
    values: a warp has the scores of its `rows` queries for them in registers, makes weights of these, and multiplies them by the
    values as they are. Where there are more keys, results are scaled by the running maximum of the scores. Sums, maxima and
    exponentials are f32; what tensor cores keep of queries, keys, weights and values, `precision` says, as for
    `#vit.tensor_product`.

    ```mlir
    #vit.tensor_attention<precision = f16, rows = 16, warps = 4, keys = 64>
    ```
  }];
  let parameters = (ins
    EnumParameter<Vit_TensorPrecision>:$precision,
    Vit_Size<"queries of a warp, a multiple of 16">:$rows,
    Vit_Size<"warps of a block">:$warps,
    Vit_Size<"keys that are in shared memory at a time, a multiple of 8, or of 16 for f16 and bf16">:$keys
  );
}

#endif // VITC_IR_VITSCHEDULES_TD
