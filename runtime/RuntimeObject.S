// The files that RuntimeObject.h gives access to; the include path says where they are.
  .section .rodata
  .balign 64
  .globl vitcRuntimeObjectBegin
vitcRuntimeObjectBegin:
  .incbin "vitc_runtime.o"
  .globl vitcRuntimeObjectEnd
vitcRuntimeObjectEnd:
  .globl vitcRuntimeHeaderBegin
vitcRuntimeHeaderBegin:
  .incbin "vitc_runtime.h"
  .globl vitcRuntimeHeaderEnd
vitcRuntimeHeaderEnd:
  .byte 0
  .section .note.GNU-stack,"",@progbits
