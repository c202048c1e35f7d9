import LearnerRecords

/// What is said about a name that nobody has.
enum LearnerHint {
  /// Nobody has it; with the nearest names and the learners of whom a name or an address has it in it, or with the learner whose address or id it is.
  static func unknown(_ text: String, _ match: LearnerMatch?, _ reader: RecordReader) throws -> String {
    if let match { return "“\(short(text))” is no username; it is found with “\(short(match.person.username))”." }
    let hints = [try usernames(text, reader), try called(text, reader)].compactMap { $0 }
    let hint = hints.isEmpty ? farAway : hints.joined(separator: " ")
    return "Neither the LMS nor Credentials knows “\(short(text))”. \(hint)"
  }

  /// The usernames that are near.
  static func nearest(_ text: String, _ reader: RecordReader) throws -> String {
    try usernames(text, reader) ?? farAway
  }

  private static let farAway = "No name is near it."

  private static func usernames(_ text: String, _ reader: RecordReader) throws -> String? {
    let names = try reader.nearestNames(to: text)
    return names.isEmpty ? nil : "The nearest names are: \(names.map(short).joined(separator: ", "))."
  }

  /// As many learners as a message can hold.
  private static let mostCalled = 5
  /// Of fewer bytes than this, a text is in too many names.
  private static let shortestCalled = 3

  private static func called(_ text: String, _ reader: RecordReader) throws -> String? {
    guard text.utf8.count >= shortestCalled else { return nil }
    let found = try reader.learnerIndex().search(text, limit: mostCalled)
    guard found.total > 0 else { return nil }
    let people = try reader.people(found.learners).map { person in
      person.fullName.isEmpty ? short(person.username) : "\(short(person.username)) (\(short(person.fullName)))"
    }
    let more = found.total > people.count ? ", and \(found.total - people.count) more" : ""
    return "It is in the name or the address of: \(people.joined(separator: ", "))\(more)."
  }

  /// As much of a text as a message can hold.
  static func short(_ text: String) -> String {
    text.unicodeScalars.count <= 150 ? text : String(text.unicodeScalars.prefix(150)) + "…"
  }
}
