import Foundation
import SiteData
import Synchronization

/// A bar on standard error that follows an import; nothing is drawn where that is no terminal.
final class ImportBar: Sendable {
  private struct State {
    var text = ImportProgressText()
    var start = ContinuousClock.now
    var drawn: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  /// Draws how far the import is, ten times a second at most.
  func show(_ progress: SiteImport.Progress) {
    guard StandardError.isTerminal else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if let drawn = state.drawn, now - drawn < .milliseconds(100) { return }
      state.drawn = now
      state.text.progress = progress
      state.text.seconds = (now - state.start) / .seconds(1)
      let line = OutputText(visible: state.text.line(width: StandardError.columns - 1))
      StandardError.write(OutputText(own: "\r") + line + OutputText(own: "\u{1b}[K"))
    }
  }

  /// Takes the bar away.
  func end() {
    state.withLock { state in
      if state.drawn != nil { StandardError.write(OutputText(own: "\r\u{1b}[K")) }
      state.drawn = nil
    }
  }
}
