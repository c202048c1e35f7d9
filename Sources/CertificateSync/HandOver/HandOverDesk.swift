import OpenEdX

/// Hands a task to the site's own workers, who post it in place of this program.
package struct HandOverDesk: Sendable {
  /// What came of handing a task over.
  package enum Answer: Sendable, Hashable {
    /// It lies with the workers; the text says where.
    case taken(String)
    /// It could not be handed over now.
    case tryAgain(String)
    /// It cannot be handed over before somebody changes the configuration.
    case misconfigured(String)
    /// This task can never be handed over.
    case unfit(String)
  }

  let handOver: @Sendable (LMSTask) async -> Answer

  /// Takes the way to the workers.
  package init(handOver: @escaping @Sendable (LMSTask) async -> Answer) { self.handOver = handOver }

  /// What is never handed over, and why: the workers' tasks would revoke more than what was planned.
  package static let withheld: [Finding: String] = [
    .awardStale: revocation, .programAwardStale: revocation,
  ]

  static let revocation = "a revocation is never handed over; repair it without \(OptionName.via) celery"
}
