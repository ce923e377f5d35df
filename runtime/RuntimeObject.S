// The files that RuntimeObject.h gives access to; the include path says where they are.
  .section .rodata
  .balign 64
  .globl vitcRuntimeX86Begin
vitcRuntimeX86Begin:
#ifdef VITC_RUNTIME_X86_64
  .incbin VITC_RUNTIME_X86_64
#endif
  .globl vitcRuntimeX86End
vitcRuntimeX86End:
  .balign 64
  .globl vitcRuntimeArmBegin
vitcRuntimeArmBegin:
#ifdef VITC_RUNTIME_AARCH64
  .incbin VITC_RUNTIME_AARCH64
#endif
  .globl vitcRuntimeArmEnd
vitcRuntimeArmEnd:
  .globl vitcRuntimeHeaderBegin
vitcRuntimeHeaderBegin:
  .incbin "vitc_runtime.h"
  .globl vitcRuntimeHeaderEnd
vitcRuntimeHeaderEnd:
  .byte 0
  .section .note.GNU-stack,"",@progbits
