import CertificateSync
import Foundation
import Synchronization

/// A bar on standard error that follows a backfill; nothing at all where that is not a terminal.
final class ProgressBar: Sendable {
  private struct State {
    var total = 0
    var posted = 0
    var skipped = 0
    var refused = 0
    var retried = 0
    var start = ContinuousClock.now
    var drawn: ContinuousClock.Instant?
    var isActive = false
  }

  private let state = Mutex(State())

  func begin(total: Int) {
    state.withLock { state in
      state.total = total
      state.start = .now
      state.isActive = StandardError.isTerminal
      draw(&state, always: true)
    }
  }

  func count(_ outcome: TaskOutcome) {
    state.withLock { state in
      switch outcome {
      case .done: state.posted += 1
      case .skipped: state.skipped += 1
      case .dead: state.refused += 1
      case .retry, .pause: state.retried += 1
      }
      draw(&state, always: false)
    }
  }

  /// Draws the last state and leaves the line.
  func end() {
    state.withLock { state in
      draw(&state, always: true)
      if state.isActive { FileHandle.standardError.write(Data("\n".utf8)) }
      state.isActive = false
    }
  }

  private func draw(_ state: inout State, always: Bool) {
    let now = ContinuousClock.now
    guard state.isActive, always || state.drawn.map({ now - $0 > .milliseconds(50) }) ?? true else { return }
    state.drawn = now
    let ended = state.posted + state.skipped + state.refused
    let width = 30
    let filled = state.total == 0 ? width : min(width, width * ended / state.total)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let passed = now - state.start
    let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
    let rate = seconds > 0 ? Int((Double(ended) / seconds).rounded()) : 0
    var text = "\r[\(bar)] \(ended)/\(state.total)  posted \(state.posted)"
    if state.skipped > 0 { text += "  skipped \(state.skipped)" }
    if state.refused > 0 { text += "  refused \(state.refused)" }
    if state.retried > 0 { text += "  tried again \(state.retried)" }
    FileHandle.standardError.write(Data("\(text)  \(rate)/s \u{1b}[K".utf8))
  }
}
