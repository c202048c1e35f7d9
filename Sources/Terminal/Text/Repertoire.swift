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
