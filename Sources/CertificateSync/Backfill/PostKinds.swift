import Credentials
import OpenEdX

/// How many posts of a backfill do what.
package struct PostKinds: Sendable, Hashable {
  enum Kind: CaseIterable {
    case award
    case revocation
    case date
    case grade
    case availableDate

    /// By what a post is to repair; nil when it is to repair nothing.
    init?(_ findings: [Finding]) {
      if findings.contains(where: { $0 == .awardStale || $0 == .programAwardStale }) {
        self = .revocation
      } else if findings.contains(where: { $0.isRepairedByDefault || $0 == .programAwardLost }) {
        self = .award
      } else if findings.contains(.overrideDrift) {
        self = .date
      } else if findings.contains(where: { $0 == .gradeMissing || $0 == .gradeStale }) {
        self = .grade
      } else if findings.contains(.dateDrift) {
        self = .availableDate
      } else {
        return nil
      }
    }

    /// By what was posted; an award that was to repair a date alone is told as one.
    init(_ request: CredentialsRequest, findings: [Finding]) {
      switch request {
      case .courseCredential(let post):
        self = post.status == .revoked ? .revocation : Kind(findings) == .date ? .date : .award
      case .programCredential(let post): self = post.status == .revoked ? .revocation : .award
      case .grade: self = .grade
      case .courseCertificate: self = .availableDate
      }
    }

    var noun: String { self == .availableDate ? "available date" : "\(self)" }
  }

  private var counts: [Kind: Int] = [:]

  init() {}

  init(_ tasks: [PlannedTask]) {
    for task in tasks { add(task.findings) }
  }

  init(_ kinds: [Kind]) {
    for kind in kinds { add(kind) }
  }

  mutating func add(_ findings: [Finding]) {
    guard let kind = Kind(findings) else { return }
    add(kind)
  }

  mutating func add(_ kind: Kind) { counts[kind, default: 0] += 1 }

  /// How many posts there are of all kinds.
  package var total: Int { counts.values.reduce(0, +) }

  /// Whether a post of a credential is among them, which can be undone.
  package var hasCredentials: Bool { counts[.award] != nil || counts[.revocation] != nil }

  /// "2 awards, 1 revocation"; empty without a post.
  package var text: String {
    Kind.allCases.compactMap { kind in counts[kind].map { PlanText.count($0, kind.noun) } }.joined(separator: ", ")
  }
}
