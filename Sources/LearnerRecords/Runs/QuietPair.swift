import OpenEdX

/// All that decides about most runs of most learners, so that a walk over all judges pairs that are alike once.
///
/// No pair is made where anything else could decide: who the learner is, what the LMS owes, a date override, what is too
/// new.
struct QuietPair: Hashable {
  let run: ObjectIdentifier
  let certificate: Certificate?
  let isAwarded: Bool?
  let hasVerifiedGrade: Bool
  let hasSeveralRuns: Bool
  let hasPassedExcludedRun: Bool

  struct Certificate: Equatable {
    let status: CertificateStatus
    let mode: CourseMode
  }

  /// The pair that these rows are.
  ///
  /// It is no initializer, which would copy all that it is given.
  ///
  /// - Returns: nil where something else may decide.
  static func of(
    _ run: CourseRunFacts,
    _ certificate: CertificateRow?,
    _ places: CredentialPlaces,
    _ context: LearnerContext
  ) -> QuietPair? {
    guard context.isUsual, !places.hasOthers, run.configurations.count <= 1 else { return nil }
    if let certificate {
      guard certificate.dateOverride == nil, !certificate.isInvalidated, !certificate.isTooNew else { return nil }
    }
    var isAwarded: Bool?
    if let place = places.first {
      let credentials = context.rows.credentials.courses
      guard credentials[place].dateOverride == nil, !credentials[place].isTooNew else { return nil }
      isAwarded = credentials[place].isAwarded
    }
    let graded = context.rows.credentials.gradedRunIDs
    return QuietPair(
      run: ObjectIdentifier(run),
      certificate: certificate.map { Certificate(status: $0.status, mode: $0.mode) },
      isAwarded: isAwarded,
      hasVerifiedGrade: run.runIDs.contains(where: graded.contains)
        || run.configurations.first?.runID.map(graded.contains) ?? false,
      hasSeveralRuns: context.hasSeveralRuns(run),
      hasPassedExcludedRun: isAwarded != true && context.hasPassedExcludedRun(run)
    )
  }

  /// The texts of certificates are left to `==`: a run has few kinds of them, and they would cost more than all else.
  func hash(into hasher: inout Hasher) {
    hasher.combine(run)
    hasher.combine(isAwarded)
    hasher.combine(hasVerifiedGrade)
    hasher.combine(certificate?.mode.rawValue.utf8.count)
  }
}

/// The pairs of which nothing is found, at one moment.
final class QuietPairs {
  /// More kinds than a site has. Beyond it, each pair is judged.
  private static let limit = 50_000
  private var pairs: Set<QuietPair> = []

  func contains(_ pair: QuietPair) -> Bool { pairs.contains(pair) }

  func add(_ pair: QuietPair) { if pairs.count < Self.limit { pairs.insert(pair) } }
}
