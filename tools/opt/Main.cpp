// vitc-opt: runs passes on a file of MLIR, for tests and for looking.
#include "ir/VitOps.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<vitc::vit::VitDialect, mlir::func::FuncDialect>();
  mlir::registerTransformsPasses();
  vitc::registerVitPasses();
  vitc::registerPipelines();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "vitc pass driver\n", registry));
}
