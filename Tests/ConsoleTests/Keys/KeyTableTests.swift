import Foundation
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The table of keys` {
  @Test func `names no command twice, and none that cannot be typed`() {
    let commands = KeyBinding.table.map(\.command)
    #expect(Set(commands).count == commands.count)
    for command in commands { #expect(command.allSatisfy { $0.isLetter || $0 == "-" }, "\(command)") }
  }

  @Test func `has no entry without a key that could not be typed as a command`() {
    for binding in KeyBinding.table where binding.keys.isEmpty {
      #expect(binding.argument != .nothing, "\(binding.command): what needs no name can have a key")
    }
  }

  @Test func `changes nothing by a small letter alone`() {
    for binding in KeyBinding.table where binding.writes && !binding.asks {
      for key in binding.keys {
        guard case .character(let letter) = key else {
          Issue.record("\(binding.command) changes something by \(key), which is pressed without thought")
          continue
        }
        #expect(letter.isUppercase, "\(binding.command) changes something by “\(letter)” without asking")
      }
    }
  }

  /// The dialog's only yes is `y`; a key that both asked and answered would repair by being held down.
  @Test func `asks by a key that does not answer`() throws {
    let asking = KeyBinding.table.filter(\.asks)
    #expect(!asking.isEmpty)
    for binding in asking { #expect(!binding.keys.contains(.character("y")), "\(binding.command)") }
  }

  @Test func `shows what would change something with the reason while the deployment is open for reading only`() {
    for binding in KeyBinding.table where binding.writes {
      var someone = Operator.atRecord(readOnly: true)
      if !binding.areas.contains(.records) { someone.press(.character("3")) }
      someone.forget()
      for key in binding.keys {
        someone.press(key)
        #expect(someone.asked.isEmpty)
        #expect(someone.screen.contains("Nothing can be changed"))
        #expect(someone.screen.contains("opened with --read-only"))
        someone.press(.escape)
      }
      someone.press(.character("?"))
      for letter in binding.label { someone.press(.character(letter)) }
      #expect(someone.screen.contains("read-only)"))
    }
  }

  /// `RECORD_GOLDEN=1 swift test --filter ConsoleTests` writes the guide's table anew.
  @Test func `is the guide's table`() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/learner-records/Guide.docc/Keys.md").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let begin = try #require(text.firstRange(of: "<!-- keys -->\n")?.upperBound)
    let end = try #require(text.firstRange(of: "\n<!-- /keys -->")?.lowerBound)
    if Golden.isRecording {
      try (text[..<begin] + KeyReference.markdown + text[end...]).write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    #expect(text[begin..<end] == KeyReference.markdown)
  }

  @Test(arguments: [40, 60, 80, 120, 200]) func `fills the footer with what works at the place`(columns: Int) throws {
    let atStart = try #require(Operator.atPrograms(columns: columns).lines.last)
    #expect(!atStart.contains("Esc back"), "there is nothing to go back to")
    let inside = try #require(Operator.atLearners(columns: columns).lines.last)
    #expect(inside.contains("Esc back"))
  }
}
