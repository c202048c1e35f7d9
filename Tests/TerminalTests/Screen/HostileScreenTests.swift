import Foundation
import ProcessTestSupport
import TerminalTestSupport
import Testing

@testable import Terminal

@Suite("Hostile text on the screen", .ownThread)
struct HostileScreenTests {
  /// Another one at each run; a failure names it.
  private let seed = UInt64.random(in: 0...UInt64.max)

  @Test("The width of a text is the number of cells that it is written in, and clipping keeps to it")
  func width() {
    var texts = HostileText(seed: seed)
    for _ in 0..<3_000 {
      let text = texts.next()
      let width = TextWidth.columns(of: text)
      var grid = Grid(size: Size(columns: width + 2, rows: 1))
      let used = grid.write(text, at: (0, 0))
      let written = grid.row(0).prefix(width).reduce(0) { $0 + $1.width }
      let clipped = TextWidth.columns(of: TextWidth.clipped(text, to: 11))
      if used != width || written != width || clipped > 11
        || TextWidth.columns(of: TextWidth.padded(text, to: 11)) != 11
        || TextWidth.columns(of: VisibleText.shown(text)) != width
      {
        Issue.record("seed \(seed): \(text.unicodeScalars.map { String($0.value, radix: 16) })")
      }
    }
  }

  @Test("What is shown of a text is harmless, and is shown again as it is")
  func harmless() {
    var texts = HostileText(seed: seed)
    for _ in 0..<3_000 {
      let text = texts.next()
      let shown = VisibleText.shown(text)
      let isSafe = shown.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
      if !isSafe || VisibleText.shown(shown).unicodeScalars.map(\.value) != shown.unicodeScalars.map(\.value) {
        Issue.record("seed \(seed): \(text.unicodeScalars.map { String($0.value, radix: 16) })")
      }
    }
  }

  @Test(
    "On the terminal columns stay in line and no control character arrives",
    arguments: ["xterm-256color", "linux"]
  )
  func terminal(type: String) throws {
    let folder = try FileManager.default.url(
      for: .itemReplacementDirectory,
      in: .userDomainMask,
      appropriateFor: URL(fileURLWithPath: NSTemporaryDirectory()),
      create: true
    )
    defer { try? FileManager.default.removeItem(at: folder) }
    var texts = HostileText(seed: seed)
    let count = 600
    let bytes = (0..<count).map { _ in Data(texts.next().utf8) }
    let file = folder.appendingPathComponent("texts")
    try Data(bytes.joined(separator: [0xFF])).write(to: file)
    let terminal = try Subject.start("--theme=dark", "text", file.path, environment: ["TERM": type], rows: 60)
    for first in stride(from: 0, to: count, by: 60) {
      try terminal.waitFor("the last row") { $0.lines[59].hasSuffix("|\(first + 59)|") }
      for row in 0..<60 {
        let mark = "|\(first + row)|"
        let places = (21..<21 + mark.count).map { terminal.screen[$0, row]?.text ?? "" }
        if places.joined() != mark || terminal.screen[0, row]?.text != "|" {
          let scalars = String(decoding: bytes[first + row], as: UTF8.self).unicodeScalars
          Issue.record(
            "seed \(seed): \(terminal.screen.lines[row]) \(scalars.prefix(60).map { String($0.value, radix: 16) })"
          )
        }
      }
      try terminal.send("j")
    }
    #expect(terminal.screen.strayControls.isEmpty, "seed \(seed)")
    #expect(terminal.screen.commands.isEmpty, "seed \(seed)")
  }

  @Test(
    "A name cut in its middle has no more columns than it may, in either repertoire",
    arguments: [1, 2] as [UInt64]
  )
  func middle(seed: UInt64) {
    var texts = HostileText(seed: seed)
    for round in 0..<2000 {
      let (text, columns) = (texts.next(), round % 40)
      for repertoire in [Repertoire.unicode, .ascii] {
        Repertoire.$current.withValue(repertoire) {
          let clipped = TextWidth.clipped(text, to: columns, cut: .middle)
          #expect(TextWidth.columns(of: clipped) <= columns, "seed \(seed), round \(round)")
          #expect(VisibleText.shown(clipped) == clipped, "seed \(seed), round \(round)")
        }
      }
    }
  }
}
