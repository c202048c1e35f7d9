import CertificateSync
import Console
import LearnerRecords
import Terminal

/// The screens without a screen, for screen readers and pipes: commands come in as lines, and what they changed goes out
/// as lines, in words. Nothing is drawn and the cursor is never moved.
///
/// The model, the commands and what they do are those of the screens.
package struct PlainSession {
  private let effectHandler: any EffectHandler
  let put: (String) -> Void
  let lookEvery: Duration

  /// How a session ended.
  package struct End: Sendable, Hashable {
    /// Whether a line said so; else the input ended.
    package var hasQuit = false
    /// Whether a command could not be done.
    package var hasFailed = false
    /// Whether the last question was not answered, so that what it was about was not done.
    package var isUnanswered = false
  }

  /// Takes who does the work, and where lines go.
  ///
  /// - Parameters:
  ///   - lookEvery: how often the engine is looked at while it is waited for.
  ///   - zone: the zone of the times in the lines.
  package init(
    effectHandler: any EffectHandler,
    lookEvery: Duration = .milliseconds(400),
    zone: DisplayZone = .utc,
    put: @escaping (String) -> Void
  ) {
    self.effectHandler = effectHandler
    self.put = { put(zone.text($0)) }
    self.lookEvery = lookEvery
  }

  /// Runs until the lines end or one of them says `quit`, and leaves the model as it is then.
  @discardableResult
  package func run(_ model: inout Model, lines: some AsyncSequence<String, Never>) async -> End {
    var end = End()
    var run = HeadlessRun(model, effectHandler: effectHandler)
    defer { model = run.model }
    await run.begin()
    say(PlainLines.heading(run.model))
    say(PlainLines.screen(run.model))
    var page = 0
    say(PlainLines.page(run.model, from: page))
    end.hasFailed = tellDialog(&run, since: nil)
    for await line in lines {
      let before = PlainView(run.model)
      do throws(CommandRefusal) {
        try await answer(line, &run, page: &page)
      } catch {
        put("Error: \(error.text)")
        end.hasFailed = true
      }
      end.hasQuit = run.hasQuit
      // Not before the line was done: its numbers mean the rows that were told.
      if !end.hasQuit { await readAgain(&run) }
      if tellChanges(&run, since: before, page: &page) { end.hasFailed = true }
      if end.hasQuit { return end }
    }
    end.isUnanswered = run.model.isAsking && !run.model.asksToLeave
    return end
  }

  func say(_ lines: [String]) { for line in lines { put(line) } }
}
