import LearnerRecords

/// What is said about a name that nobody has.
enum LearnerHint {
  /// Nobody has it; with the nearest names, or with the learner whose address or id it is.
  static func unknown(_ text: String, _ match: LearnerMatch?, _ reader: RecordReader) throws -> String {
    if let match { return "“\(short(text))” is no username; it is found with “\(short(match.person.username))”." }
    return "Neither the LMS nor Credentials knows “\(short(text))”. \(try nearest(text, reader))"
  }

  /// The names that are near.
  static func nearest(_ text: String, _ reader: RecordReader) throws -> String {
    let names = try reader.nearestNames(to: text)
    return names.isEmpty
      ? "No name is near it." : "The nearest names are: \(names.map(short).joined(separator: ", "))."
  }

  /// As much of a text as a message can hold.
  static func short(_ text: String) -> String {
    text.unicodeScalars.count <= 150 ? text : String(text.unicodeScalars.prefix(150)) + "…"
  }
}
