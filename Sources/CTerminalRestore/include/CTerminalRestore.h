// What a terminal program needs in C: handlers that may run at any instant, so they may only do what signal-safety(7)
// allows. Everything a handler reads is copied here beforehand; Swift code never runs in one.
#pragma once

#include <stdbool.h>
#include <termios.h>

// --- Restoring the terminal ---

// Remembers the modes of the terminal on `descriptor` as they are now. Call it before anything changes them.
bool terminal_restore_remember_modes(int descriptor);

// Starts the bytes anew that give the terminal back; `terminal_restore_append` adds to them, without terminfo's padding.
void terminal_restore_begin(void);
void terminal_restore_append(const char *capability);

// From the return of `arm` to that of `disarm`, a crash and a plain exit() restore the terminal. False: no memory.
bool terminal_restore_arm(void);
void terminal_restore_disarm(void);

// Writes the bytes and sets the modes, if armed, once. Safe in a signal handler.
void terminal_restore_now(void);

// --- Crashes ---

// Has a crash told on standard error in a few lines, at once, after the terminal was restored: `first_line`, the signal,
// the frames as file and offset, `last_lines`. Swift's own report takes many seconds of a processor and fills pages; it
// still comes where SWIFT_BACKTRACE asks for it with enable=yes.
void crash_report_install(const char *first_line, const char *last_lines);

// Gives handlers a stack of their own, on the calling thread: a stack overflow leaves no room. False: no memory.
bool terminal_restore_provide_stack(void);

// --- Standard error ---

// Holds back what is written to standard error, if that is a terminal, until `release` (which `terminal_restore_now`
// calls too) shows it: on the screen it would spoil the picture, and be lost with it. The Swift runtime writes the reason
// of a crash there before the signal comes. False: the system refused.
bool terminal_errors_hold(void);

// Safe in a signal handler.
void terminal_errors_release(void);

// --- Signals as events ---

enum terminal_signal_bit {
  TERMINAL_WAKE = 1 << 0,
  TERMINAL_RESIZE = 1 << 1,
  TERMINAL_STOP = 1 << 2,
  TERMINAL_CONTINUE = 1 << 3,
  TERMINAL_INTERRUPT = 1 << 4,
  TERMINAL_TERMINATE = 1 << 5,
  TERMINAL_HANG_UP = 1 << 6,
};

// Routes SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM and SIGHUP into the pending set until `release`. A signal that was
// ignored when the program was started (nohup) stays ignored, but for SIGWINCH and SIGCONT. False: no pipe.
bool terminal_signals_catch(void);
void terminal_signals_release(void);

// The terminal is gone: the SIGHUP that says so may come now, late or twice, and after `release` it is ignored, so that the
// program can end in its own way. Safe in a signal handler.
void terminal_signals_hung_up(void);

// Becomes readable when something is pending. -1 before the first `catch`; never closed, so a late wake hits no other file.
int terminal_signals_descriptor(void);

// Takes what is pending (a set of terminal_signal_bit) and empties the pipe.
unsigned int terminal_signals_take(void);

// Adds TERMINAL_WAKE to the pending set. Safe in any thread and in a signal handler.
void terminal_signals_wake(void);

// Stops the process as SIGTSTP does by default; returns when it is continued.
void terminal_signals_stop_self(void);
