import Logging
import OpenEdX
import Synchronization

@testable import CertificateSync

/// Keeps an engine's log, and tells a test when a line comes that it waits for.
final class WatchedLog: Sendable {
  private struct State {
    var lines: [RecentLog.Line] = []
    var waiting: [(text: String, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  /// The lines, the oldest first.
  var all: [RecentLog.Line] { state.withLock(\.lines) }

  /// A logger whose lines come here.
  func logger() -> Logger { Logger(label: "test") { _ in WatchedLogHandler(log: self) } }

  /// Waits until a line with the text has come.
  func line(containing text: String) async {
    await withCheckedContinuation { continuation in
      let hasCome = state.withLock { state in
        let hasCome = state.lines.contains { $0.message.contains(text) }
        if !hasCome { state.waiting.append((text, continuation)) }
        return hasCome
      }
      if hasCome { continuation.resume() }
    }
  }

  fileprivate func add(_ line: RecentLog.Line) {
    let reached = state.withLock { state in
      state.lines.append(line)
      let reached = state.waiting.filter { line.message.contains($0.text) }.map(\.continuation)
      state.waiting.removeAll { line.message.contains($0.text) }
      return reached
    }
    for continuation in reached { continuation.resume() }
  }
}

private struct WatchedLogHandler: LogHandler {
  let log: WatchedLog
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  init(log: WatchedLog) { self.log = log }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    log.add(RecentLog.Line(time: .now, level: event.level, message: event.message.description))
  }
}
