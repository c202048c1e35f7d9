import CNCurses
import Glibc

/// The locale under which characters are measured and drawn.
///
/// `wcwidth` and ncurses both follow the process's `LC_CTYPE`, so the two agree exactly when it is set once, before either
/// is used. Where the environment has no UTF-8, `C.UTF-8` is set nonetheless, so that widths do not depend on it; the
/// screen then draws ASCII only.
enum CharacterLocale {
  /// Whether the terminal may be expected to show more than ASCII.
  static let environmentIsUTF8: Bool = settled.environmentIsUTF8

  /// The columns that `wcwidth` gives: -1 for what cannot be printed.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    guard settled.canMeasure else { return -1 }
    return Int(curses_character_width(scalar.value))
  }

  private static let settled: (environmentIsUTF8: Bool, canMeasure: Bool) = {
    if setlocale(LC_CTYPE, "") != nil, codesetIsUTF8 { return (true, true) }
    let names: [String] = ["C.UTF-8", "C.utf8", "en_US.UTF-8"]
    let canMeasure = names.contains { setlocale(LC_CTYPE, $0) != nil && codesetIsUTF8 }
    return (canMeasure && environmentNamesUTF8, canMeasure)
  }()

  private static var codesetIsUTF8: Bool {
    guard let codeset = nl_langinfo(nl_item(CODESET)) else { return false }
    return String(cString: codeset) == "UTF-8"
  }

  /// A server often lacks the locale that ssh passes on from the user's machine; its name still says what the user's
  /// terminal understands.
  private static var environmentNamesUTF8: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    guard let name = names.lazy.compactMap(Environment.value(of:)).first?.lowercased() else { return false }
    return name.contains("utf-8") || name.contains("utf8")
  }
}

/// The characters with which texts are drawn and measured.
///
/// In ASCII a text may take more columns than it has characters, so the choice holds while a screen is laid out, and not
/// only while it is written:
///
///     Repertoire.$current.withValue(.ascii) { screen.draw(view(model)) }
package enum Repertoire: Hashable, Sendable {
  /// All that a terminal with UTF-8 can show.
  case unicode
  /// ASCII alone: letters lose their accents, Greek and Cyrillic ones become Latin, of others the code points are shown.
  case ascii

  /// The repertoire of whatever is drawn or measured now.
  @TaskLocal package static var current = Repertoire.unicode
}
