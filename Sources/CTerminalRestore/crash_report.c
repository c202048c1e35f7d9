#define _GNU_SOURCE
#include "CTerminalRestore.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
  int number;
  const char *name;
} crashes[] = {
    {SIGILL, "SIGILL, a check of the program's own failed"},
    {SIGTRAP, "SIGTRAP, a check of the program's own failed"},
    {SIGSEGV, "SIGSEGV, memory that is not there was used"},
    {SIGBUS, "SIGBUS, memory that is not there was used"},
    {SIGFPE, "SIGFPE, a calculation failed"},
    {SIGABRT, "SIGABRT, a library gave up"},
};
enum { crash_count = sizeof crashes / sizeof crashes[0], most_frames = 16, own_frames = 2 };

static char heading[128];
static char ending[512];

static void say(const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t count = write(STDERR_FILENO, text, left);
    if (count <= 0) return;
    text += count;
    left -= (size_t)count;
  }
}

static void say_hexadecimal(uintptr_t number) {
  char digits[2 * sizeof number + 1];
  char *next = digits + sizeof digits - 1;
  *next = '\0';
  do {
    *--next = "0123456789abcdef"[number & 15];
    number >>= 4;
  } while (number != 0);
  say(next);
}

static void report(int number) {
  // Whatever goes wrong from here on, the program ends soon.
  signal(SIGALRM, SIG_DFL);
  alarm(3);
  terminal_restore_now();
  const char *name = "a signal";
  for (int index = 0; index < crash_count; index++)
    if (crashes[index].number == number) name = crashes[index].name;
  say(heading);
  say(name);
  say(".\n");
  void *frames[most_frames];
  int count = backtrace(frames, most_frames);
  for (int index = own_frames; index < count; index++) {
    Dl_info information;
    if (dladdr(frames[index], &information) == 0 || information.dli_fname == NULL) continue;
    const char *file = strrchr(information.dli_fname, '/');
    say("  ");
    say(file == NULL ? information.dli_fname : file + 1);
    say("+0x");
    say_hexadecimal((uintptr_t)frames[index] - (uintptr_t)information.dli_fbase);
    say("\n");
  }
  say(ending);
  alarm(0);
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
}

void crash_report_install(const char *first_line, const char *last_lines) {
  // Who asks for it wants the long report of Swift's own.
  const char *asked = getenv("SWIFT_BACKTRACE");
  if (asked != NULL && strstr(asked, "enable=yes") != NULL) return;
  strncpy(heading, first_line, sizeof heading - 1);
  strncpy(ending, last_lines, sizeof ending - 1);
  // Its first call loads a library, which a handler must not do.
  void *frame;
  backtrace(&frame, 1);
  terminal_restore_provide_stack();
  struct sigaction action = {.sa_handler = report, .sa_flags = SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < crash_count; index++) sigaction(crashes[index].number, &action, NULL);
}
