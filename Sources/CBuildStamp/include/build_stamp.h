#pragma once

/// The commit that was built, shortened; empty in a build that is not packaged.
const char *build_stamp_commit(void);

/// The day of that commit, as 2026-11-28; empty in a build that is not packaged.
const char *build_stamp_date(void);
