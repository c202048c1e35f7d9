import OpenEdX

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
