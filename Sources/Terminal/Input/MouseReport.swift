/// What terminals say of the mouse.
///
/// Only presses are events. Shift belongs to the terminal, whose own selection it is; movements, releases, horizontal wheels
/// and further buttons mean nothing here. Two clicks are two events, whatever lies between them.
enum MouseReport {
  /// Asks for presses and releases, no movements, with decimal places (SGR 1006), which have no limit at column 223.
  static let enable = "\u{1B}[?1000h\u{1B}[?1006h"
  /// Gives the mouse back to the terminal.
  static let disable = "\u{1B}[?1006l\u{1B}[?1000l"

  /// From the inside of `ESC [ < button ; column ; row M`; nil when it is no event.
  static func event(fields: String) -> MouseEvent? {
    let numbers = fields.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2] else { return nil }
    return event(button: button, column: column, row: row)
  }

  /// From the three characters after `ESC [ M`, which older terminals send; nil when it is no event.
  static func event(legacy characters: [UInt32]) -> MouseEvent? {
    guard characters.count == 3, characters.allSatisfy({ $0 >= 32 }) else { return nil }
    let numbers = characters.map { Int($0) - 32 }
    return event(button: numbers[0], column: numbers[1], row: numbers[2])
  }

  private static let shift = 4
  private static let otherModifiers = 8 | 16

  /// The places count from 1. A button's number holds the modifiers and, for movements, a bit that matches no case.
  private static func event(button: Int, column: Int, row: Int) -> MouseEvent? {
    guard column > 0, row > 0, button & shift == 0 else { return nil }
    let action: MouseEvent.Action
    switch button & ~otherModifiers {
    case 0: action = .click
    case 2: action = .secondaryClick
    case 64: action = .wheelUp
    case 65: action = .wheelDown
    default: return nil
    }
    return MouseEvent(action, column: column - 1, row: row - 1)
  }
}
