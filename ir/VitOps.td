// VitOps.td: every op of the dialect.
include "ir/VitOpsElementwise.td"
include "ir/VitOpsLayout.td"
include "ir/VitOpsTensor.td"
include "ir/VitOpsFused.td"
include "ir/VitOpsProgram.td"
include "ir/VitPreprocessing.td"
