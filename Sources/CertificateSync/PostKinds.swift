import OpenEdX

/// How many posts of a backfill do what.
public struct PostKinds: Sendable, Hashable {
  private enum Kind: CaseIterable {
    case award
    case revocation
    case date
    case grade

    /// By what a post is to mend; nil when it is to mend nothing.
    init?(_ findings: [Finding]) {
      if findings.contains(where: { $0 == .awardStale || $0 == .programAwardStale }) {
        self = .revocation
      } else if findings.contains(where: { $0.isRepairedByDefault || $0 == .programAwardLost }) {
        self = .award
      } else if findings.contains(.overrideDrift) {
        self = .date
      } else if findings.contains(.gradeMissing) {
        self = .grade
      } else {
        return nil
      }
    }
  }

  private var counts: [Kind: Int] = [:]

  init() {}

  init(_ tasks: [PlannedTask]) {
    for task in tasks { add(task.findings) }
  }

  mutating func add(_ findings: [Finding]) {
    guard let kind = Kind(findings) else { return }
    counts[kind, default: 0] += 1
  }

  /// "2 awards, 1 revocation"; empty without a post.
  public var text: String {
    Kind.allCases.compactMap { kind in counts[kind].map { PlanText.count($0, "\(kind)") } }.joined(separator: ", ")
  }
}
