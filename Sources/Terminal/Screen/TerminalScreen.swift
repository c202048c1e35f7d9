import CNCurses
import CTerminalRestore
import Glibc
import Synchronization

/// The terminal, opened for screens: grids go in, events come out.
///
/// One screen can be open in a process at a time, and it belongs to the thread that opened it; other threads use its
/// `waker`. The terminal is given back by `close`, when the screen is released, on `exit` and before a crash ends the
/// process. Ctrl-Z gives it back too, until the program continues. What the process writes to standard error meanwhile is
/// shown when the terminal is given back.
///
///     let screen = try TerminalScreen()
///     defer { screen.close() }
///     loop: while true {
///       screen.draw(view(model, screen.size))
///       switch screen.nextEvent() {
///       case .terminated: break loop
///       case let event: model = update(model, event)
///       }
///     }
package final class TerminalScreen {
  /// How to open the terminal.
  package struct Options: Sendable {
    /// Draw in ASCII even where the locale has UTF-8. Without UTF-8 it is always so.
    package var asciiOnly: Bool
    /// Which colours to use, where the terminal has any. `NO_COLOR` in the environment goes first.
    package var theme: ColorTheme
    /// Report clicks and the wheel. The terminal's own selection of text then needs Shift, so it is off unless asked for.
    package var usesMouse: Bool

    /// Options; by default what the terminal can, without the mouse.
    package init(asciiOnly: Bool = false, theme: ColorTheme = .auto, usesMouse: Bool = false) {
      self.asciiOnly = asciiOnly
      self.theme = theme
      self.usesMouse = usesMouse
    }
  }

  /// Whether grids are drawn in ASCII, by the options or because the locale has no UTF-8.
  package let asciiOnly: Bool
  /// The characters that texts are to be laid out in for this screen.
  package var repertoire: Repertoire { asciiOnly ? .ascii : .unicode }
  /// Wakes `nextEvent` from any thread.
  package let waker = TerminalWaker()

  /// What curses has been given to show; nil when everything must be put anew.
  var shown: Grid?
  var palette: Palette
  /// Room for the cells of a row, kept from one row to the next.
  var drawn: [cchar_t] = []
  var decoder = KeyDecoder()
  /// Events that came together and wait for their turn.
  var arrived: [TerminalEvent] = []
  /// The window that is read from: a pad, since reading from the screen's own window would refresh that.
  let input: UnsafeMutablePointer<WINDOW>?
  let usesMouse: Bool
  /// The type of the terminal, as it is used.
  let type: String
  /// When the terminal was asked for its background; nil when it was not, or need not be waited for any more.
  var askedForBackground: ContinuousClock.Instant?
  private let screen: OpaquePointer
  private var isOpen = true

  /// ncurses and the process's signals are one each, so there is one screen at a time.
  private static let occupied = Mutex(false)

  /// Opens the terminal on standard input and output.
  ///
  /// - Throws: `TerminalError` when there is no terminal, or none that screens can be drawn on. Nothing has been written
  ///   to it then.
  package init(_ options: Options = Options()) throws(TerminalError) {
    let wasOccupied = Self.occupied.withLock { occupied in
      defer { occupied = true }
      return occupied
    }
    if wasOccupied { throw .alreadyOpen }
    do throws(TerminalError) {
      // Only now: asking for the terminal's description takes curses away from a screen that is open.
      try Self.requireTerminal()
      try Self.prepareToRestore()
      type = Self.bestType()
      screen = try Self.openCurses(type: type)
    } catch {
      Self.occupied.withLock { $0 = false }
      throw error
    }
    asciiOnly = options.asciiOnly || !CharacterLocale.environmentIsUTF8
    usesMouse = options.usesMouse
    Self.configureCurses()
    input = Self.makeInput()
    let usesColor = options.theme != .none && Environment.value(of: "NO_COLOR") == nil
    palette = Palette(
      usesColor: usesColor,
      tone: options.theme.tone(colorFGBG: Environment.value(of: "COLORFGBG"))
    )
    if usesColor, palette.tone == .unknown { askForBackground() }
    enterScreen()
    followSize()
    prepareRestoringBytes()
  }

  deinit {
    close()
  }

  /// How many cells the terminal has now.
  package var size: Size {
    guard isOpen else { return Size(columns: 0, rows: 0) }
    return Size(columns: Int(getmaxx(curses_screen())), rows: Int(getmaxy(curses_screen())))
  }

  /// For which background the colours are chosen; it may become known while the screen is open.
  package var tone: BackgroundTone { palette.tone }

  /// Whether `close` has been called.
  package var isClosed: Bool { !isOpen }

  /// Gives the terminal back as it was. Calling it again does nothing; a closed screen draws nothing.
  package func close() {
    guard isOpen else { return }
    leaveScreen()
    isOpen = false
    if let input { delwin(input) }
    delscreen(screen)
    terminal_errors_release()
    terminal_restore_disarm()
    terminal_signals_release()
    Self.occupied.withLock { $0 = false }
  }
}
