import Console
import LearnerRecords
import OpenEdX

extension DeploymentEffectHandler {
  /// Learners that a search shows; the others are counted.
  private static let shownLearners = 500

  /// Looks for a text among all learners. An index of before answers at once; where the databases have changed since, a
  /// new one is made behind that answer and answers again.
  func search(_ text: String, _ tell: (ConsoleEvent) -> Void) throws -> ConsoleEvent? {
    let now = DataFingerprint(of: [records.lmsPath, records.credentialsPath])
    if let index = people.index {
      let answer = try found(text, in: index)
      guard people.isDue(now) else { return answer }
      tell(answer)
    }
    let index = try people.make(now) { try records.read { try $0.learnerIndex() } }
    return try found(text, in: index)
  }

  private func found(_ text: String, in index: LearnerIndex) throws -> ConsoleEvent {
    let found = index.search(text, limit: Self.shownLearners)
    let people = try records.read { try $0.people(found.learners) }
    return .found(people, total: found.total, by: text)
  }
}
