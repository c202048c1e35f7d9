import OpenEdX

/// All that decides about most runs of most learners, so that a walk over all judges pairs that are alike once.
///
/// Nothing else decides: who the learner is, what the LMS owes, dates of one learner and what is too new make no pair.
struct QuietPair: Hashable {
  private let run: ObjectIdentifier
  private let certificate: Certificate?
  private let isAwarded: Bool?
  private let hasVerifiedGrade: Bool
  private let hasSeveralRuns: Bool
  private let hasPassedExcludedRun: Bool

  private struct Certificate: Equatable {
    let status: CertificateStatus
    let mode: CourseMode
  }

  /// - Returns: nil where something else may decide.
  init?(
    _ run: CourseRunFacts,
    _ certificate: CertificateRow?,
    _ credentials: [CredentialsRows.Credential],
    _ context: LearnerContext
  ) {
    guard context.isUsual, credentials.count <= 1, run.configurations.count <= 1 else { return nil }
    if let certificate {
      guard certificate.dateOverride == nil, !certificate.isInvalidated, !certificate.isTooNew else { return nil }
    }
    if let credential = credentials.first {
      guard credential.dateOverride == nil, !credential.isTooNew else { return nil }
    }
    self.run = ObjectIdentifier(run)
    self.certificate = certificate.map { Certificate(status: $0.status, mode: $0.mode) }
    isAwarded = credentials.first?.isAwarded
    let graded = context.rows.credentials.gradedRunIDs
    hasVerifiedGrade =
      run.runIDs.contains(where: graded.contains) || run.configurations.first?.runID.map(graded.contains) ?? false
    hasSeveralRuns = context.hasSeveralRuns(run)
    hasPassedExcludedRun = isAwarded != true && context.hasPassedExcludedRun(run)
  }

  /// Certificates are left to `==`: a run has few kinds of them, and their texts would cost more than all else.
  func hash(into hasher: inout Hasher) {
    hasher.combine(run)
    hasher.combine(isAwarded)
    hasher.combine(hasVerifiedGrade)
  }
}

/// The pairs of which nothing is found, at one moment.
final class QuietPairs {
  private var pairs: Set<QuietPair> = []

  func contains(_ pair: QuietPair) -> Bool { pairs.contains(pair) }

  func add(_ pair: QuietPair) { pairs.insert(pair) }
}
