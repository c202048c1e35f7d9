/// What is looked for among all learners, and what came of it.
package struct PeopleSearch: Sendable, Hashable {
  /// What is typed.
  var text = ""
  /// The text whose answer is shown; nil before the first.
  var answered: String?
  /// How many learners fit that text.
  var total = 0
}
