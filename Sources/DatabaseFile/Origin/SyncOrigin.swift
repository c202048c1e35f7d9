import OpenEdX

/// Where a deployment's two databases come from, and of what moment each is.
///
/// It is kept in the table `sync_origin` of both files. A deployment that nobody has filled from a site (the sample, a file
/// that was dropped in) has none.
package struct SyncOrigin: Sendable, Hashable {
  /// Where the LMS's side comes from.
  package var lms: SideOrigin
  /// Where the side of Credentials comes from.
  package var credentials: SideOrigin
  /// Names the pair of files: two files with different ones were not written together.
  package var pair: String

  /// Takes both sides; the pair gets a name of its own.
  package init(lms: SideOrigin, credentials: SideOrigin, pair: String? = nil) {
    self.lms = lms
    self.credentials = credentials
    self.pair = pair ?? String(UInt64.random(in: .min ... .max), radix: 16)
  }

  /// The older of the two moments: nothing that changed later can be judged. Nil when neither is known.
  package var snapshot: UTCTime? {
    [lms.snapshot, credentials.snapshot].compactMap(\.self).min { $0.microseconds < $1.microseconds }
  }

  /// The moment from which on a row of the newer side cannot be judged, because the older side does not know of it yet;
  /// nil when both sides are of one moment or one moment is not known.
  package var judgeableUntil: UTCTime? {
    guard let first = lms.snapshot, let second = credentials.snapshot, first != second else { return nil }
    return first.microseconds < second.microseconds ? first : second
  }
}

/// Where one side of a deployment comes from.
package struct SideOrigin: Sendable, Hashable {
  /// How it came.
  package enum Method: String, Sendable {
    /// Read from a dump.
    case dump
    /// Read from the live database.
    case pull
  }

  /// How it came.
  package var method: Method
  /// The file, or the server and the way to it; never a password.
  package var source: String
  /// The database's name there, where one is known.
  package var database: String?
  /// The server's product and version as it says itself, for example `MySQL 8.4.11`.
  package var server: String?
  /// The moment of the data, in UTC; nil when the source does not tell.
  package var snapshot: UTCTime?
  /// When it was taken over, in UTC.
  package var taken: UTCTime

  /// Takes the parts.
  package init(
    method: Method,
    source: String,
    database: String?,
    server: String?,
    snapshot: UTCTime?,
    taken: UTCTime
  ) {
    self.method = method
    self.source = source
    self.database = database
    self.server = server
    self.snapshot = snapshot
    self.taken = taken
  }
}
