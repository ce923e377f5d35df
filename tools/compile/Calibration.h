// Calibration.h: on what a model of quantised products is measured.
#ifndef VITC_TOOLS_COMPILE_CALIBRATION_H
#define VITC_TOOLS_COMPILE_CALIBRATION_H

#include "driver/Session.h"

namespace vitc {

/// Has `session` measure on what lies at `path`: a .npz file with arrays named like the model's inputs, a .npy file for a model of
/// one input, a picture, or a folder of pictures; several passes of them, one behind the other in the leading dimension.
mlir::LogicalResult connectCalibration(Session &session, llvm::StringRef path);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_CALIBRATION_H
