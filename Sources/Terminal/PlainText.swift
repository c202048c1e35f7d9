/// Text for a terminal or a pipe on which nothing is drawn.
public enum PlainText {
  /// One line as it may be printed: what is invisible or acts on a terminal is made visible.
  ///
  /// - Parameter asciiOnly: whether everything else than ASCII gives way to its nearest character, or to `?`; without
  ///   UTF-8 in the locale it is always so.
  public static func line(_ text: String, asciiOnly: Bool) -> String {
    let shown = VisibleText.shown(text)
    guard asciiOnly || !CharacterLocale.environmentIsUTF8 else { return shown }
    return Glyphs(shown).reduce(into: "") { $0 += ASCIIText.replacement(for: $1.text) }
  }
}
