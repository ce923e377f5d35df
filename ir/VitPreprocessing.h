//===-- VitPreprocessing.h: what a model does with a picture before it computes --------------===//
#ifndef VITC_IR_VITPREPROCESSING_H
#define VITC_IR_VITPREPROCESSING_H

#include "ir/VitDialect.h"

#include "ir/VitPreprocessingEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "ir/VitPreprocessingAttrs.h.inc"

#endif // VITC_IR_VITPREPROCESSING_H
