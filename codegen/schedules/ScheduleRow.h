//===-- ScheduleRow.h: a row of the table, made of a family's three functions -------------------===//
#ifndef VITC_CODEGEN_SCHEDULES_SCHEDULEROW_H
#define VITC_CODEGEN_SCHEDULES_SCHEDULEROW_H

#include "codegen/schedules/Schedules.h"
#include "ir/VitTargets.h"

namespace vitc::scheduling {

/// Has `nest` computed as a whole, with all of its extents, before the loops that read it.
void storeWhole(LoopNest &nest);

/// The row of functions that share a plan and an attribute of loops (Families.h has examples).
template <typename Plan, typename Loops>
ScheduleRow
row(Family family, ElementBits bits, vit::TargetKind target,
    Loops (*choose)(const LoopNest &, const Plan &, const Target &, mlir::MLIRContext *),
    mlir::LogicalResult (*check)(const LoopNest &, const Plan &, Loops, const Target &, EmitError),
    void (*apply)(LoopNest &, Plan &, Loops),
    std::vector<StoredFunc> (*stored)(const LoopNest &, const Plan &, Loops) = nullptr,
    GpuEstimate (*estimate)(const LoopNest &, const Plan &, Loops, const Target &) = nullptr) {
  return {family,
          bits,
          target,
          [choose](const LoopNest &nest, const Target &machine,
                   mlir::MLIRContext *context) -> mlir::Attribute {
            return choose(nest, std::get<Plan>(nest.plan), machine, context);
          },
          [](mlir::Attribute loops) { return llvm::isa<Loops>(loops); },
          [check](const LoopNest &nest, mlir::Attribute loops, const Target &machine,
                  EmitError emitError) -> mlir::LogicalResult {
            if (auto own = llvm::dyn_cast<Loops>(loops))
              return check(nest, std::get<Plan>(nest.plan), own, machine, emitError);
            return emitError() << "is " << describe(nest) << ", whose loops are a #" << Loops::name
                               << "<...>";
          },
          [apply](LoopNest &nest, mlir::Attribute loops) {
            if (!nest.isOutput)
              storeWhole(nest);
            apply(nest, std::get<Plan>(nest.plan), llvm::cast<Loops>(loops));
          },
          [stored](const LoopNest &nest, mlir::Attribute loops) {
            return stored ? stored(nest, std::get<Plan>(nest.plan), llvm::cast<Loops>(loops))
                          : std::vector<StoredFunc>();
          },
          [estimate](const LoopNest &nest, mlir::Attribute loops, const Target &machine) {
            return estimate ? estimate(nest, std::get<Plan>(nest.plan), llvm::cast<Loops>(loops),
                                       machine)
                            : GpuEstimate();
          }};
}

} // namespace vitc::scheduling

#endif // VITC_CODEGEN_SCHEDULES_SCHEDULEROW_H
