# The runtime must not want what libc and the linker (__ehdr_start) lack, nor show anything of itself.
# usage: symbols.sh vitc_runtime.o model.so
set -eu
nm=$(command -v llvm-nm-22 || command -v llvm-nm || command -v nm)

allowed=' __ehdr_start aligned_alloc calloc clock_gettime close free getauxval getenv getpid memchr memcpy memmove memset mmap
 dlopen dlsym malloc munmap open pthread_create pthread_join pthread_mutex_lock pthread_mutex_unlock
 pthread_sigmask read realloc sched_getaffinity sigdelset sigfillset snprintf strcpy
 strchr strcmp strlen strncpy strrchr strtok_r strtol syscall sysconf '
for symbol in $("$nm" -u "$1" | awk '{print $NF}'); do
  case $allowed in
  *[!a-z_]"$symbol"[!a-z_]*) ;;
  *) echo "error: the runtime wants $symbol, which is not on the list" >&2; exit 1 ;;
  esac
done

exported=$("$nm" -D --defined-only "$2" | awk '{print $NF}')
if [ "$exported" != fake_info ]; then
  echo "error: the model exports: $exported" >&2
  exit 1
fi
