/// Why the terminal cannot show screens.
///
/// The description names what is wrong, why it matters and what to do; errors are equal when their codes are.
package struct TerminalError: Error, Sendable, CustomStringConvertible {
  /// The kinds of error.
  package enum Code: Hashable, Sendable {
    /// Standard input or output is a file, a pipe or closed.
    case notATerminal
    /// `TERM` is unset or names a terminal without a description.
    case unknownTerminalType
    /// The terminal cannot place text, so there are no screens on it.
    case tooDumb
    /// Another `TerminalScreen` is open in this process.
    case alreadyOpen
    /// The system refused something that screens need.
    case refused
  }

  /// What kind of error it is.
  package let code: Code
  /// One line for the user, with the remedy.
  package let description: String
}

extension TerminalError: Equatable {
  /// Compares the codes.
  package static func == (left: TerminalError, right: TerminalError) -> Bool { left.code == right.code }
}

extension TerminalError {
  private static let remedy =
    "add --plain, which does the same in lines of words, or use a command that prints text, as `audit` and `show` do"

  static func notATerminal(_ stream: String) -> TerminalError {
    TerminalError(
      code: .notATerminal,
      description: "\(stream) is not a terminal, and screens need one on standard input and output: "
        + "in scripts and pipes, \(remedy)"
    )
  }

  static let unsetTerminalType = TerminalError(
    code: .unknownTerminalType,
    description: "TERM is not set, so nobody knows how to draw on this terminal: "
      + "set it to the terminal's type (most often TERM=xterm-256color), or \(remedy)"
  )

  static func unknownTerminalType(_ type: String) -> TerminalError {
    TerminalError(
      code: .unknownTerminalType,
      description: "the terminal type “\(VisibleText.shown(type))” (TERM) is not described on this machine: "
        + "try TERM=xterm-256color, install the terminal's terminfo (Debian: ncurses-term), or \(remedy)"
    )
  }

  static func tooDumb(_ type: String) -> TerminalError {
    TerminalError(
      code: .tooDumb,
      description: "a terminal of the type “\(VisibleText.shown(type))” (TERM) cannot place text on the screen: "
        + "set TERM to the real type (most often xterm-256color), or \(remedy)"
    )
  }

  static let alreadyOpen = TerminalError(
    code: .alreadyOpen,
    description: "the terminal shows another screen of this process: close that one first"
  )

  static func refused(_ what: String) -> TerminalError {
    TerminalError(
      code: .refused,
      description: "the system refused \(what), without which the terminal could be left unusable: \(remedy)"
    )
  }
}
