//===-- Streams.h: work in streams, done as late as possible -----------------------------------===//
// Nothing in a stream runs before somebody waits for it, so that who does not wait where he has to finds old
// values. Only host functions are different: a thread of the driver comes to them by itself.
#ifndef STANDIN_API_STREAMS_H
#define STANDIN_API_STREAMS_H

#include "api/Driver.h"

namespace standin {

/// Puts `operation` into the stream, or into the graph that it captures.
void enqueue(Stream &stream, StreamTask operation);
/// Runs the stream's next operation; throws an Outcome when a kernel fails.
void step(Driver &driver, Stream &stream);
/// Runs all that is there.
void drain(Stream &stream);
void drainAll(Context &context);
/// Runs the mark's stream up to it.
void reach(Driver &driver, const Mark &mark);

/// Throws for calls that no thread may make while a stream is capturing.
void expectNoCapture(Driver &driver, const char *what);
/// Throws where the stream itself is capturing.
void expectNotCapturing(const Stream &stream, const char *what);

/// A function of the caller, which runs without the driver's lock.
void enqueueHostFunction(Driver &driver, Stream &stream, CUhostFn function, void *data);
bool inHostFunction();
void stopWorker();

} // namespace standin

#endif // STANDIN_API_STREAMS_H
