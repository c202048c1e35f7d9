/// The line in which a command is typed.
package struct Palette: Sendable, Hashable {
  /// What stands in the line after the colon.
  var text = ""
  /// How many characters at the end were proposed, and give way to what is typed.
  var proposed = 0
  /// Which of the completions the arrows have chosen.
  var chosen: Int?
  /// Which of the earlier commands was brought back, counted from the newest.
  var recalled: Int?
  /// Why the line could not be run; until the next key.
  var refusal: String?
}

/// Something that a typed line can become.
struct Completion: Sendable, Hashable {
  /// The whole line.
  let line: String
  /// What it does, or what it names.
  let description: String
  /// Whether something must still be typed after it.
  var needsMore = false
  /// Whether something can be typed after it, so that Tab leaves a space.
  var takesMore = false
}

/// Why a command cannot be run, for the operator.
package struct CommandRefusal: Error, Hashable {
  /// What is wrong with the line.
  package let text: String

  /// Takes the reason.
  package init(_ text: String) { self.text = text }
}
