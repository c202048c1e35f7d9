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

  /// Whether both sides are of one moment: read in one snapshot, or from one dump.
  package var isOneMoment: Bool { lms.source == credentials.source && lms.snapshot == credentials.snapshot }

  /// The moment up to which both sides are known. What changed later cannot be judged, because the older side may not
  /// know of it yet. Nil when both sides are of one moment, or one moment is not known.
  package var judgeableUntil: UTCTime? {
    guard !isOneMoment, let first = lms.knownUntil, let second = credentials.knownUntil else { return nil }
    return min(first, second)
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

  /// The moment up to which every change is in it for certain.
  ///
  /// A dump tells when it was complete, not when its reading began: an hour is allowed for that. A live database tells the
  /// moment by its own clock, and its rows have their times from other machines: a minute is.
  var knownUntil: UTCTime? { snapshot?.adding(seconds: method == .dump ? -3600 : -60) }

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
