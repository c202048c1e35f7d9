import Testing

@testable import Terminal

@Suite("Readable colours")
struct ReadableColorTests {
  private static let hues: [Color] = [.red, .green, .yellow, .blue, .magenta, .cyan, .gray]
  /// Black, and the backgrounds of VS Code, One Dark, Solarized, Ubuntu and Nord.
  private static let darkBackgrounds = [0x000000, 0x1E1E1E, 0x282C34, 0x002B36, 0x300A24, 0x2E3440]
  /// White, and the backgrounds of Solarized, One Light, Catppuccin Latte and a light grey.
  private static let lightBackgrounds = [0xFFFFFF, 0xFDF6E3, 0xFAFAFA, 0xEFF1F5, 0xEEEEEE]

  private func contrast(_ color: Color, _ tone: BackgroundTone, on background: Int) throws -> Double {
    let number = try #require(color.readableNumber(on: tone))
    let shown = try #require(RGB(xtermNumber: number))
    return shown.contrast(with: RGB(UInt32(background)))
  }

  @Test("The contrast is that of the published formula")
  func formula() {
    #expect(RGB(0xFFFFFF).contrast(with: RGB(0x000000)) == 21)
    #expect(RGB(0x123456).contrast(with: RGB(0x123456)) == 1)
    // The darkest grey on white that passes, and the first that does not.
    #expect(RGB(0x767676).contrast(with: RGB(0xFFFFFF)) >= 4.5)
    #expect(RGB(0x777777).contrast(with: RGB(0xFFFFFF)) < 4.5)
    #expect(abs(RGB(0xFF0000).luminance - 0.2126) < 0.0001)
  }

  @Test("The fixed colours of a terminal have the parts that xterm gives them")
  func xterm() {
    #expect(RGB(xtermNumber: 16)?.hexadecimal == "#000000")
    #expect(RGB(xtermNumber: 208)?.hexadecimal == "#ff8700")
    #expect(RGB(xtermNumber: 231)?.hexadecimal == "#ffffff")
    #expect(RGB(xtermNumber: 232)?.hexadecimal == "#080808")
    #expect(RGB(xtermNumber: 255)?.hexadecimal == "#eeeeee")
    #expect(RGB(xtermNumber: 15) == nil)
    #expect(RGB(xtermNumber: 256) == nil)
  }

  @Test("Every hue is readable on dark backgrounds", arguments: hues)
  func dark(color: Color) throws {
    for background in Self.darkBackgrounds { #expect(try contrast(color, .dark, on: background) >= 4.5) }
  }

  @Test("Every hue is readable on light backgrounds", arguments: hues)
  func light(color: Color) throws {
    for background in Self.lightBackgrounds { #expect(try contrast(color, .light, on: background) >= 4.5) }
  }

  @Test("On an unknown background every hue is readable on black and on white", arguments: hues)
  func unknown(color: Color) throws {
    for background in [0x000000, 0xFFFFFF] { #expect(try contrast(color, .unknown, on: background) >= 4.3) }
  }

  @Test("No two hues look the same", arguments: BackgroundTone.allCases)
  func different(tone: BackgroundTone) {
    #expect(Set(Self.hues.map { $0.readableNumber(on: tone) }).count == Self.hues.count)
  }
}

@Suite("Background")
struct BackgroundToneTests {
  @Test(
    "COLORFGBG says what background there is",
    arguments: [
      ("15;0", .dark), ("0;15", .light), ("0;default;15", .light), ("7;8", .dark), ("12;7", .light),
      ("15;default", .unknown),
      ("", .unknown), ("0;-1", .unknown), ("0;99", .unknown), ("\u{1B}[0m", .unknown),
    ] as [(String, BackgroundTone)]
  )
  func variable(value: String, tone: BackgroundTone) {
    #expect(BackgroundTone(colorFGBG: value) == tone)
  }

  @Test("The preference goes before the variable")
  func preference() {
    #expect(ColorTheme.light.tone(colorFGBG: "15;0") == .light)
    #expect(ColorTheme.dark.tone(colorFGBG: nil) == .dark)
    #expect(ColorTheme.auto.tone(colorFGBG: "0;15") == .light)
    #expect(ColorTheme.auto.tone(colorFGBG: nil) == .unknown)
  }

  @Test(
    "The terminal's answer names the colour",
    arguments: [
      ("11;rgb:ffff/ffff/ffff", "#ffffff"), ("11;rgb:1e1e/1e1e/2e2e", "#1e1e2e"), ("11;rgb:00/2b/36", "#002b36"),
      ("11;rgb:f/0/8", "#ff0088"), ("11;rgba:ff/ff/ff/00", "#ffffff"),
    ]
  )
  func answer(answer: String, color: String) {
    #expect(BackgroundQuestion.color(answer: answer)?.hexadecimal == color)
  }

  @Test(
    "An answer to something else names none",
    arguments: ["10;rgb:00/00/00", "11;rgb:00/00", "11;rgb:00/00/", "11;?"]
  )
  func noAnswer(answer: String) {
    #expect(BackgroundQuestion.color(answer: answer) == nil)
  }

  @Test(
    "A colour is dark or light",
    arguments: [(0x000000, .dark), (0x2E3440, .dark), (0xEEE8D5, .light), (0xFFFFFF, .light)]
      as [(UInt32, BackgroundTone)]
  )
  func tone(color: UInt32, tone: BackgroundTone) {
    #expect(BackgroundTone(of: RGB(color)) == tone)
  }

  @Test("Only terminals that read such questions to their end are asked")
  func asked() {
    for type in ["xterm", "xterm-256color", "tmux-256color", "st-256color", "foot"] {
      #expect(BackgroundQuestion.mayBePut(to: type))
    }
    for type in ["linux", "vt100", "screen", "screen-256color", "dumb", "sturdy", ""] {
      #expect(!BackgroundQuestion.mayBePut(to: type))
    }
  }
}
