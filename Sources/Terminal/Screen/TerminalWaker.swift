import CTerminalRestore

/// Wakes the loop that waits in `TerminalScreen.nextEvent`, from any thread.
///
/// Waking before a screen is opened or after it is closed does nothing.
package struct TerminalWaker: Sendable {
  init() {}

  /// Makes `nextEvent` return `.wake`, once for all calls it has not yet answered.
  package func wake() {
    terminal_signals_wake()
  }
}
