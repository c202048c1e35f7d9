import CertificateSync
import Logging
import Terminal

/// A line of the log, with its number as identity.
struct LogRow: Identifiable, Sendable, Hashable {
  let id: Int
  let line: RecentLog.Line

  static func rows(of engine: EngineSnapshot, from level: LogThreshold) -> [LogRow] {
    engine.log.enumerated().filter { level.admits($0.element.level) }
      .map { LogRow(id: engine.firstLogLine + $0.offset, line: $0.element) }
  }

  /// The level with its mark.
  var level: (text: String, style: Style) {
    switch line.level {
    case .critical, .error: ("✗ \(line.level.rawValue)", Theme.bad)
    case .warning: ("! warning", Theme.middling)
    default: ("· \(line.level.rawValue)", Theme.quiet)
    }
  }
}

/// From which level on log lines are shown.
enum LogThreshold: Sendable, Hashable, CaseIterable {
  case all, warnings, errors

  func admits(_ level: Logger.Level) -> Bool {
    switch self {
    case .all: true
    case .warnings: level >= .warning
    case .errors: level >= .error
    }
  }

  /// The next one, in a circle.
  var next: LogThreshold {
    switch self {
    case .all: .warnings
    case .warnings: .errors
    case .errors: .all
    }
  }

  var title: String {
    switch self {
    case .all: "all levels"
    case .warnings: "warnings and errors"
    case .errors: "errors only"
    }
  }
}
