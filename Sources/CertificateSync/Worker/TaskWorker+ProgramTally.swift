import Credentials
import OpenEdX

extension TaskWorker {
  /// What came of a program task's posts, and what follows for the task (<doc:SyncFlow#Programs>).
  struct ProgramTally {
    /// The last accepted post of each program, in the order of the first.
    private(set) var standing: [ProgramCredentialPost]
    private var refused: [String] = []
    private var failed: [String] = []
    private var retryAfter: Double?

    /// Begins with what an earlier try has posted.
    init(standing: [ProgramCredentialPost]) { self.standing = standing }

    /// Takes an answer.
    ///
    /// - Returns: the outcome when the whole task has to stop: 429 slows all posts down, and 401 and 403 are the
    ///   configuration's fault. Any other 4xx is the program's own trouble, which is noted; the next one is posted.
    mutating func take(_ answer: CredentialsAnswer, to post: ProgramCredentialPost) -> TaskOutcome? {
      if answer.isSuccess {
        if let index = standing.firstIndex(where: { $0.program == post.program }) {
          standing[index] = post
        } else {
          standing.append(post)
        }
        return nil
      }
      switch answer.status {
      case 401, 403, 429: return TaskOutcome(refusal: answer)
      case 400..<500: refused.append("program \(post.program): \(answer.status) \(answer.message)")
      default:
        failed.append("program \(post.program): \(answer.status) \(answer.message)")
        retryAfter = [retryAfter, answer.retryAfter].compactMap { $0 }.max()
      }
      return nil
    }

    /// Takes a post that was not answered.
    mutating func take(_ trouble: String, to post: ProgramCredentialPost) {
      failed.append("program \(post.program): \(trouble)")
    }

    /// What the task ends with. A refusal alone is a skip, because the LMS only logs it and trying again cannot help.
    var outcome: TaskOutcome {
      if !failed.isEmpty { return .retry(failed.joined(separator: "; "), after: retryAfter) }
      guard let username = standing.first?.username else { return .skipped(refused.joined(separator: "; ")) }
      var parts: [String] = []
      for (status, verb, preposition) in [(CredentialStatus.awarded, "Awarded", "to"), (.revoked, "Revoked", "of")] {
        let programs = standing.filter { $0.status == status }.map(\.program.dashed)
        guard !programs.isEmpty else { continue }
        let noun = programs.count == 1 ? "certificate" : "certificates"
        let list = programs.joined(separator: ", ")
        parts.append("\(verb) program \(noun) \(preposition) user \(username) in program \(list)")
      }
      return .done((parts + refused).joined(separator: "; "))
    }
  }
}
