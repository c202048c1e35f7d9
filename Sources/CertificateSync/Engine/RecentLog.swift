import Logging
import OpenEdX
import Synchronization

/// The last log lines, kept for a screen.
package final class RecentLog: Sendable {
  /// A log line.
  package struct Line: Sendable, Hashable {
    /// When it was written.
    package let time: UTCTime
    /// Its level.
    package let level: Logger.Level
    /// What it says.
    package let message: String
    /// The learner that it is about; nil where it is about none.
    package var username: String?
    /// The course run that it is about.
    package var courseRun: String?
  }

  private let kept: Int
  private let state = Mutex(State())

  private struct State {
    var lines: [Line] = []
    /// How many lines are gone.
    var dropped = 0
  }

  /// Keeps this many lines.
  package init(keeping kept: Int = 500) { self.kept = kept }

  /// The lines, the oldest first.
  package var all: [Line] { state.withLock(\.lines) }

  /// The same, with the number of the first.
  package var numbered: Numbered { state.withLock { Numbered(first: $0.dropped, lines: $0.lines) } }

  func append(_ line: Line) {
    state.withLock { state in
      state.lines.append(line)
      guard state.lines.count > kept else { return }
      state.dropped += state.lines.count - kept
      state.lines.removeFirst(state.lines.count - kept)
    }
  }

  /// A logger whose lines come here.
  package func logger(label: String = "engine") -> Logger {
    Logger(label: label) { _ in RecentLogHandler(log: self) }
  }
}

private struct RecentLogHandler: LogHandler {
  let log: RecentLog
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  init(log: RecentLog) { self.log = log }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let names = metadata.merging(event.metadata ?? [:]) { _, new in new }
    log.append(
      RecentLog.Line(
        time: .now,
        level: event.level,
        message: event.message.description,
        username: names["learner"].map { "\($0)" },
        courseRun: names["run"].map { "\($0)" }
      )
    )
  }
}

extension RecentLog {
  /// Log lines with the number of the first, so that a line is known again when older ones are gone.
  package struct Numbered: Sendable, Hashable {
    /// The number of the first line, counted from 0 since the log was made.
    package let first: Int
    /// The lines, the oldest first.
    package let lines: [Line]

    /// Takes lines.
    package init(first: Int = 0, lines: [Line] = []) {
      self.first = first
      self.lines = lines
    }
  }
}
