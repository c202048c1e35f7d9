/// A word of the search line, taken apart.
struct RowFilterWord: Hashable {
  var isNegated = false
  /// What stands before the colon, in small letters; nil without one.
  var key: String?
  var text = ""
  /// Whether any of it stood in quotes, and so is text whatever it looks like.
  var isQuoted = false

  /// The bare word that asks for rows with a drift.
  var isDrift: Bool { !isQuoted && key == nil && text.lowercased() == "drift" }

  /// The words of a line. A quote that is not closed yet reaches to the end.
  static func words(of line: String) -> [RowFilterWord] {
    var words: [RowFilterWord] = []
    var word = RowFilterWord()
    var isBegun = false
    var isInQuotes = false
    for character in line {
      switch character {
      case "\"":
        isInQuotes.toggle()
        isBegun = true
        word.isQuoted = true
      case " " where !isInQuotes:
        if isBegun { words.append(word) }
        word = RowFilterWord()
        isBegun = false
      case "!" where !isBegun && !word.isNegated:
        word.isNegated = true
      case ":" where !isInQuotes && !word.isQuoted && word.key == nil && isKey(word.text):
        word.key = word.text.lowercased()
        word.text = ""
      default:
        word.text.append(character)
        isBegun = true
      }
    }
    if isBegun { words.append(word) }
    return words
  }

  /// Letters alone: a course run's `course-v1:` is text.
  private static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isLetter }
  }
}
