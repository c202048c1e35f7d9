import CNCurses
import CTerminalRestore
import Glibc

/// What the terminal is told beside the picture.
extension TerminalScreen {
  /// Whether the mouse is asked for, of a terminal that has one.
  var reportsMouse: Bool { usesMouse && curses_capability("kmous") != nil }

  /// Asks the terminal to put a text on the user's clipboard, also of a machine far away (OSC 52).
  ///
  /// Terminals do not answer, and some have it switched off.
  ///
  /// - Returns: Whether the terminal was asked; false when it is known to have no clipboard or the text is longer than
  ///   74,000 bytes. Offer a file then.
  package func copy(_ text: String) -> Bool {
    let isInTmux = Environment.value(of: "TMUX") != nil
    let isInScreen = !isInTmux && Environment.value(of: "STY") != nil
    let clipboard = ClipboardSequence(type: type, isInTmux: isInTmux, isInScreen: isInScreen)
    guard !isClosed, let bytes = clipboard.bytes(copying: text) else { return false }
    send(bytes)
    return true
  }

  /// Takes the mouse, pasted texts and the order of letters, when the screen is opened and after each stop.
  func enterScreen() {
    if reportsMouse { send(MouseReport.enable) }
    if PasteReport.mayBeAsked(of: type) { send(PasteReport.enable) }
    if ModernTerminal.includes(type) { send(LetterOrder.asWritten) }
  }

  /// Asks what background the terminal has. The answer comes as an input of its own.
  func askForBackground() {
    guard BackgroundQuestion.mayBePut(to: type) else { return }
    send(BackgroundQuestion.bytes)
    decoder.expectsBackground = true
    askedForBackground = .now
  }

  /// Takes the colours for another background, and shows what is shown in these.
  func follow(_ tone: BackgroundTone) {
    askedForBackground = nil
    guard tone != palette.tone else { return }
    palette.tone = tone
    guard let grid = shown else { return }
    shown = nil
    draw(grid)
  }

  /// Gives the terminal to the next program.
  func leaveScreen() {
    discardLateAnswer()
    if reportsMouse { send(MouseReport.disable) }
    if PasteReport.mayBeAsked(of: type) { send(PasteReport.disable) }
    if ModernTerminal.includes(type) { send(LetterOrder.asUsual) }
    if !isendwin() { endwin() }
  }

  /// Writes beside ncurses, which keeps no output of its own between two frames.
  func send(_ text: String) {
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      left = left.dropFirst(count)
    }
  }

  private static let answerIsNear = Duration.seconds(1)
  private static let patience = 100 as CInt

  /// An answer that comes after the screen is left would be typed into the shell. Somebody who leaves within the first second
  /// of a terminal that has not answered yet waits for it, a moment at most.
  private func discardLateAnswer() {
    guard let asked = askedForBackground, asked.duration(to: .now) < Self.answerIsNear else { return }
    askedForBackground = nil
    var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    if poll(&polled, 1, Self.patience) > 0 { tcflush(STDIN_FILENO, TCIFLUSH) }
  }
}

/// Whether the terminal reorders right-to-left letters (ECMA-48's BDSM, which VTE serves and others ignore).
enum LetterOrder {
  /// Each letter where it is written.
  static let asWritten = "\u{1B}[8l"
  /// As the terminal does by itself.
  static let asUsual = "\u{1B}[8h"
}

extension TerminalScreen {
  /// Shows everything in other colours from here on, e.g. when the user has found the present ones unreadable.
  package func use(_ theme: ColorTheme) {
    guard !isClosed else { return }
    let usesColor = theme != .none && Environment.value(of: "NO_COLOR") == nil
    palette = Palette(usesColor: usesColor, tone: theme.tone(colorFGBG: Environment.value(of: "COLORFGBG")))
    if usesColor, palette.tone == .unknown { askForBackground() }
    guard let grid = shown else { return }
    shown = nil
    draw(grid)
  }
}
