/// A key that the user pressed.
package enum Key: Hashable, Sendable {
  /// A character was typed; a letter with Shift is the capital.
  case character(Character)
  /// Enter or Return.
  case enter
  /// Escape.
  case escape
  /// Tab.
  case tab
  /// Shift-Tab.
  case backTab
  /// Backspace.
  case backspace
  /// Delete.
  case delete
  /// The arrow up.
  case up
  /// The arrow down.
  case down
  /// The arrow left.
  case left
  /// The arrow right.
  case right
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// Home.
  case home
  /// End.
  case end
  /// A letter with Ctrl, in lower case: `control("r")`. Ctrl-H, -I, -J and -M arrive as the keys they are in ASCII;
  /// Ctrl-C and Ctrl-Z never arrive, because they stop the program.
  case control(Character)
  /// A function key: `function(1)` is F1.
  case function(Int)
}
