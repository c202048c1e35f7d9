import Foundation
import Terminal

/// A small program on the real `TerminalScreen`, which the tests run on a terminal.
///
/// The arguments are options (`--mouse`, `--ascii`, `--theme=NAME`, `--stderr=TEXT`) and what to show: `events`, `list`,
/// `colors` or `text FILE`. The program ends at `q` with status 0, at a signal with 128 and its number.
@main
struct TerminalSubject {
  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    var options = TerminalScreen.Options()
    while let option = arguments.first, option.hasPrefix("--") {
      arguments.removeFirst()
      switch option {
      case "--mouse": options.usesMouse = true
      case "--ascii": options.asciiOnly = true
      default: options.theme = option.split(separator: "=").last.flatMap { ColorTheme(rawValue: String($0)) } ?? .auto
      }
    }
    let screen = try TerminalScreen(options)
    var status: Int32 = 0
    switch arguments.first {
    case "list": status = run(screen, ListSubject())
    case "colors": status = run(screen, ColorSubject())
    case "text": status = run(screen, try TextSubject(file: arguments.last ?? ""))
    default: status = run(screen, EventSubject())
    }
    screen.close()
    exit(status)
  }

  private static func run(_ screen: TerminalScreen, _ subject: some Subject) -> Int32 {
    var subject = subject
    while true {
      screen.draw(subject.grid(screen))
      switch screen.nextEvent() {
      case .key(.character("q")): return 0
      case .terminated(let signal): return 128 + signal
      case .key(.control("l")): screen.redrawAll()
      case let event?: subject.take(event, screen)
      case nil: continue
      }
    }
  }
}

/// What the program shows, and what it makes of events.
protocol Subject {
  func grid(_ screen: TerminalScreen) -> Grid
  mutating func take(_ event: TerminalEvent, _ screen: TerminalScreen)
}
