import Console
import Foundation
import Terminal

/// The terminal UI in lines instead of screens.
struct PlainConsole {
  let asciiOnly: Bool

  func run(_ model: inout Model, performer: any Performer, lookEvery: Duration) async {
    let session = PlainSession(performer: performer, lookEvery: lookEvery) { line in
      // Each line at once, also into a pipe: somebody may wait for it before they ask more. Where nobody listens any
      // more, the input ends soon.
      let text = PlainText.line(line, asciiOnly: asciiOnly) + "\n"
      try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
    await session.run(&model, lines: StandardInput.lines)
  }
}
