#define _GNU_SOURCE
#include "CTerminalRestore.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// SIGQUIT is among them for those who leave a hung program with Ctrl-\.
static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
enum { crash_signal_count = sizeof crash_signals / sizeof crash_signals[0], highest_signal = 64 };

static struct sigaction previous_actions[highest_signal + 1];
static struct termios original_modes;
static int terminal_descriptor = -1;
static char restoring_bytes[1024];
static size_t restoring_length;
static pid_t owner;
static atomic_bool armed;

bool terminal_restore_remember_modes(int descriptor) {
  terminal_descriptor = descriptor;
  return tcgetattr(descriptor, &original_modes) == 0;
}

void terminal_restore_begin(void) { restoring_length = 0; }

void terminal_restore_append(const char *capability) {
  if (capability == NULL) return;
  while (*capability != '\0') {
    // "$<5>" asks for a pause; no terminal since the VT100 needs it, and a handler cannot wait.
    if (capability[0] == '$' && capability[1] == '<') {
      const char *end = strchr(capability, '>');
      if (end != NULL) {
        capability = end + 1;
        continue;
      }
    }
    if (restoring_length == sizeof restoring_bytes) return;
    restoring_bytes[restoring_length++] = *capability++;
  }
}

void terminal_restore_now(void) {
  // A forked child shares the terminal with its living parent and must leave it alone.
  if (getpid() != owner || !atomic_exchange(&armed, false)) return;
  int saved_errno = errno;
  // Setting the terminal from the background would stop the process here.
  sigset_t background, before;
  sigemptyset(&background);
  sigaddset(&background, SIGTTOU);
  sigprocmask(SIG_BLOCK, &background, &before);
  size_t written = 0;
  while (written < restoring_length) {
    ssize_t count = write(terminal_descriptor, restoring_bytes + written, restoring_length - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    written += (size_t)count;
  }
  tcsetattr(terminal_descriptor, TCSANOW, &original_modes);
  sigprocmask(SIG_SETMASK, &before, NULL);
  terminal_errors_release();
  errno = saved_errno;
}

static void handle_crash(int number, siginfo_t *information, void *context) {
  (void)context;
  terminal_restore_now();
  // The earlier handler comes next: Swift's own, which prints the backtrace, or the default one.
  sigaction(number, &previous_actions[number], NULL);
  bool fault = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
  // A fault of the code happens again on return, with its address intact; anything else has to be sent again.
  if (fault && information->si_code > 0) return;
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  raise(number);
  // The earlier handler runs here. Swift's returns and counts on the fault to come again, which a signal that was sent
  // does not: the program would go on, without the screen it believes to have.
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  signal(number, SIG_DFL);
  raise(number);
}

// A stack overflow leaves no room for a handler on the stack that overflowed.
bool terminal_restore_provide_stack(void) {
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && !(current.ss_flags & SS_DISABLE)) return true;
  static char *memory = NULL;
  enum { stack_size = 64 * 1024 };
  if (memory == NULL) memory = malloc(stack_size);
  if (memory == NULL) return false;
  stack_t alternate = {.ss_sp = memory, .ss_size = stack_size, .ss_flags = 0};
  return sigaltstack(&alternate, NULL) == 0;
}

bool terminal_restore_arm(void) {
  static bool registered = false;
  if (!registered && atexit(terminal_restore_now) != 0) return false;
  registered = true;
  if (!terminal_restore_provide_stack()) return false;
  owner = getpid();
  struct sigaction action = {.sa_sigaction = handle_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < crash_signal_count; index++)
    sigaction(crash_signals[index], &action, &previous_actions[crash_signals[index]]);
  atomic_store(&armed, true);
  return true;
}

void terminal_restore_disarm(void) {
  atomic_store(&armed, false);
  for (int index = 0; index < crash_signal_count; index++)
    sigaction(crash_signals[index], &previous_actions[crash_signals[index]], NULL);
}
