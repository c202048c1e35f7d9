import Terminal

/// A letter for each look that the screens use: the hue's, a capital where it is bold; where text and background are
/// exchanged, a digit or a sign.
enum GoldenStyles {
  /// What stands for a look that has no letter.
  static let unknown: Character = "¿"

  static let all: [(letter: Character, name: String, style: Style)] = [
    (".", "plain", .plain),
    ("B", "bold", Style(bold: true)),
    ("U", "underlined title", Style(bold: true, underline: true)),
    ("a", "grey", Style(foreground: .gray)),
    ("g", "green", Style(foreground: .green)),
    ("y", "yellow", Style(foreground: .yellow)),
    ("c", "cyan", Style(foreground: .cyan)),
    ("R", "bold red", Style(foreground: .red, bold: true)),
    ("_", "match under the cursor", Style(bold: true, reverse: true, underline: true)),
    ("#", "reversed", Style(reverse: true)),
    ("%", "bold reversed", Style(bold: true, reverse: true)),
    ("0", "grey reversed", Style(foreground: .gray, reverse: true)),
    ("1", "bold red reversed", Style(foreground: .red, bold: true, reverse: true)),
    ("2", "green reversed", Style(foreground: .green, reverse: true)),
    ("3", "yellow reversed", Style(foreground: .yellow, reverse: true)),
    ("6", "cyan reversed", Style(foreground: .cyan, reverse: true)),
  ]

  private static let letters = Dictionary(uniqueKeysWithValues: all.map { ($0.style, $0.letter) })

  /// The looks of a grid's cells, a line a row. A row's end that is plain is left out.
  static func letters(of grid: Grid) -> [String] {
    (0..<grid.size.rows).map { row in
      let line = String(grid.row(row).map { letters[$0.style] ?? unknown })
      return line.lastIndex { $0 != "." }.map { String(line[...$0]) } ?? ""
    }
  }

  /// What the letters in these lines mean, in the order of the table.
  static func legend(of lines: [String]) -> String {
    let used = Set(lines.joined())
    return all.filter { used.contains($0.letter) }.map { "\($0.letter) \($0.name)" }.joined(separator: ", ")
  }
}
