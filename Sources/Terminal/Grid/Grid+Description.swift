extension Grid {
  /// The text of each row without its trailing spaces.
  package var lines: [String] {
    (0..<size.rows).map { Self.trimmingSpaces(row($0).map(\.text).joined()) }
  }

  /// The rows with the looks spelled out, for tests that compare styles.
  ///
  /// A run that is not plain stands in braces after the names of what is set: `Name {bold,red:late}`. Trailing plain
  /// spaces are left out; a background is named `on-blue`.
  package var styledDescription: String {
    (0..<size.rows).map { Self.trimmingSpaces(describe(row($0))) }.joined(separator: "\n")
  }

  private func describe(_ cells: ArraySlice<Cell>) -> String {
    var description = ""
    var current = Style.plain
    for cell in cells {
      if cell.style != current {
        if current != .plain { description += "}" }
        if cell.style != .plain { description += "{\(cell.style.names):" }
        current = cell.style
      }
      description += cell.text
    }
    return current == .plain ? description : description + "}"
  }

  private static func trimmingSpaces(_ line: String) -> String {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...last])
  }
}

extension Style {
  fileprivate var names: String {
    var names: [String] = []
    if bold { names.append("bold") }
    if dim { names.append("dim") }
    if reverse { names.append("reverse") }
    if underline { names.append("underline") }
    if foreground != .default { names.append(foreground.rawValue) }
    if background != .default { names.append("on-\(background.rawValue)") }
    return names.joined(separator: ",")
  }
}

extension Grid {
  /// The grid in ASCII, cell for cell, for `--ascii` and for terminals without UTF-8.
  ///
  /// Lines and marks become their nearest ASCII character, letters lose their accents, control pictures are `^`. No cell
  /// moves: what would need more cells, as the code points that `Repertoire.ascii` shows, is `?`, with a space when wide.
  package var ascii: Grid {
    mapCells { cell in
      if cell.isContinuation { return .blank(cell.style) }
      return Cell(text: ASCIIText.replacement(for: cell.text), width: 1, style: cell.style)
    }
  }
}
