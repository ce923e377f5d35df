// The file that PageTemplate.h gives access to; the include path says where it is.
  .section .rodata
  .globl vitcPageBegin
vitcPageBegin:
  .incbin "page.html"
  .globl vitcPageEnd
vitcPageEnd:
  .byte 0
  .section .note.GNU-stack,"",@progbits
