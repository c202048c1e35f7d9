import GRDB
import OpenEdX

/// An open transaction on the LMS's database.
///
/// Only valid inside a transaction of ``LMSDatabase``.
package struct LMSTransaction {
  /// The connection, for what a receiver writes beside the LMS's own rows.
  package let db: Database
  /// The time that the transaction's rows are stamped with.
  package let now: UTCTime
  private let receivers: [any SignalReceiver]

  init(db: Database, receivers: [any SignalReceiver], now: UTCTime) {
    self.db = db
    self.now = now
    self.receivers = receivers
  }

  func send(_ signal: CertificateSignal) throws {
    for receiver in receivers { try receiver.receive(signal, in: self) }
  }

  /// The gates as this transaction sees them.
  package func gates() throws -> LMSGates { try LMSGates(db) }
}

/// Someone who is told of each save, synchronously and inside its still open transaction.
///
/// What a receiver writes through the transaction is committed with the certificate or not at all. Other than in the
/// LMS, where a failing handler is logged and its task lost, an error thrown here undoes the save.
package protocol SignalReceiver: Sendable {
  /// Hears a signal.
  ///
  /// - Throws: anything; the save's transaction is then rolled back.
  func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws
}

/// What the LMS tells its handlers when a certificate, a run or a grade is saved (<doc:SyncFlow#Signals>).
package enum CertificateSignal: Sendable, Hashable {
  /// `COURSE_CERT_CHANGED`: every save of a certificate, and of its date override.
  case changed(CertificateSubject)
  /// `COURSE_CERT_AWARDED`: a save with a passing status.
  case awarded(CertificateSubject)
  /// `COURSE_CERT_REVOKED`: after the save of the revoke path.
  case revoked(CertificateSubject)
  /// `COURSE_CERT_DATE_CHANGE`: when certificates of the run, named by its key, are shown has changed.
  case dateChanged(courseRunKey: String)
  /// `COURSE_PACING_CHANGED`: the run, named by its key, became self-paced or instructor-paced.
  case pacingChanged(courseRunKey: String)
  /// A learner's grade in a run was saved.
  case gradeChanged(username: String, courseRunKey: String)
}

/// Which certificate a signal is about, with the values that were just saved.
package struct CertificateSubject: Sendable, Hashable {
  /// The learner.
  package let username: String
  /// The run, as the certificate spells it.
  package let courseRunKey: String
  /// The mode that was saved.
  package let mode: CourseMode
  /// The status that was saved.
  package let status: CertificateStatus
}
