// VitOps.td: all of the dialect.
include "ir/VitOpsElementwise.td"
include "ir/VitOpsLayout.td"
include "ir/VitOpsTensor.td"
include "ir/VitOpsFused.td"
include "ir/VitPacking.td"
include "ir/VitOpsProgram.td"
include "ir/VitPreprocessing.td"
