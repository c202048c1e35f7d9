import Console
import Foundation
import LearnerRecords
import OpenEdX

extension DeploymentEffectHandler {
  /// Learners that are read and told before all others: those that fill a screen, then those through whom the operator can
  /// page while the databases are asked for all, which takes the better part of a second before the first one of them.
  static let pages = [100, 400, 1000]

  /// Reads the learners of a program in parts: the first ones at once, then as many again as were told before, so that the
  /// list is sorted and filtered again a dozen times at most, however long it becomes.
  func loadLearners(
    _ program: ProgramUUID,
    pages: [Int] = DeploymentEffectHandler.pages,
    _ tell: (ConsoleEvent) -> Void
  ) throws -> ConsoleEvent? {
    // What changes between the reads must not put a learner there twice.
    var known: Set<ExactText> = []
    var last: String?
    for limit in pages {
      let page = try records.read { try $0.learners(ofProgram: program, after: last, limit: limit, now: .now) }
        .map { LearnerRow($0) }
      let isFirst = last == nil
      guard page.count == limit, let end = page.last else {
        return .learners(program: program, page, part: isFirst ? .all : .next(isLast: true))
      }
      tell(.learners(program: program, page, part: isFirst ? .first : .next(isLast: false)))
      known.formUnion(page.lazy.map { ExactText($0.username) })
      last = end.username
    }
    var waiting: [LearnerRow] = []
    var told = known.count
    var read = 0
    try records.read { reader in
      try reader.visitLearners(ofProgram: program, now: .now) { part, total in
        waiting += part.map { LearnerRow($0) }.filter { !known.contains(ExactText($0.username)) }
        read += part.count
        tell(.progress(of: .learners(program), done: read, total: total))
        guard waiting.count >= told, read < total else { return }
        tell(.learners(program: program, waiting, part: .next(isLast: false)))
        told += waiting.count
        waiting = []
      }
    }
    return .learners(program: program, waiting, part: .next(isLast: true))
  }

  /// Reads all learners of a program, to take the place of those that are shown.
  func allLearners(_ program: ProgramUUID, _ tell: (ConsoleEvent) -> Void) throws -> [LearnerRow] {
    var rows: [LearnerRow] = []
    try records.read { reader in
      try reader.visitLearners(ofProgram: program, now: .now) { part, total in
        if rows.isEmpty { rows.reserveCapacity(total) }
        rows += part.map { LearnerRow($0) }
        tell(.progress(of: .learners(program), done: rows.count, total: total))
      }
    }
    return rows
  }
}

extension DeploymentEffectHandler {
  /// Learners that a search shows; the others are counted.
  private static let shownLearners = 500

  /// Looks for a text among all learners. An index of before answers at once; where the databases have changed since, a
  /// new one is made behind that answer and answers again.
  func search(_ text: String, _ tell: (ConsoleEvent) -> Void) throws -> ConsoleEvent? {
    let now = fingerprint
    if let index = people.index ?? people.take(kept?.learnerIndex(now), now) {
      let answer = try found(text, in: index)
      guard people.isDue(now) else { return answer }
      tell(answer)
    }
    let index = try people.make(now) { try records.readInParallel(jobs: 2) { try $0.learnerIndex() } }
    if now == fingerprint { keep(index, now) }
    return try found(text, in: index)
  }

  /// Keeps an index, on a thread of its own: the next letter need not wait for the disk.
  private func keep(_ index: LearnerIndex, _ fingerprint: DataFingerprint) {
    guard let kept else { return }
    underWay.begin()
    let thread = Thread { [underWay] in
      kept.keep(index, fingerprint)
      underWay.end()
    }
    thread.name = "index"
    thread.start()
  }

  private func found(_ text: String, in index: LearnerIndex) throws -> ConsoleEvent {
    let found = index.search(text, limit: Self.shownLearners)
    return .found(try records.people(found.learners), total: found.total, by: text)
  }
}
