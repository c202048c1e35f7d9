// Hands ncursesw to Swift: its wide functions, and by inline functions what Swift cannot import (casting macros) or
// refuses as unsafe under strict concurrency (global variables).
#pragma once

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

// <wchar.h> shows it only to those who ask for X/Open; Swift's importer does not.
extern int wcwidth(wchar_t character);

// From <term.h>, whose macros take names like `columns` and `lines` from everybody who includes it.
struct term;
extern int setupterm(const char *terminal, int descriptor, int *error);
extern struct term *set_curterm(struct term *terminal);
extern int del_curterm(struct term *terminal);

static inline int curses_character_width(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

// Loads the description of a terminal type, so that it can be asked; setupterm's own answer for why it cannot.
static inline int curses_describe(const char *type, int descriptor) {
  int answer = 0;
  setupterm(type, descriptor, &answer);
  return answer;
}
static inline void curses_forget_description(void) {
  struct term *terminal = set_curterm(NULL);
  if (terminal != NULL) del_curterm(terminal);
}

static inline SCREEN *curses_open(const char *type) { return newterm(type, stdout, stdin); }
static inline WINDOW *curses_screen(void) { return stdscr; }
static inline void curses_repaint_on_next_refresh(void) { clearok(curscr, TRUE); }
static inline int curses_color_count(void) { return COLORS; }
static inline int curses_pair_count(void) { return COLOR_PAIRS; }

static inline attr_t curses_bold(void) { return WA_BOLD; }
static inline attr_t curses_dim(void) { return WA_DIM; }
static inline attr_t curses_reverse(void) { return WA_REVERSE; }
static inline attr_t curses_underline(void) { return WA_UNDERLINE; }

static inline int curses_function_key_base(void) { return KEY_F0; }

// `text` is a glyph's scalars, ended by 0. The pair goes in by pointer: as an argument it would be a short.
static inline int curses_set_cell(cchar_t *cell, const unsigned int *text, attr_t attributes, int pair) {
  return setcchar(cell, (const wchar_t *)text, attributes, 0, &pair);
}
static inline int curses_write_cells(int row, int column, const cchar_t *cells, int count) {
  return mvwadd_wchnstr(stdscr, row, column, cells, count);
}

// The size the kernel knows; 0 when it knows none (a serial line, a pipe).
static inline void curses_kernel_size(int descriptor, int *columns, int *rows) {
  struct winsize size = {0};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) size.ws_col = size.ws_row = 0;
  *columns = size.ws_col;
  *rows = size.ws_row;
}

// tigetstr gives (char *)-1 for a capability that is not a string.
static inline const char *curses_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}
// -1 where the terminal has none.
static inline int curses_number(const char *name) { return tigetnum(name); }
static inline const char *curses_cursor_to(int row, int column) {
  const char *cup = curses_capability("cup");
  return cup == NULL ? NULL : tparm(cup, (long)row, (long)column, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
}

// Colours by their parts instead of by number: the capability RGB, which may be a flag, a number or a string.
static inline int curses_has_direct_colors(void) {
  return tigetflag("RGB") > 0 || curses_number("RGB") > 0 || curses_capability("RGB") != NULL;
}
