/// Text for a terminal or a pipe on which nothing is drawn.
package enum PlainText {
  /// Whether the locale lets more than ASCII be shown.
  package static var environmentIsUTF8: Bool { CharacterLocale.environmentIsUTF8 }

  /// One line as it may be printed: what is invisible or acts on a terminal is made visible.
  ///
  /// - Parameter asciiOnly: whether it is told in ASCII alone, as `Repertoire.ascii` says; without UTF-8 in the locale it
  ///   is always so.
  package static func line(_ text: String, asciiOnly: Bool) -> String {
    let isASCII = asciiOnly || !CharacterLocale.environmentIsUTF8
    return Repertoire.$current.withValue(isASCII ? .ascii : .unicode) {
      VisibleText.shown(VisibleText.shortened(text))
    }
  }
}
