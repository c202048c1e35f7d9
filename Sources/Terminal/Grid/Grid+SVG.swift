extension Grid {
  /// The grid as a picture: a window with a title, drawn with plain SVG attributes only, so that it needs no style sheet and
  /// runs nothing.
  ///
  /// Runs of ASCII and of lines are one text each, held to their columns whatever the font; any other character is placed
  /// by its cell, because its width depends on the font. The colours are those of a terminal with 256 colours.
  ///
  /// - Parameter tone: The background; unknown is drawn as dark.
  package func svg(title: String, tone: BackgroundTone = .dark) -> String {
    SVGPicture(grid: self, title: VisibleText.shown(title), tone: tone == .unknown ? .dark : tone).text
  }
}

/// The drawing of one grid.
private struct SVGPicture {
  let grid: Grid
  let title: String
  let tone: BackgroundTone

  private static let fontSize = 14
  /// Monospaced fonts are 0.6 of their size wide.
  private static let cellWidth = 8.4
  /// As high as the lines of the font, so that frames have no gaps.
  private static let cellHeight = 16.0
  private static let baseline = 13.0
  private static let margin = 12.0
  private static let titleHeight = 30.0

  private var background: RGB { RGB(tone == .dark ? 0x1E1E1E : 0xFFFFFF) }
  private var foreground: RGB { RGB(tone == .dark ? 0xD8D8D8 : 0x1F2328) }
  private var frame: RGB { RGB(tone == .dark ? 0x3A3A3A : 0xD0D7DE) }

  var text: String {
    let width = Double(grid.size.columns) * Self.cellWidth + 2 * Self.margin
    let height = Double(grid.size.rows) * Self.cellHeight + Self.margin + Self.titleHeight + Self.margin / 2
    let (wide, high) = (Self.number(width), Self.number(height))
    let name = Self.escaped(title)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(wide)\" height=\"\(high)\" viewBox=\"0 0 \(wide) \(high)\""
        + " role=\"img\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"\(Self.fontSize)\">",
      "<title>\(name)</title>",
      "<rect x=\"0.5\" y=\"0.5\" width=\"\(Self.number(width - 1))\" height=\"\(Self.number(height - 1))\" rx=\"8\""
        + " fill=\"\(background.hexadecimal)\" stroke=\"\(frame.hexadecimal)\"/>",
      "<text x=\"\(Self.number(width / 2))\" y=\"20\" text-anchor=\"middle\" font-size=\"12\""
        + " fill=\"\(shown(.gray, otherwise: foreground).hexadecimal)\">\(name)</text>",
    ]
    for row in 0..<grid.size.rows { lines += drawn(row: row) }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func drawn(row: Int) -> [String] {
    let runs = SVGRun.runs(of: grid.row(row))
    let top = Self.titleHeight + Self.margin / 2 + Double(row) * Self.cellHeight
    return runs.compactMap { backdrop(of: $0, top: top) } + runs.flatMap { marks(of: $0, top: top) }
  }

  private func backdrop(of run: SVGRun, top: Double) -> String? {
    let (_, behind) = colors(of: run.style)
    guard behind != background else { return nil }
    return rectangle(run, top: top, height: Self.cellHeight, behind)
  }

  private func marks(of run: SVGRun, top: Double) -> [String] {
    let (ink, _) = colors(of: run.style)
    var marks: [String] = []
    if run.text.contains(where: { $0 != " " }) {
      let weight = run.style.bold ? " font-weight=\"bold\"" : ""
      let opacity = run.style.dim ? " fill-opacity=\"0.65\"" : ""
      let length = run.isPlaced ? "" : " textLength=\"\(Self.number(Double(run.columns) * Self.cellWidth))\""
      marks.append(
        "<text xml:space=\"preserve\" x=\"\(left(run))\" y=\"\(Self.number(top + Self.baseline))\"\(length)"
          + " fill=\"\(ink.hexadecimal)\"\(weight)\(opacity)>\(Self.escaped(run.text))</text>"
      )
    }
    if run.style.underline { marks.append(rectangle(run, top: top + Self.baseline + 2, height: 1, ink)) }
    return marks
  }

  private func rectangle(_ run: SVGRun, top: Double, height: Double, _ color: RGB) -> String {
    "<rect x=\"\(left(run))\" y=\"\(Self.number(top))\" width=\"\(Self.number(Double(run.columns) * Self.cellWidth))\""
      + " height=\"\(Self.number(height))\" fill=\"\(color.hexadecimal)\" shape-rendering=\"crispEdges\"/>"
  }

  private func left(_ run: SVGRun) -> String { Self.number(Self.margin + Double(run.column) * Self.cellWidth) }

  private func colors(of style: Style) -> (ink: RGB, behind: RGB) {
    let ink = shown(style.foreground, otherwise: foreground)
    let behind = shown(style.background, otherwise: background)
    return style.reverse ? (behind, ink) : (ink, behind)
  }

  private func shown(_ color: Color, otherwise: RGB) -> RGB {
    switch color {
    case .default: otherwise
    case .black: RGB(0x000000)
    case .white: RGB(0xFFFFFF)
    default: color.readableNumber(on: tone).flatMap { RGB(xtermNumber: $0) } ?? otherwise
    }
  }

  /// With at most two places, and without those that say nothing.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// Neighbouring cells of one look that are drawn as one text.
private struct SVGRun {
  let column: Int
  var columns: Int
  var text: String
  let style: Style
  let kind: Kind

  enum Kind {
    case ascii
    case lines
    case other
  }

  /// Whether it is a single character whose width is the font's.
  var isPlaced: Bool { kind == .other }

  static func runs(of cells: ArraySlice<Cell>) -> [SVGRun] {
    var runs: [SVGRun] = []
    for (column, cell) in cells.enumerated() where !cell.isContinuation {
      let kind = kind(of: cell)
      if kind != .other, let last = runs.last, last.kind == kind, last.style == cell.style {
        runs[runs.count - 1].columns += cell.width
        runs[runs.count - 1].text += cell.text
      } else {
        runs.append(SVGRun(column: column, columns: cell.width, text: cell.text, style: cell.style, kind: kind))
      }
    }
    return runs.filter { $0.style != .plain || $0.text.contains { $0 != " " } }
  }

  private static func kind(of cell: Cell) -> Kind {
    let scalars = cell.text.unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else { return .other }
    if scalar.isASCII { return .ascii }
    return (0x2500...0x259F).contains(scalar.value) ? .lines : .other
  }
}
