import Foundation
import Testing

@testable import Terminal

@Suite("Clipboard")
struct ClipboardSequenceTests {
  private func bytes(_ text: String, type: String = "xterm", tmux: Bool = false, screen: Bool = false) -> String? {
    ClipboardSequence(type: type, isInTmux: tmux, isInScreen: screen).bytes(copying: text)
  }

  @Test("The text goes out in base64, so that nothing in it can act")
  func plain() {
    #expect(bytes("Zoë") == "\u{1B}]52;c;Wm/Dqw==\u{7}")
    #expect(bytes("") == "\u{1B}]52;c;\u{7}")
    let hostile = bytes("\u{7}\u{1B}]0;title\u{7}\u{1B}\\")
    #expect(hostile?.dropFirst().dropLast().utf8.allSatisfy { (0x20..<0x7F).contains($0) } == true)
  }

  @Test("Through tmux it goes both ways that tmux can be set to let through")
  func tmux() {
    let sequence = "\u{1B}]52;c;eA==\u{7}"
    #expect(bytes("x", type: "screen-256color", tmux: true) == sequence + "\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\")
  }

  @Test("Through GNU screen it goes in pieces that screen keeps whole")
  func screen() throws {
    let text = String(repeating: "learner ", count: 200)
    let pieces = try #require(bytes(text, type: "screen", screen: true)).components(separatedBy: "\u{1B}\\").dropLast()
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count < 256 })
    #expect(pieces.map { $0.dropFirst(2) }.joined() == bytes(text))
  }

  @Test("A terminal without a clipboard is not asked", arguments: ["linux", "vt100", "screen", "dumb", ""])
  func none(type: String) {
    #expect(bytes("x", type: type) == nil)
  }

  @Test("A text too long for terminals is not sent")
  func long() throws {
    #expect(bytes(String(repeating: "x", count: ClipboardSequence.longest + 1)) == nil)
    let longest = try #require(bytes(String(repeating: "x", count: ClipboardSequence.longest)))
    #expect(longest.utf8.count < 100_000)
  }
}
