#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The bytes that ask the terminal to put a text on the clipboard (OSC 52), also through a terminal in the terminal.
struct ClipboardSequence {
  /// The type of the terminal.
  let type: String
  /// Whether the program runs in tmux (`TMUX`) or in GNU screen (`STY`).
  let isInTmux: Bool
  let isInScreen: Bool

  /// The longest text, in bytes of UTF-8: terminals drop a longer sequence, xterm one of more than 100,000 bytes.
  static let longest = 74_000

  /// The bytes; nil where the text is too long or the terminal has no clipboard, so that nothing is to be written.
  func bytes(copying text: String) -> String? {
    guard text.utf8.count <= Self.longest, isInTmux || isInScreen || ModernTerminal.includes(type) else { return nil }
    let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
    // Which of the two reaches the clipboard is a setting: `set-clipboard on` takes the plain one, `allow-passthrough on`
    // the wrapped one.
    if isInTmux { return sequence + "\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\" }
    return isInScreen ? Self.inChunks(sequence) : sequence
  }

  /// GNU screen hands on what stands in a device control string, of which it keeps a few hundred bytes.
  private static func inChunks(_ sequence: String) -> String {
    var left = Substring(sequence)
    var chunks = ""
    while !left.isEmpty {
      chunks += "\u{1B}P\(left.prefix(240))\u{1B}\\"
      left = left.dropFirst(240)
    }
    return chunks
  }
}
