; D = A B + D on tensor cores, as LLVM's NVPTX backend has it: 16 x 8 sums in each warp, tiles of A and B of 16 steps
; by asynchronous copies into two stages of shared memory, ldmatrix, mma.sync. A is rows x 64 of f16, B is given by
; its columns, 64 f16 each; a block of one warp makes 16 rows and 8 columns of D, 8 columns wide.
target triple = "nvptx64-nvidia-cuda"

@tiles = internal addrspace(3) global [1536 x i8] undef, align 16 ; 2 stages of A (16 x 32 bytes) and B (8 x 32)

declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
declare void @llvm.nvvm.cp.async.cg.shared.global.16(ptr addrspace(3), ptr addrspace(1))
declare void @llvm.nvvm.cp.async.commit.group()
declare void @llvm.nvvm.cp.async.wait.group(i32)
declare void @llvm.nvvm.barrier0()
declare {i32, i32, i32, i32} @llvm.nvvm.ldmatrix.sync.aligned.m8n8.x4.b16.p3(ptr addrspace(3))
declare {i32, i32} @llvm.nvvm.ldmatrix.sync.aligned.m8n8.x2.b16.p3(ptr addrspace(3))
declare {float, float, float, float} @llvm.nvvm.mma.m16n8k16.row.col.f32.f32(<2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, float, float, float, float)

; Each lane copies 16 bytes of A; lanes 0 to 15 copy 16 bytes of B.
define internal void @copy(ptr addrspace(1) %a, ptr addrspace(1) %b, i32 %step, i32 %lane) alwaysinline {
  %stage = and i32 %step, 1
  %base = mul i32 %stage, 768
  %row = lshr i32 %lane, 1
  %half = and i32 %lane, 1
  %from.row = mul i32 %row, 128
  %from.step = mul i32 %step, 32
  %from.half = mul i32 %half, 16
  %from.0 = add i32 %from.row, %from.step
  %from = add i32 %from.0, %from.half
  %to.lane = mul i32 %lane, 16
  %to = add i32 %base, %to.lane
  %a.from = getelementptr i8, ptr addrspace(1) %a, i32 %from
  %a.to = getelementptr i8, ptr addrspace(3) @tiles, i32 %to
  call void @llvm.nvvm.cp.async.cg.shared.global.16(ptr addrspace(3) %a.to, ptr addrspace(1) %a.from)
  %has.b = icmp ult i32 %lane, 16
  br i1 %has.b, label %b.copy, label %done
b.copy:
  %b.from = getelementptr i8, ptr addrspace(1) %b, i32 %from
  %b.to = getelementptr i8, ptr addrspace(3) %a.to, i32 512
  call void @llvm.nvvm.cp.async.cg.shared.global.16(ptr addrspace(3) %b.to, ptr addrspace(1) %b.from)
  br label %done
done:
  call void @llvm.nvvm.cp.async.commit.group()
  ret void
}

define ptx_kernel void @k(ptr addrspace(1) %a.all, ptr addrspace(1) %b, ptr addrspace(1) %d.all) {
entry:
  %lane = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %block = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
  %a.offset = mul i32 %block, 2048
  %a = getelementptr i8, ptr addrspace(1) %a.all, i32 %a.offset
  %d.offset = mul i32 %block, 512
  %d.block = getelementptr i8, ptr addrspace(1) %d.all, i32 %d.offset
  %group = lshr i32 %lane, 2
  %pair = and i32 %lane, 3
  %d.row = mul i32 %group, 32
  %d.column = mul i32 %pair, 8
  %d.at = add i32 %d.row, %d.column
  %d0 = getelementptr i8, ptr addrspace(1) %d.block, i32 %d.at
  %d1 = getelementptr i8, ptr addrspace(1) %d0, i32 256
  %upper = load <2 x float>, ptr addrspace(1) %d0, align 8
  %lower = load <2 x float>, ptr addrspace(1) %d1, align 8
  ; The row that this lane names to ldmatrix: of A matrices 0 and 1 have the left half, of B the lower steps.
  %row16 = and i32 %lane, 15
  %side = lshr i32 %lane, 4
  %a.row = mul i32 %row16, 32
  %a.side = mul i32 %side, 16
  %a.at = add i32 %a.row, %a.side
  %row8 = and i32 %lane, 7
  %b.side0 = lshr i32 %lane, 3
  %b.side1 = and i32 %b.side0, 1
  %b.row = mul i32 %row8, 32
  %b.side = mul i32 %b.side1, 16
  %b.at0 = add i32 %b.row, %b.side
  %b.at = add i32 %b.at0, 512
  call void @copy(ptr addrspace(1) %a, ptr addrspace(1) %b, i32 0, i32 %lane)
  %s0.0 = extractelement <2 x float> %upper, i32 0
  %s1.0 = extractelement <2 x float> %upper, i32 1
  %s2.0 = extractelement <2 x float> %lower, i32 0
  %s3.0 = extractelement <2 x float> %lower, i32 1
  br label %loop
loop:
  %step = phi i32 [0, %entry], [%next, %compute]
  %s0 = phi float [%s0.0, %entry], [%t0, %compute]
  %s1 = phi float [%s1.0, %entry], [%t1, %compute]
  %s2 = phi float [%s2.0, %entry], [%t2, %compute]
  %s3 = phi float [%s3.0, %entry], [%t3, %compute]
  %next = add i32 %step, 1
  %more = icmp ult i32 %next, 4
  br i1 %more, label %ahead, label %last
ahead:
  call void @copy(ptr addrspace(1) %a, ptr addrspace(1) %b, i32 %next, i32 %lane)
  call void @llvm.nvvm.cp.async.wait.group(i32 1)
  br label %compute
last:
  call void @llvm.nvvm.cp.async.wait.group(i32 0)
  br label %compute
compute:
  call void @llvm.nvvm.barrier0()
  %stage = and i32 %step, 1
  %base = mul i32 %stage, 768
  %a.place = add i32 %base, %a.at
  %b.place = add i32 %base, %b.at
  %a.pointer = getelementptr i8, ptr addrspace(3) @tiles, i32 %a.place
  %b.pointer = getelementptr i8, ptr addrspace(3) @tiles, i32 %b.place
  %ma = call {i32, i32, i32, i32} @llvm.nvvm.ldmatrix.sync.aligned.m8n8.x4.b16.p3(ptr addrspace(3) %a.pointer)
  %mb = call {i32, i32} @llvm.nvvm.ldmatrix.sync.aligned.m8n8.x2.b16.p3(ptr addrspace(3) %b.pointer)
  %a0i = extractvalue {i32, i32, i32, i32} %ma, 0
  %a1i = extractvalue {i32, i32, i32, i32} %ma, 1
  %a2i = extractvalue {i32, i32, i32, i32} %ma, 2
  %a3i = extractvalue {i32, i32, i32, i32} %ma, 3
  %b0i = extractvalue {i32, i32} %mb, 0
  %b1i = extractvalue {i32, i32} %mb, 1
  %a0 = bitcast i32 %a0i to <2 x half>
  %a1 = bitcast i32 %a1i to <2 x half>
  %a2 = bitcast i32 %a2i to <2 x half>
  %a3 = bitcast i32 %a3i to <2 x half>
  %b0 = bitcast i32 %b0i to <2 x half>
  %b1 = bitcast i32 %b1i to <2 x half>
  %sums = call {float, float, float, float} @llvm.nvvm.mma.m16n8k16.row.col.f32.f32(<2 x half> %a0, <2 x half> %a1, <2 x half> %a2, <2 x half> %a3, <2 x half> %b0, <2 x half> %b1, float %s0, float %s1, float %s2, float %s3)
  %t0 = extractvalue {float, float, float, float} %sums, 0
  %t1 = extractvalue {float, float, float, float} %sums, 1
  %t2 = extractvalue {float, float, float, float} %sums, 2
  %t3 = extractvalue {float, float, float, float} %sums, 3
  call void @llvm.nvvm.barrier0()
  br i1 %more, label %loop, label %done
done:
  %u0 = insertelement <2 x float> poison, float %t0, i32 0
  %u1 = insertelement <2 x float> %u0, float %t1, i32 1
  %l0 = insertelement <2 x float> poison, float %t2, i32 0
  %l1 = insertelement <2 x float> %l0, float %t3, i32 1
  store <2 x float> %u1, ptr addrspace(1) %d0, align 8
  store <2 x float> %l1, ptr addrspace(1) %d1, align 8
  ret void
}
