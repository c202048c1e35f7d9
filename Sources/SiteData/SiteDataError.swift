/// Why a site's data could not be taken, and what to do about it.
package struct SiteDataError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: String, Sendable {
    /// The input is no dump, or of a kind that is not read.
    case notADump
    /// The input ends too early.
    case truncated
    /// The input breaks off the form it has.
    case garbled
    /// Text is not UTF-8, or the dump says that it is not.
    case encoding
    /// A value does not fit its column.
    case value
    /// A needed table is not there.
    case missingTable
    /// A needed column is not there.
    case missingColumn
    /// Two databases could be meant.
    case ambiguous
    /// The input cannot be opened or read.
    case unreadable
    /// A program that is run as a child is missing or has failed.
    case program
    /// The deployment is open elsewhere.
    case inUse
    /// The deployment cannot be written.
    case unwritable
    /// The server's locks do not hold for the whole site.
    case unfitForLocks
    /// Another process has cut the learners into another number of shards.
    case otherShards
    /// SQLite refuses a row or reports something else.
    case sqlite
  }

  /// What kind of trouble it is.
  package let code: Code
  /// The file, table or program that it is about, with the position in it; empty when the reason says it.
  package let place: String
  /// What is wrong, as a clause.
  package let reason: String
  /// What the reader of the message can do.
  package let remedy: String

  /// Takes the parts of the message.
  package init(_ code: Code, at place: String = "", _ reason: String, remedy: String) {
    self.code = code
    self.place = place
    self.reason = reason
    self.remedy = remedy
  }

  /// The same trouble, told with the place where it was met; a place that is known already stays.
  package func at(_ place: String) -> SiteDataError {
    self.place.isEmpty ? SiteDataError(code, at: place, reason, remedy: remedy) : self
  }

  /// One line: the place, the reason, the remedy.
  package var description: String { (place.isEmpty ? "" : place + ": ") + reason + ". " + remedy }
}
