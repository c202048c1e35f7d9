import Foundation
import SiteData
import Synchronization

/// How far a pull is, on one line of a terminal; elsewhere nothing.
final class PullProgress: Sendable {
  private struct State {
    var total = 0
    var rows = 0
    var table = ""
    var shown: ContinuousClock.Instant?
    var isDrawn = false
  }

  private let state = Mutex(State())
  private let isShown = StandardError.isTerminal

  /// Takes what has happened.
  func tell(_ event: PullEvent) {
    state.withLock { state in
      switch event {
      case .began(let rows): state.total += rows
      case .table(_, let name): state.table = name
      case .rows(let count): state.rows += count
      case .placing: state.table = "putting it in force"
      }
      guard isShown, state.shown.map({ ContinuousClock.now - $0 > .milliseconds(100) }) ?? true else { return }
      state.shown = .now
      state.isDrawn = true
      // The server's number of rows is an estimate.
      let share = state.total > 0 ? min(99, state.rows * 100 / state.total) : 0
      let line = OutputText(visible: "\(state.rows) rows, about \(share) %: \(state.table)")
      StandardError.write(OutputText(own: "\r\u{1B}[K") + line)
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      if state.isDrawn { StandardError.write(OutputText(own: "\r\u{1B}[K")) }
      state.isDrawn = false
    }
  }
}
