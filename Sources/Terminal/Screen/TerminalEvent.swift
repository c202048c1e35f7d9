import CTerminalRestore

/// What happened at the terminal.
package enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was used; only where the options ask for the mouse.
  case mouse(MouseEvent)
  /// A text was pasted, as the terminal tells it: line breaks and control characters included, cut after 64 KiB. Only
  /// from terminals that tell pasting from typing.
  case pasted(String)
  /// The terminal has another size now. Draw again.
  case resized(Size)
  /// The program was asked to end by SIGINT (Ctrl-C), SIGTERM or SIGHUP, or the terminal has gone away (SIGHUP): leave
  /// the loop and close the screen.
  case terminated(signal: Int32)
  /// Somebody called `TerminalWaker.wake`: there is news from elsewhere. Several calls may give one event.
  case wake
}

/// A click or a turn of the wheel.
package struct MouseEvent: Hashable, Sendable {
  /// What was done.
  package enum Action: Hashable, Sendable {
    /// The left button was pressed.
    case click
    /// The right button was pressed.
    case secondaryClick
    /// The wheel was turned away from the user.
    case wheelUp
    /// The wheel was turned towards the user.
    case wheelDown
  }

  /// What was done.
  package var action: Action
  /// The column under the pointer, from 0.
  package var column: Int
  /// The row under the pointer, from 0.
  package var row: Int

  /// A mouse event at a cell.
  package init(_ action: Action, column: Int, row: Int) {
    self.action = action
    self.column = column
    self.row = row
  }
}

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
