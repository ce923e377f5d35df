// Report.h: what vitc-run prints.
#ifndef VITC_TOOLS_RUN_REPORT_H
#define VITC_TOOLS_RUN_REPORT_H

#include "Session.h"

namespace vitc::run {

void printInfo(const Model &model, const Options &options);

/// The best classes of each picture, where the model has an output of f32
/// [batch, classes]; of other outputs their range. Throws Error where classes
/// were asked for and there are none.
void printImages(const Session &session, const Options &options);

/// Times `options.benchmark` runs.
void benchmark(const Model &model, Session &session, const Options &options);

/// Times the launches of one run: a table, and a trace in Chrome's format.
void profile(const Model &model, Session &session, const Options &options);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_REPORT_H
