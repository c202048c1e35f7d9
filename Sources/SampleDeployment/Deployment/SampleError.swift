/// Why the sample deployment could not be made, and what to do about it.
public struct SampleError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: String, Sendable {
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
  public let code: Code
  /// The file or folder.
  public let path: String
  /// Where in the file: the line counts from 1, the entry too. Nil when the whole file is meant.
  public let place: EntryPlace?
  /// What is wrong, as a clause.
  public let reason: String
  /// What the reader of the message can do.
  public let remedy: String

  init(_ code: Code, path: String, place: EntryPlace? = nil, reason: String, remedy: String) {
    self.code = code
    self.path = path
    self.place = place
    self.reason = reason
    self.remedy = remedy
  }

  /// One line: the file, the place in it, the reason, the remedy.
  public var description: String {
    "\(path)\(place.map { ", \($0)" } ?? ""): \(reason). \(remedy)"
  }
}

/// Where an entry stands in its file.
public struct EntryPlace: Sendable, Hashable, CustomStringConvertible {
  /// The line on which the entry begins, from 1.
  public let line: Int
  /// The entry's number in the file, from 1; nil when the trouble lies between entries.
  public let entry: Int?

  /// `line 4 (entry 3)`
  public var description: String { "line \(line)\(entry.map { " (entry \($0))" } ?? "")" }
}
