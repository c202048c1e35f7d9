import LMS
import OpenEdX

/// One change of the LMS, drawn by a number.
struct CrashCause {
  let number: Int
  let username: String
  let key: CourseKey

  /// Carries it out. A certificate stops passing by the revoke path alone, as in the LMS.
  ///
  /// - Throws: `LMSError` when there is no certificate yet to change.
  func apply(_ transaction: LMSTransaction) throws {
    switch number % 16 {
    case 0: try transaction.invalidate(username: username, courseRunKey: key)
    case 1, 2: try transaction.markNotPassing(username: username, courseRunKey: key, grade: "0.1")
    case 3: try transaction.markUnverified(username: username, courseRunKey: key)
    case 4:
      try transaction.saveDateOverride(
        username: username,
        courseRunKey: key,
        date: day,
        reason: "",
        overriddenBy: username
      )
    case 5: try transaction.deleteDateOverride(username: username, courseRunKey: key)
    case 6: try transaction.publishCourse(key, settings: settings)
    case 7, 8:
      let percent = Double(number / 16 % 1000) / 1000
      try transaction.saveGrade(username: username, courseRunKey: key, percent: percent, letter: "B")
    default:
      let status: CertificateStatus = number / 16 % 4 == 0 ? .generating : .downloadable
      let values = CertificateValues(status: status, mode: .verified)
      try transaction.saveCertificate(username: username, courseRunKey: key, values: values)
    }
  }

  private var settings: CourseCertificateSettings {
    CourseCertificateSettings(
      isSelfPaced: number / 16 % 5 == 0,
      displayBehavior: number / 80 % 3 == 0 ? .earlyNoInfo : .endWithDate,
      availableDate: number / 240 % 2 == 0 ? day : nil,
      end: day
    )
  }

  private var day: UTCTime {
    UTCTime(microseconds: 1_700_006_400_000_000).adding(seconds: Double(number / 16 % 40) * 86_400)
  }
}
