#define _GNU_SOURCE
#include "CTerminalRestore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static const struct {
  int number;
  enum terminal_signal_bit bit;
} routes[] = {
    {SIGWINCH, TERMINAL_RESIZE},  {SIGTSTP, TERMINAL_STOP},      {SIGCONT, TERMINAL_CONTINUE},
    {SIGINT, TERMINAL_INTERRUPT}, {SIGTERM, TERMINAL_TERMINATE}, {SIGHUP, TERMINAL_HANG_UP},
};
enum { route_count = sizeof routes / sizeof routes[0] };

static struct sigaction previous_actions[route_count];
static atomic_uint pending;
static atomic_bool hung_up;
static atomic_int read_end = -1;
static atomic_int write_end = -1;

static unsigned int note(unsigned int bit) {
  unsigned int before = atomic_fetch_or(&pending, bit);
  int descriptor = atomic_load(&write_end);
  // A full pipe is readable already, so a byte that finds no room is not missed.
  if (descriptor >= 0 && write(descriptor, "", 1) < 0) return before;
  return before;
}

static void handle(int number) {
  int saved_errno = errno;
  for (int index = 0; index < route_count; index++) {
    if (routes[index].number != number) continue;
    unsigned int before = note(routes[index].bit);
    if (number == SIGHUP) terminal_signals_hung_up();
    // A second Ctrl-C while nobody has taken the first: the program hangs, so it ends here, with the terminal restored.
    if (number == SIGINT && (before & TERMINAL_INTERRUPT)) {
      terminal_restore_now();
      signal(SIGINT, SIG_DFL);
      raise(SIGINT);
    }
  }
  errno = saved_errno;
}

bool terminal_signals_catch(void) {
  if (atomic_load(&read_end) < 0) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    atomic_store(&write_end, ends[1]);
    atomic_store(&read_end, ends[0]);
  }
  terminal_signals_take();
  for (int index = 0; index < route_count; index++) {
    int number = routes[index].number;
    sigaction(number, NULL, &previous_actions[index]);
    bool may_be_ignored = number != SIGWINCH && number != SIGCONT;
    if (may_be_ignored && previous_actions[index].sa_handler == SIG_IGN) continue;
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
  }
  return true;
}

void terminal_signals_release(void) {
  for (int index = 0; index < route_count; index++) {
    bool spares = routes[index].number == SIGHUP && atomic_load(&hung_up);
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    sigaction(routes[index].number, spares ? &ignored : &previous_actions[index], NULL);
  }
}

void terminal_signals_hung_up(void) { atomic_store(&hung_up, true); }

int terminal_signals_descriptor(void) { return atomic_load(&read_end); }

unsigned int terminal_signals_take(void) {
  char bytes[256];
  int descriptor = atomic_load(&read_end);
  // The pipe is emptied first: a bit noted in between leaves a byte behind, and the next look finds both or neither.
  while (descriptor >= 0 && read(descriptor, bytes, sizeof bytes) == (ssize_t)sizeof bytes) continue;
  return atomic_exchange(&pending, 0);
}

void terminal_signals_wake(void) {
  // A wake that is still pending stands for this one too.
  if (atomic_load(&pending) & TERMINAL_WAKE) return;
  note(TERMINAL_WAKE);
}

void terminal_signals_stop_self(void) {
  struct sigaction by_default = {.sa_handler = SIG_DFL}, ours;
  sigemptyset(&by_default.sa_mask);
  sigaction(SIGTSTP, &by_default, &ours);
  // A thread that was started from a pool's has inherited that all signals are blocked: it would go on unstopped.
  sigset_t only, before;
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &only, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &ours, NULL);
}
