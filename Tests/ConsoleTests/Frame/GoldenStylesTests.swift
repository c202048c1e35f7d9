import Testing

@testable import Terminal

@Suite struct `The looks on a terminal` {
  private static let terminals: [(String, ColorDepth, BackgroundTone)] = [
    ("256 on dark", .numbered, .dark), ("256 on light", .numbered, .light), ("256 on unknown", .numbered, .unknown),
    ("direct on dark", .direct, .dark), ("16 or 8", .own, .unknown), ("none", .none, .unknown),
  ]

  private static func words(_ rendition: Rendition, _ depth: ColorDepth) -> String {
    let attributes = [
      (rendition.bold, "bold"), (rendition.dim, "dim"), (rendition.underline, "underline"),
      (rendition.reverse, "reverse"),
    ]
    let colors = [("", rendition.foreground), ("on ", rendition.background)].compactMap { prefix, number in
      number.map { prefix + (depth == .direct ? RGB(UInt32($0)).hexadecimal : String($0)) }
    }
    return (attributes.filter(\.0).map(\.1) + colors).joined(separator: " ")
  }

  @Test func `are what was kept, for each number of colours and each background`() throws {
    let titles = [" ", "look"] + Self.terminals.map(\.0)
    let rows =
      [titles]
      + GoldenStyles.all.map { letter, name, style in
        [String(letter), name] + Self.terminals.map { Self.words(Rendition(style, $1, on: $2), $1) }
      }
    let widths = titles.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let line = zip(row, widths).map { TextWidth.padded($0, to: $1) }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    try Golden.check(lines, file: "styles")
  }

  @Test(arguments: [ColorDepth.numbered, .direct, .own]) func `are told apart where there are colours`(
    depth: ColorDepth
  ) {
    for tone in BackgroundTone.allCases {
      let shown = GoldenStyles.all.map { Rendition($0.style, depth, on: tone) }
      #expect(Set(shown).count == shown.count)
    }
  }

  @Test func `tell the cursor, the bars, the titles and what matters less even without colours`() {
    let names = ["plain", "bold", "underlined title", "grey", "reversed"]
    let shown = GoldenStyles.all.filter { names.contains($0.name) }.map { Rendition($0.style, .none, on: .unknown) }
    #expect(Set(shown).count == names.count)
    #expect(shown.allSatisfy { $0.foreground == nil && $0.background == nil })
  }
}
