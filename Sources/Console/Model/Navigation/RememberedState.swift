/// Where an operator was when a session ended, to begin the next one there.
package struct RememberedState: Codable, Sendable, Hashable {
  /// What was done to a list.
  package struct List: Codable, Sendable, Hashable {
    var filter: String?
    var limit: String?
    /// The title of the column that the list is sorted by.
    var sort: String?
    var isDescending: Bool?
  }

  /// The area's name.
  var area: String
  /// The screens that led to where the operator was, in each area, in the words of ``ScreenID/word``.
  var trails: [String: [String]]
  /// Whether the engine was shown beside the lists; nil for not.
  var wantsEngine: Bool?
  /// The lists' filters and limits, by the lists' names.
  var lists: [String: List]
}
