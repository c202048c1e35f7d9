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
