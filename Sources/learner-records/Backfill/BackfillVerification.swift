import CertificateSync
import Credentials
import CredentialsHTTP
import OpenEdX

/// `--verify`: what was posted, read back.
struct BackfillVerification {
  let reading: any CredentialsReading
  let ledger: PostedCredentials
  let format: BackfillFormat

  /// Reads and says what differs.
  ///
  /// - Returns: whether all of it could be read and is as it was posted.
  func run(_ limits: EngineLimits) async -> Bool {
    let result = await ReadBack(reading, limits: limits).compare(ledger.posts)
    if result.compared > 0 { format.say(compared(result)) }
    for line in result.differences { format.say("  \(line)") }
    if !result.unread.isEmpty {
      let count = PlanText.count(result.unread.count + result.untried, "learner")
      format.say("Not verified, because \(count) could not be read:")
      for line in result.unread { format.say("  \(line)") }
      if result.untried > 0 { format.say("  and \(result.untried) more, given up after these") }
      if result.isForbidden { for line in SiteCheck.remediesOfView { format.say("  \(line)") } }
    }
    if ledger.gradeCount > 0 {
      format.say("Not verified: \(PlanText.count(ledger.gradeCount, "grade")), which the service does not give back.")
    }
    return result.differences.isEmpty && result.unread.isEmpty
  }

  private func compared(_ result: ReadBack.Result) -> String {
    let place = "from \(reading.destination)"
    let credentials = PlanText.count(result.compared, "credential")
    if result.differences.isEmpty { return "Verified: \(credentials) read back \(place), each as it was posted." }
    let verb = result.differences.count == 1 ? "differs" : "differ"
    return "Read back \(place): \(result.differences.count) of \(credentials) \(verb) from what was posted."
  }
}
