//===-- Objects.h: what handles of the driver stand for ---------------------------------------===//
#ifndef STANDIN_API_OBJECTS_H
#define STANDIN_API_OBJECTS_H

#include "api/CudaApi.h"
#include "machine/Instruction.h"
#include "ptx/Syntax.h"
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <thread>

namespace standin {

struct Context;

/// What a handle stands for. It belongs to the context in which it was made.
struct Object {
  explicit Object(Context *context) : context(context) {}
  virtual ~Object() = default;
  Context *context;
  uint64_t number = 0; // for messages: "stream 3"
};

/// The primary context of a device, which is there while it is retained.
struct Context {
  int device = 0;
  int retained = 0;
  CUresult sticky = CUDA_SUCCESS;        // what every call returns since a kernel failed
  uint64_t bytes = 0;                    // allocated
  std::unique_ptr<struct Stream> legacy; // the stream that is null
};

struct Module;
struct Function : Object {
  static constexpr const char *KIND = "function";
  using Object::Object;
  std::string name;
  CUmodule module = nullptr;
  Program program;
  Kernel kernel; // without its statements
  unsigned maxThreads = 1024;
  unsigned expectedThreads = 0; // CU_JIT_THREADS_PER_BLOCK; 0: not said
  size_t maxDynamicShared = 0;
};

struct Module : Object {
  static constexpr const char *KIND = "module";
  using Object::Object;
  std::map<std::string, CUfunction> functions;
  std::map<std::string, uint64_t> variables; // device addresses
  int version = 0;
};

/// Work that was put into a stream, and waits there as long as nobody waits for it.
using StreamTask = std::function<void()>;

struct Graph : Object {
  static constexpr const char *KIND = "graph";
  using Object::Object;
  std::vector<StreamTask> nodes; // in an order that they may run in
};

struct GraphExec : Object {
  static constexpr const char *KIND = "executable graph";
  using Object::Object;
  std::vector<StreamTask> nodes;
};

struct Stream;

/// A graph that is being made from what is put into streams.
struct Capture {
  std::unique_ptr<Graph> graph;
  CUstreamCaptureMode mode = CU_STREAM_CAPTURE_MODE_GLOBAL;
  const Stream *origin = nullptr;
  std::thread::id thread = std::this_thread::get_id(); // that began it
  bool invalid = false;
  std::set<const Stream *> unjoined; // streams beside the first whose work nobody waits for yet
};

struct Stream : Object {
  static constexpr const char *KIND = "stream";
  Stream(Context *context, unsigned flags) : Object(context), flags(flags) {}
  bool blocking() const { return !(flags & CU_STREAM_NON_BLOCKING); }
  unsigned flags;
  std::deque<StreamTask> queue;
  bool busy = false; // a host function runs, without the driver's lock
  std::shared_ptr<Capture> capture;
};

/// A place in a stream.
struct Mark {
  Stream *stream = nullptr;
  bool reached = false;
  int64_t nanoseconds = 0; // when
};

struct Event : Object {
  static constexpr const char *KIND = "event";
  Event(Context *context, unsigned flags) : Object(context), flags(flags) {}
  unsigned flags;
  std::shared_ptr<Mark> mark;       // where it was recorded last
  std::weak_ptr<Capture> capture;   // where it was recorded during one
  const Stream *captured = nullptr; // and in which stream
};

} // namespace standin

#endif // STANDIN_API_OBJECTS_H
