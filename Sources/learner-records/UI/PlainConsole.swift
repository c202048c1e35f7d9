import Console
import ConsoleRuntime
import Foundation
import Terminal

/// The terminal UI in lines instead of screens.
struct PlainConsole {
  let asciiOnly: Bool

  func run(_ model: inout Model, effectHandler: any EffectHandler, lookEvery: Duration) async -> PlainSession.End {
    let session = PlainSession(effectHandler: effectHandler, lookEvery: lookEvery, put: put)
    return await session.run(&model, lines: StandardInput.lines)
  }

  /// Writes a line at once, also into a pipe: somebody may wait for it before they ask more. Where nobody listens any
  /// more, the input ends soon.
  func put(_ line: String) {
    let text = PlainText.line(line, asciiOnly: asciiOnly) + "\n"
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}
