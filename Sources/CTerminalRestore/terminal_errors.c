#define _GNU_SOURCE
#include "CTerminalRestore.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

// What is shown at the end, from the last of what was held: enough for a message, too little to flood the shell.
enum { shown_bytes = 64 * 1024 };

static int held_file = -1;
static int terminal_copy = -1;
static atomic_bool holding;

bool terminal_errors_hold(void) {
  if (!isatty(STDERR_FILENO)) return true;
  held_file = memfd_create("standard error", MFD_CLOEXEC);
  if (held_file < 0) return false;
  terminal_copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (terminal_copy < 0 || dup2(held_file, STDERR_FILENO) < 0) {
    close(held_file);
    if (terminal_copy >= 0) close(terminal_copy);
    return false;
  }
  atomic_store(&holding, true);
  return true;
}

static void write_all(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t count = write(STDERR_FILENO, bytes, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    bytes += count;
    length -= (size_t)count;
  }
}

void terminal_errors_release(void) {
  if (!atomic_exchange(&holding, false)) return;
  int saved_errno = errno;
  dup2(terminal_copy, STDERR_FILENO);
  off_t end = lseek(held_file, 0, SEEK_END);
  off_t position = end > shown_bytes ? end - shown_bytes : 0;
  char bytes[1024];
  ssize_t count;
  while ((count = pread(held_file, bytes, sizeof bytes, position)) > 0) {
    write_all(bytes, (size_t)count);
    position += count;
  }
  close(held_file);
  close(terminal_copy);
  errno = saved_errno;
}
