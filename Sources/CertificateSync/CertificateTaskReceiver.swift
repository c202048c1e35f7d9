import GRDB
import LMS
import Logging
import OpenEdX

/// Writes the tasks that a certificate's save asks for, inside the save's transaction, and wakes the engine on commit.
///
/// This is the fix of the defect that lost awards: nothing can run before the commit, because the task's row is not
/// there before it; and nothing is lost after it, because the hook only wakes: the record is the row (design: "The
/// engine", 1 and 2).
public struct CertificateTaskReceiver: SignalReceiver {
  private let bell: Bell
  private let logger: Logger

  /// Takes the bell of the engine to wake.
  public init(waking bell: Bell, logger: Logger) {
    self.bell = bell
    self.logger = logger
  }

  /// Hears a signal; `COURSE_CERT_CHANGED` enqueues `award_course_certificate` unless a gate is shut.
  ///
  /// The gates are those of the LMS's handler, in its order, as the open transaction sees them (sync-flow.md 2). After a
  /// rollback there is no row and no hook runs.
  ///
  /// - Throws: `DatabaseError`; the save is then rolled back.
  public func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws {
    guard case .changed(let subject) = signal else { return }
    let gates = try transaction.gates()
    guard gates.issuanceEnabled else { return }
    let org = (try? CourseKey(subject.courseRunKey))?.org ?? ""
    guard gates.learnerRecordsEnabled(forOrg: org) else {
      logger.warning("Learner records are off for \(org): no task for \(subject.username) in \(subject.courseRunKey)")
      return
    }
    try TaskQueue.enqueue(
      .awardCourseCertificate(username: subject.username, courseRunKey: subject.courseRunKey),
      origin: .live,
      now: transaction.now,
      in: transaction.db
    )
    transaction.db.afterNextTransaction { [bell] _ in bell.ring() }
  }
}
