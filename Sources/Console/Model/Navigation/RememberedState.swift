import OpenEdX

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
  /// The places that led to where the operator was, in each area, in the words of ``Place/word``.
  var trails: [String: [String]]
  /// The lists' filters and limits, by the lists' names.
  var lists: [String: List]
}

extension Place {
  /// The place in one word, for the file of what is remembered.
  ///
  /// Nil for a place that may mean nothing when it is come back to: groups of findings come and go.
  var word: String? {
    switch self {
    case .programs: "programs"
    case .learners(let program): "learners \(program.hex)"
    case .record(let username, let program): "record \(program.hex) \(username)"
    case .people: "people"
    case .groups: "groups"
    case .queue: "queue"
    case .group, .race: nil
    case .person(let username): "person \(username)"
    }
  }

  /// The place of a word; nil when it is none.
  init?(word: String) {
    if word.hasPrefix("person ") {
      self = .person(String(word.dropFirst("person ".count)))
      return
    }
    let parts = word.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    let program = parts.count > 1 ? ProgramUUID(parts[1]) : nil
    switch (parts[0], parts.count, program) {
    case ("programs", 1, _): self = .programs
    case ("people", 1, _): self = .people
    case ("groups", 1, _): self = .groups
    case ("queue", 1, _): self = .queue
    case ("learners", 2, let program?): self = .learners(program)
    case ("record", 3, let program?): self = .record(username: parts[2], program: program)
    default: return nil
    }
  }
}
