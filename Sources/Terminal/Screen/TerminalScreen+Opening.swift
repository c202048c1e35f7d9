import CNCurses
import CTerminalRestore
import Glibc

extension TerminalScreen {
  /// Finds out whether screens can be drawn before anything is changed or written.
  package static func requireTerminal() throws(TerminalError) {
    if isatty(STDIN_FILENO) == 0 { throw .notATerminal("standard input") }
    if isatty(STDOUT_FILENO) == 0 { throw .notATerminal("standard output") }
    guard let type = Environment.value(of: "TERM") else { throw .unsetTerminalType }
    let answer = curses_describe(type, STDOUT_FILENO)
    defer { curses_forget_description() }
    // setupterm calls a terminal hardcopy, and generic ones unknown, when they cannot move the cursor.
    if answer == 1, curses_capability("cup") != nil { return }
    if type == "dumb" || curses_capability("cr") != nil { throw .tooDumb(type) }
    throw .unknownTerminalType(type)
  }

  /// Arms the handlers before the first byte is written, so that there is no moment at which a signal finds the terminal
  /// changed and nobody to restore it. ncurses leaves signals alone that are handled already.
  static func prepareToRestore() throws(TerminalError) {
    fflush(nil)
    guard terminal_restore_remember_modes(STDOUT_FILENO) else {
      throw .refused("to tell the terminal's modes")
    }
    guard terminal_signals_catch() else { throw .refused("a pipe") }
    terminal_restore_begin()
    guard terminal_restore_arm() else {
      terminal_signals_release()
      throw .refused("memory for the handlers of crashes")
    }
    guard terminal_errors_hold() else {
      terminal_restore_disarm()
      terminal_signals_release()
      throw .refused("a place for error messages")
    }
  }

  /// The type under which the terminal is used: `TERM`, or its description with 256 colours when that of `TERM` has fewer
  /// and `COLORTERM` says that the terminal has millions (`TERM=xterm` in many a profile).
  static func bestType() -> String {
    let type = Environment.value(of: "TERM") ?? ""
    guard ["truecolor", "24bit"].contains(Environment.value(of: "COLORTERM")) else { return type }
    let richer = type + "-256color"
    let colors = described(type) { curses_number("colors") } ?? 0
    let richerColors = described(richer) { curses_number("colors") } ?? 0
    return colors < 256 && richerColors >= 256 ? richer : type
  }

  private static func described<Value>(_ type: String, _ body: () -> Value) -> Value? {
    let answer = curses_describe(type, STDOUT_FILENO)
    defer { curses_forget_description() }
    return answer == 1 ? body() : nil
  }

  static func openCurses(type: String) throws(TerminalError) -> OpaquePointer {
    // The size comes from the terminal alone: exported LINES and COLUMNS would outlast a resize.
    use_env(false)
    // A terminal that knows no size yet, as in a container that has just started, gets that of its description: newer
    // versions of ncurses refuse to open one of no columns.
    var (columns, rows): (CInt, CInt) = (0, 0)
    curses_kernel_size(STDOUT_FILENO, &columns, &rows)
    use_tioctl(columns > 0 && rows > 0)
    defer { use_tioctl(true) }
    guard let screen = curses_open(type) else {
      terminal_errors_release()
      terminal_restore_disarm()
      terminal_signals_release()
      throw .unknownTerminalType(type)
    }
    return screen
  }

  static func configureCurses() {
    cbreak()
    noecho()
    nonl()
    // Long enough for the bytes of one key, too short to be felt.
    set_escdelay(25)
    // A frame is drawn whole, even if more keys wait.
    typeahead(-1)
    curs_set(0)
    releaseFlowControl()
  }

  static func makeInput() -> UnsafeMutablePointer<WINDOW>? {
    let pad = newpad(1, 1)
    keypad(pad, true)
    nodelay(pad, true)
    // `KeyDecoder` reads the mouse.
    keyok(KEY_MOUSE, false)
    return pad
  }

  /// Ctrl-S, Ctrl-Q, Ctrl-V and Ctrl-O become keys: nobody who presses Ctrl-S to save expects a frozen screen.
  private static func releaseFlowControl() {
    var modes = termios()
    guard tcgetattr(STDOUT_FILENO, &modes) == 0 else { return }
    modes.c_iflag &= ~tcflag_t(IXON | IXOFF)
    modes.c_lflag &= ~tcflag_t(IEXTEN)
    tcsetattr(STDOUT_FILENO, TCSADRAIN, &modes)
    def_prog_mode()
  }

  /// Copies what a crash handler writes. Again after each resize, because it goes to the last row.
  func prepareRestoringBytes() {
    terminal_restore_begin()
    if reportsMouse { terminal_restore_append(MouseReport.disable) }
    if PasteReport.mayBeAsked(of: type) { terminal_restore_append(PasteReport.disable) }
    if ModernTerminal.includes(type) { terminal_restore_append(LetterOrder.asUsual) }
    terminal_restore_append(curses_cursor_to(CInt(size.rows - 1), 0))
    for name in ["sgr0", "op", "rmacs", "cnorm", "rmkx"] { terminal_restore_append(curses_capability(name)) }
    // Without a second screen to leave, the message starts on a line of its own.
    terminal_restore_append(curses_capability("rmcup") ?? curses_capability("el"))
    if curses_capability("rmcup") == nil { terminal_restore_append("\r\n") }
  }
}

extension Size {
  /// The size of the terminal behind a descriptor; nil where there is none, or where it does not say its size.
  package static func ofTerminal(_ descriptor: Int32) -> Size? {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }
}
