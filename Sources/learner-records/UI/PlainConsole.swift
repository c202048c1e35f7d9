import Console
import ConsoleRuntime

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
    StandardStream.output.write(OutputText(plain: line, asciiOnly: asciiOnly) + OutputText(own: "\n"))
  }
}
