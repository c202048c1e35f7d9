import CertificateSync
import LMS
import OpenEdX

/// Certificates saved in the LMS and awarded in the embedded service by the engine.
enum AwardedByEngine {
  /// Saves each certificate in a transaction of its own, then lets the engine do what the saves asked for.
  ///
  /// - Returns: the seconds until all had been saved, and until nothing was due any more.
  static func run(_ deployment: EngineDeployment, certificates: Int) async throws -> (saved: Double, awarded: Double) {
    let open = try deployment.opened()
    let engine = open.engine()
    let start = ContinuousClock.now
    try save(certificates, in: open.lms)
    let saved = (ContinuousClock.now - start).inSeconds
    try await engine.run(.untilIdle)
    let awarded = (ContinuousClock.now - start).inSeconds
    try open.close()
    return (saved, awarded)
  }

  private static func save(_ certificates: Int, in lms: LMSDatabase) throws {
    for number in 0..<certificates {
      let key = try CourseKey(EngineDeployment.runKey(number))
      _ = try lms.transaction { transaction in
        try transaction.saveCertificate(
          username: EngineDeployment.username(number),
          courseRunKey: key,
          values: CertificateValues(status: .downloadable, mode: .verified, grade: "0.9")
        )
      }
    }
  }
}
