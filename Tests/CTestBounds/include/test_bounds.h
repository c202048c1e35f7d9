#pragma once

/// The greatest number of tests that run at a time, as the environment says it; 0 where it says nothing.
int test_bounds_width(void);
