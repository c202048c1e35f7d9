import LearnerRecords
import OpenEdX
import Terminal

/// How things look. Every state has a mark and a word as well as a colour.
///
/// Styles name hues; which colour is readable on the terminal's background is the terminal room's concern. What is selected
/// is reversed, which keeps the contrast of what it reverses.
enum Theme {
  static let bar = Style(bold: true, reverse: true)
  static let cursor = Style(reverse: true)
  static let heading = Style(bold: true)
  static let columnTitle = Style(bold: true, underline: true)
  static let quiet = Style(foreground: .gray)
  static let key = Style(bold: true)
  static let good = Style(foreground: .green)
  static let bad = Style(foreground: .red, bold: true)
  static let middling = Style(foreground: .yellow)
  static let frame = Style(foreground: .cyan)

  /// The mark and the style of a finding's kind.
  static func mark(_ kind: Finding.Kind) -> (mark: String, style: Style) {
    switch kind {
    case .drift: ("!", bad)
    case .blocker: ("#", middling)
    case .lms: ("^", middling)
    case .explanation: ("·", quiet)
    }
  }
}
