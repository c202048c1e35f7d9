/// Why the sample deployment could not be made, and what to do about it.
package struct SampleError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: String, Sendable {
    /// A file of the sample is missing or cannot be read.
    case unreadable
    /// A file is not an array of JSON objects, or an entry is not JSON.
    case malformed
    /// An entry lacks a field, has an unknown one, or holds a value that is not one of those allowed.
    case invalid
    /// An entry names something that no other file holds.
    case unknownReference
    /// An entry says again what another has said already.
    case duplicate
    /// The folder for the deployment is in use for something else, or cannot be made.
    case folder
    /// SQLite could not write the deployment.
    case database
  }

  /// What kind of trouble it is.
  package let code: Code
  /// The file or folder.
  package let path: String
  /// Where in the file: the line counts from 1, the entry too. Nil when the whole file is meant.
  package let place: EntryPlace?
  /// What is wrong, as a clause.
  package let reason: String
  /// What the reader of the message can do.
  package let remedy: String

  init(_ code: Code, path: String, place: EntryPlace? = nil, reason: String, remedy: String) {
    self.code = code
    self.path = path
    self.place = place
    self.reason = reason
    self.remedy = remedy
  }

  /// One line: the file, the place in it, the reason, the remedy.
  package var description: String {
    "\(path)\(place.map { ", \($0)" } ?? ""): \(reason). \(remedy)"
  }
}

/// Where an entry stands in its file.
package struct EntryPlace: Sendable, Hashable, CustomStringConvertible {
  /// The line on which the entry begins, from 1.
  package let line: Int
  /// The entry's number in the file, from 1; nil when the trouble lies between entries.
  package let entry: Int?

  /// `line 4 (entry 3)`
  package var description: String { "line \(line)\(entry.map { " (entry \($0))" } ?? "")" }
}
