import GRDB
import LMS
import Logging
import OpenEdX

/// Writes the tasks that a save in the LMS asks for, inside the save's transaction, and wakes the engine on commit.
///
/// This is the fix of the defect that lost awards: nothing can run before the commit, because the task's row is not
/// there before it; and nothing is lost after it, because the hook only wakes: the record is the row (design: "The
/// engine", 1 and 2). It goes for every task: the program tasks read the learner's certificates as well.
package struct CertificateTaskReceiver: SignalReceiver {
  private let wakeSignal: WakeSignal
  private let logger: Logger

  /// Takes the wake-up signal of the engine.
  package init(waking wakeSignal: WakeSignal, logger: Logger) {
    self.wakeSignal = wakeSignal
    self.logger = logger
  }

  /// Hears a signal and enqueues its task unless a gate is shut.
  ///
  /// The gates are those of the LMS's handlers, in their order, as the open transaction sees them: Credentials use for
  /// all, learner records of the run's org for certificates and grades only (<doc:SyncFlow#Signals>,
  /// <doc:LMSConfiguration#Switches>). After a rollback there is no row and no hook runs.
  ///
  /// - Throws: `DatabaseError`; the save is then rolled back.
  package func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws {
    let gates = try transaction.gates()
    guard gates.issuanceEnabled else { return }
    let request = TaskRequest(signal)
    if request.kind.isForLearnerRecords {
      let org = request.courseRunKey.flatMap { try? CourseKey($0) }?.org ?? ""
      guard gates.learnerRecordsEnabled(forOrg: org) else {
        logger.warning("Learner records are off for \(org): no task \(request.key)")
        return
      }
    }
    try TaskQueue.enqueue(request, origin: .live, now: transaction.now, in: transaction.db)
    transaction.db.afterNextTransaction { [wakeSignal] _ in wakeSignal.wake() }
  }
}

extension TaskRequest {
  /// The task that a signal's handler schedules (<doc:SyncFlow#Signals>).
  init(_ signal: CertificateSignal) {
    switch signal {
    case .changed(let subject):
      self = .awardCourseCertificate(username: subject.username, courseRunKey: subject.courseRunKey)
    case .awarded(let subject): self = .awardProgramCertificates(username: subject.username)
    case .revoked(let subject):
      self = .revokeProgramCertificates(username: subject.username, courseRunKey: subject.courseRunKey)
    case .dateChanged(let run), .pacingChanged(let run): self = .updateCertificateAvailableDate(courseRunKey: run)
    case .gradeChanged(let username, let run): self = .sendGrade(username: username, courseRunKey: run)
    }
  }
}
