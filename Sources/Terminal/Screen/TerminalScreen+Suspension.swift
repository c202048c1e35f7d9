import CNCurses
import CTerminalRestore
import Glibc

extension TerminalScreen {
  /// Gives the terminal to the shell and stops, as Ctrl-Z asks; comes back when the program is continued.
  func stop() {
    leaveScreen()
    terminal_signals_stop_self()
    resume()
  }

  /// Takes the terminal again after any stop, also one that could not be prepared for (SIGSTOP).
  func resume() {
    // The shell may have changed the modes and the screen: curses sets everything anew after an endwin.
    if !isendwin() { endwin() }
    enterScreen()
    if followSize() { arrived.append(.resized(size)) }
    redrawAll()
  }

  /// Takes over the size of the terminal; says whether it is another one.
  @discardableResult
  func followSize() -> Bool {
    var columns: CInt = 0
    var rows: CInt = 0
    curses_kernel_size(STDOUT_FILENO, &columns, &rows)
    // A line without a size keeps the one that the terminal's description gives.
    guard columns > 0, rows > 0, Size(columns: Int(columns), rows: Int(rows)) != size else { return false }
    resize_term(rows, columns)
    werase(curses_screen())
    curses_repaint_on_next_refresh()
    shown = nil
    prepareRestoringBytes()
    return true
  }
}
