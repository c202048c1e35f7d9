import Testing

@testable import Terminal

@Suite("Keys")
struct KeyDecoderTests {
  private func decode(_ text: String) -> [KeyDecoder.Output] {
    var decoder = KeyDecoder()
    var input = text.unicodeScalars.map { KeyDecoder.Input.character($0.value) }[...]
    var outputs: [KeyDecoder.Output] = []
    while let output = decoder.next(from: { input.popFirst() }) { outputs.append(output) }
    return outputs
  }

  @Test("Characters of any script are keys")
  func characters() {
    #expect(decode("aZ漢") == [.key(.character("a")), .key(.character("Z")), .key(.character("漢"))])
  }

  @Test("Control characters are the keys that they stand for")
  func controls() {
    #expect(
      decode("\r\n\t\u{7F}\u{8}") == [.key(.enter), .key(.enter), .key(.tab), .key(.backspace), .key(.backspace)]
    )
    #expect(decode("\u{12}\0\u{1F}") == [.key(.control("r")), .key(.control(" ")), .key(.control("_"))])
  }

  @Test("Escape alone, and before another key, is Escape")
  func escape() {
    #expect(decode("\u{1B}") == [.key(.escape)])
    #expect(decode("\u{1B}q") == [.key(.escape), .key(.character("q"))])
    #expect(decode("\u{1B}[") == [.key(.escape), .key(.character("["))])
    #expect(decode("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
  }

  @Test(
    "An escape sequence that nobody knows is no key",
    arguments: ["\u{1B}[1;5D", "\u{1B}[?64c", "\u{1B}OX", "\u{1B}[201~"]
  )
  func unknownSequence(sequence: String) {
    #expect(decode(sequence + "q") == [.nothing, .key(.character("q"))])
  }

  @Test("A pasted text is one event, with the escape sequences and the line breaks in it")
  func pasted() {
    #expect(
      decode("a\u{1B}[200~b\u{1B}[Ay\r漢\u{1B}[201~c") == [
        .key(.character("a")), .pasted("b\u{1B}[Ay\r漢"), .key(.character("c")),
      ]
    )
    #expect(decode("\u{1B}[200~\u{1B}[201~") == [.pasted("")])
  }

  @Test("A pasted text that comes in pieces is no keys meanwhile, and an endless one is cut")
  func pastedInPieces() {
    var decoder = KeyDecoder()
    var outputs: [KeyDecoder.Output] = []
    let long = String(repeating: "x", count: PasteReport.longest)
    for piece in ["\u{1B}[200~ab", long, "y\u{1B}[2", "01", "~q"] {
      var input = piece.unicodeScalars.map { KeyDecoder.Input.character($0.value) }[...]
      while let output = decoder.next(from: { input.popFirst() }) { outputs.append(output) }
    }
    guard case .pasted(let text)? = outputs.first else {
      Issue.record("no pasted text")
      return
    }
    #expect(text.count == PasteReport.longest && text.hasPrefix("abx"))
    #expect(outputs.dropFirst() == [.key(.character("q"))])
  }

  @Test("C1 control characters are no keys")
  func c1() {
    #expect(decode("\u{9B}") == [.nothing])
  }
}
