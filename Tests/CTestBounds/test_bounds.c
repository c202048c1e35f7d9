#include "test_bounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const variable = "SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH";

// Swift Testing starts all tests at once. Hundreds of them on two cores keep each other from their turns until time
// limits end them; a few more than the cores finish sooner. It reads the variable when the first test begins, so it is
// set while the test program is loaded. A value from outside wins.
__attribute__((constructor)) static void bound_tests(void) {
  char width[16];
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  snprintf(width, sizeof width, "%ld", 3 * (cores > 0 ? cores : 1));
  setenv(variable, width, 0);
  // What the program tells a person is in the zone of the machine; what the tests expect is not.
  setenv("TZ", "UTC", 1);
}

int test_bounds_width(void) {
  const char *width = getenv(variable);
  return width == NULL ? 0 : atoi(width);
}
