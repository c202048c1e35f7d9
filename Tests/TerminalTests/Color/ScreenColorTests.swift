import Foundation
import ProcessTestSupport
import TerminalTestSupport
import Testing

@testable import Terminal

@Suite("Colours on a terminal", .ownThread)
struct ScreenColorTests {
  /// The SGR parameters of each hue's row, once the tone is shown.
  private func renditions(
    _ arguments: [String] = [],
    tone: String = "unknown",
    environment: [String: String] = [:]
  ) throws -> [String: String] {
    let theme = arguments.first ?? "--theme=auto"
    let terminal = try Subject.start(theme, "colors", environment: environment)
    try terminal.waitFor("tone \(tone)")
    let screen = terminal.screen
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    let rows = Color.allCases.enumerated().map { ($1.rawValue, screen[0, $0]?.rendition ?? "") }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  @Test("With 256 colours each hue is the readable one of the background", arguments: ["dark", "light"])
  func numbered(theme: String) throws {
    let shown = try renditions(["--theme=\(theme)"], tone: theme)
    for color in Color.allCases {
      guard let number = color.readableNumber(on: theme == "dark" ? .dark : .light) else { continue }
      #expect(shown[color.rawValue] == "38;5;\(number)")
    }
    #expect(shown["default"] == "")
  }

  @Test("COLORFGBG tells the background where nobody says otherwise")
  func variable() throws {
    let light = try renditions(tone: "light", environment: ["COLORFGBG": "0;15"])
    #expect(light["red"] == "38;5;124")
    let dark = try renditions(["--theme=dark"], tone: "dark", environment: ["COLORFGBG": "0;15"])
    #expect(dark["red"] == "38;5;210")
  }

  @Test("With 8 colours each hue is the user's own, and grey is dim")
  func own() throws {
    let shown = try renditions(environment: ["TERM": "xterm"])
    #expect(shown["red"] == "31")
    #expect(shown["cyan"] == "36")
    #expect(shown["gray"] == "2")
  }

  @Test("COLORTERM turns a type with few colours into the one with 256")
  func colorTerm() throws {
    #expect(try renditions(environment: ["TERM": "xterm", "COLORTERM": "truecolor"])["red"] == "38;5;131")
    #expect(try renditions(environment: ["TERM": "linux", "COLORTERM": "truecolor"])["red"] == "31")
  }

  @Test("COLORTERM that does not tell of millions of colours changes nothing", arguments: ["yes", "rxvt", "1"])
  func otherColorTerm(value: String) throws {
    #expect(try renditions(environment: ["TERM": "xterm", "COLORTERM": value])["red"] == "31")
    #expect(try renditions(environment: ["TERM": "xterm", "COLORTERM": "24bit"])["red"] == "38;5;131")
  }

  @Test("A terminal with direct colours gets the same ones by their parts", .enabled(if: Tic.isAvailable))
  func direct() throws {
    let folder = try Tic.compile(
      """
      subject-direct|direct colours,
      \tRGB,
      \tcolors#0x1000000, pairs#0x7fff,
      \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38\\:2\\:\\:%p1%{65536}%/%d\\:%p1%{256}%/%{255}%&%d\\:%p1%{255}%&%d%;m,
      \tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48\\:2\\:\\:%p1%{65536}%/%d\\:%p1%{256}%/%{255}%&%d\\:%p1%{255}%&%d%;m,
      \tuse=xterm-256color,
      """
    )
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shown = try renditions(
      ["--theme=dark"],
      tone: "dark",
      environment: ["TERM": "subject-direct", "TERMINFO": folder]
    )
    #expect(shown["red"] == "38;2;255;135;135")
    #expect(shown["gray"] == "38;2;168;168;168")
  }

  @Test("Without colours nothing but attributes is written", arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]])
  func none(environment: [String: String]) throws {
    let shown = try renditions(environment: environment)
    #expect(shown.filter { !["", "2"].contains($0.value) }.isEmpty)
    let theme = try renditions(["--theme=none"])
    #expect(theme.filter { !["", "2"].contains($0.value) }.isEmpty)
  }

  @Test("A terminal that answers gets its colours, and no byte of the answer is a key")
  func answer() throws {
    let terminal = try Subject.start("colors")
    try terminal.waitFor("tone unknown")
    #expect(terminal.screen.commands == ["11;?"])
    try terminal.send("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\")
    try terminal.waitFor("the colours for light backgrounds") { $0[0, 2]?.rendition == "38;5;124" }
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("An answer in pieces, amid keys, and a late one are no keys either")
  func answerInPieces() throws {
    let terminal = try Subject.start("events")
    try terminal.waitFor("ready")
    try terminal.send("a\u{1B}]11;rgb:1e1e/1e")
    try terminal.waitFor("1: key character(\"a\")")
    try terminal.send("1e/1e1e\u{7}b")
    try terminal.waitFor("2: key character(\"b\")")
    #expect(!terminal.screen.text.contains("3:"))
  }

  @Test("Nobody is asked whose answer is not needed or not known to be readable")
  func notAsked() throws {
    for (theme, environment) in [
      ("--theme=dark", [:]), ("--theme=none", [:]), ("--theme=auto", ["COLORFGBG": "15;0"]),
      ("--theme=auto", ["NO_COLOR": "1"]), ("--theme=auto", ["TERM": "linux"]), ("--theme=auto", ["TERM": "vt100"]),
      ("--theme=auto", ["TERM": "screen-256color"]),
    ] as [(String, [String: String])] {
      let terminal = try Subject.start(theme, "colors", environment: environment)
      try terminal.waitFor("tone")
      #expect(terminal.screen.commands.isEmpty, "\(theme) \(environment)")
    }
  }

  @Test("An answer that comes while the screen is left is not typed into the shell")
  func lateAnswer() throws {
    let terminal = try PseudoTerminal(
      executable: "/bin/sh",
      arguments: [
        "-c", "\"$0\" colors; stty -echo; echo listening; read line; echo \"typed: <$line>\"", Subject.path(),
      ]
    )
    try terminal.waitFor("tone unknown")
    try terminal.send("q\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\")
    try terminal.waitFor("listening")
    try terminal.send("word\r")
    try terminal.waitFor("typed: <word>")
  }
}

/// The compiler of terminal descriptions.
enum Tic {
  private static let path = "/usr/bin/tic"
  static let isAvailable = FileManager.default.isExecutableFile(atPath: path)

  /// A new folder with what was compiled.
  static func compile(_ source: String) throws -> String {
    let folder = NSTemporaryDirectory() + "terminfo-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try (source + "\n").write(toFile: folder + "/source", atomically: true, encoding: .utf8)
    try #require(FinishedProcess(executable: path, ["-x", "-o", folder, folder + "/source"]).status == 0)
    return folder
  }
}
