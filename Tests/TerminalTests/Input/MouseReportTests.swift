import Testing

@testable import Terminal

@Suite("Mouse and answers among the keys")
struct MouseReportTests {
  private func decode(_ pieces: String..., expectsBackground: Bool = false) -> [KeyDecoder.Output] {
    var decoder = KeyDecoder()
    decoder.expectsBackground = expectsBackground
    var outputs: [KeyDecoder.Output] = []
    for piece in pieces {
      var input = piece.unicodeScalars.map { KeyDecoder.Input.character($0.value) }[...]
      while let output = decoder.next(from: { input.popFirst() }) { outputs.append(output) }
    }
    return outputs
  }

  @Test(
    "Presses and the wheel are events",
    arguments: [
      ("0;1;1", MouseEvent(.click, column: 0, row: 0)), ("2;300;60", MouseEvent(.secondaryClick, column: 299, row: 59)),
      ("64;5;6", MouseEvent(.wheelUp, column: 4, row: 5)), ("65;5;6", MouseEvent(.wheelDown, column: 4, row: 5)),
      ("16;5;6", MouseEvent(.click, column: 4, row: 5)),
    ]
  )
  func press(fields: String, event: MouseEvent) {
    #expect(decode("\u{1B}[<\(fields)M") == [.mouse(event)])
  }

  @Test(
    "Movements, other buttons, Shift and nonsense are none",
    arguments: [
      "32;5;6", "35;5;6", "1;5;6", "66;5;6", "128;5;6", "4;5;6", "68;5;6", "0;0;1", "0;1", "0;1;2;3", ";;", "0;1;x",
      "0;99999999999999999999;1", "-1;5;5",
    ]
  )
  func noPress(fields: String) {
    #expect(decode("\u{1B}[<\(fields)Mq").last == .key(.character("q")))
    #expect(!decode("\u{1B}[<\(fields)M").contains { if case .mouse = $0 { true } else { false } })
  }

  @Test("A release is no click, and two clicks are two")
  func double() {
    let click = KeyDecoder.Output.mouse(MouseEvent(.click, column: 2, row: 3))
    #expect(decode("\u{1B}[<0;3;4M\u{1B}[<0;3;4m\u{1B}[<0;3;4M\u{1B}[<0;3;4m") == [click, .nothing, click, .nothing])
  }

  @Test("The older form is read too")
  func legacy() {
    #expect(decode("\u{1B}[M !!") == [.mouse(MouseEvent(.click, column: 0, row: 0))])
    #expect(decode("\u{1B}[Ma&$") == [.mouse(MouseEvent(.wheelDown, column: 5, row: 3))])
    #expect(decode("\u{1B}[M#!!q") == [.nothing, .key(.character("q"))])
  }

  @Test("A sequence that comes in pieces is one")
  func pieces() {
    #expect(decode("\u{1B}[<0;1", "2;1", "M") == [.mouse(MouseEvent(.click, column: 11, row: 0))])
    #expect(decode("\u{1B}[M", " ", "!!q") == [.mouse(MouseEvent(.click, column: 0, row: 0)), .key(.character("q"))])
  }

  @Test("A sequence that breaks off costs no key but itself")
  func brokenOff() {
    #expect(decode("\u{1B}[<0;1\u{1B}[<0;1;1M") == [.nothing, .mouse(MouseEvent(.click, column: 0, row: 0))])
    #expect(decode("\u{1B}[<0;1\rq") == [.nothing, .key(.enter), .key(.character("q"))])
    let endless = "\u{1B}[<" + String(repeating: "1", count: 1_000)
    #expect(decode(endless).filter { $0 != .nothing }.count < 1_000)
  }

  @Test("The answer about the background is no key, whole, in pieces, and ended either way")
  func answer() {
    let white = KeyDecoder.Output.background(RGB(0xFFFFFF))
    #expect(decode("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\q", expectsBackground: true) == [white, .key(.character("q"))])
    #expect(decode("\u{1B}]11;rgb:ff/ff/ff\u{7}q", expectsBackground: true) == [white, .key(.character("q"))])
    #expect(
      decode("\u{1B}]11;rg", "b:ff/ff/f", "f\u{1B}", "\\q", expectsBackground: true) == [white, .key(.character("q"))]
    )
  }

  @Test("What only begins like an answer swallows no key that an answer cannot hold")
  func noAnswer() {
    #expect(decode("\u{1B}]11;q", expectsBackground: true) == [.nothing, .key(.character("q"))])
    #expect(decode("\u{1B}]q") == [.key(.escape), .key(.character("]")), .key(.character("q"))])
    let endless = decode("\u{1B}]" + String(repeating: "1", count: 100), expectsBackground: true)
    #expect(endless.count > 60)
  }
}
