#include "build_stamp.h"

// Package.swift defines these from the environment of a packaging build.
#ifndef BUILD_COMMIT
#define BUILD_COMMIT ""
#endif
#ifndef BUILD_DATE
#define BUILD_DATE ""
#endif

const char *build_stamp_commit(void) { return BUILD_COMMIT; }

const char *build_stamp_date(void) { return BUILD_DATE; }
