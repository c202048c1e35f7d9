extension Grid {
  /// The grid in ASCII, cell for cell, for `--ascii` and for terminals without UTF-8.
  ///
  /// Lines and marks become their nearest ASCII character, control pictures `^`, every other character `?`. No cell moves:
  /// a wide character becomes `?` and a space.
  public var ascii: Grid {
    mapCells { cell in
      if cell.isContinuation { return .blank(cell.style) }
      return Cell(text: ASCIIText.replacement(for: cell.text), width: 1, style: cell.style)
    }
  }
}
