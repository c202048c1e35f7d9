import CertificateSync
import Foundation
import OpenEdX
import Synchronization
import Terminal

/// A bar on standard error that follows a backfill; where that is not a terminal, only notes are written.
final class ProgressBar: Sendable {
  private struct State {
    var text = BackfillProgressText()
    var slowedUntil: UTCTime?
    var nextTry: UTCTime?
    var start = ContinuousClock.now
    var drawn: ContinuousClock.Instant?
    var isActive = false
    var notes = 0
    /// Why tasks are tried again, each reason once.
    var reasons: Set<String> = []
  }

  private let state = Mutex(State())

  /// How many notes are shown; a service that fails would else scroll the screen away.
  private static let noteLimit = 10

  func begin(total: Int) {
    state.withLock { state in
      state.text.total = total
      state.start = .now
      state.isActive = StandardError.isTerminal
      draw(&state, always: true)
    }
  }

  /// Counts what came of a task; why one is tried again is said the first time, since it may take an hour.
  func count(_ outcome: TaskOutcome) {
    state.withLock { state in
      state.text.count(outcome)
      if case .retry(let reason, _) = outcome, state.reasons.count < Self.noteLimit,
        state.reasons.insert(reason).inserted
      {
        write("To be tried again: \(reason)", &state)
        if state.isActive, state.reasons.count == 1 {
          write("Press Ctrl-C to stop waiting. What has not been posted stays in the queue.", &state)
        }
      } else {
        draw(&state, always: false)
      }
    }
  }

  /// Takes how many tasks ended a second in the last ten seconds, until when the service has asked all to wait, and when
  /// the next try is while all tasks wait for theirs.
  func show(rate: Double, slowedUntil: UTCTime?, nextTry: UTCTime?) {
    state.withLock { state in
      let passed = (ContinuousClock.now - state.start) / .seconds(1)
      // Before that, the ten seconds are not full, and the time left would be said far too long.
      state.text.ratePerSecond = passed < 10 ? Double(state.text.ended) / max(passed, 0.1) : rate
      state.slowedUntil = slowedUntil
      state.nextTry = nextTry
      draw(&state, always: true)
    }
  }

  /// Writes a line above the bar.
  func note(_ text: String) {
    state.withLock { state in
      state.notes += 1
      guard state.notes <= Self.noteLimit else { return }
      write(text, &state)
    }
  }

  /// Writes a line above the bar, however many there have been.
  func stop(_ text: String) {
    state.withLock { state in write(text, &state) }
  }

  /// Draws the last state and leaves the line.
  func end() {
    state.withLock { state in
      guard state.isActive || state.notes > 0 else { return }
      draw(&state, always: true)
      if state.isActive { StandardError.write(OutputText(own: "\n")) }
      state.isActive = false
      if state.notes > Self.noteLimit { StandardError.write("… and \(state.notes - Self.noteLimit) more of these.") }
      state.notes = 0
    }
  }

  private func write(_ text: String, _ state: inout State) {
    if state.isActive { StandardError.write(OutputText(own: "\r\u{1b}[K")) }
    StandardError.write(text)
    draw(&state, always: true)
  }

  private func draw(_ state: inout State, always: Bool) {
    let now = ContinuousClock.now
    guard state.isActive, always || state.drawn.map({ now - $0 > .milliseconds(50) }) ?? true else { return }
    state.drawn = now
    let present = UTCTime.now.microseconds
    state.text.waitSeconds = state.slowedUntil.map { Double($0.microseconds - present) / 1_000_000 }
    state.text.nextTrySeconds = state.nextTry.map { Double($0.microseconds - present) / 1_000_000 }
    let line = state.text.line(width: StandardError.columns - 1)
    StandardError.write(OutputText(own: "\r") + OutputText(visible: line) + OutputText(own: "\u{1b}[K"))
  }
}
