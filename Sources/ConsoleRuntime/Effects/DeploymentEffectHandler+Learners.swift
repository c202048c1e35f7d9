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
    if let (index, isFresh) = try index(now) {
      let answer = try found(text, in: index)
      guard !isFresh, people.isDue else { return answer }
      tell(answer)
    }
    let made = try people.make {
      let (index, position) = try records.readInParallel(jobs: 2) { (try $0.learnerIndex(), try $0.position()) }
      return PeopleIndex.Made(index: index, fingerprint: now, position: position)
    }
    if let kept, now == fingerprint {
      // The next letter need not wait for the disk.
      underWay.inBackground("index") { kept.keep(made.index, now, made.position) }
    }
    return try found(text, in: made.index)
  }

  /// The index of this session, else that of the last one if it still holds.
  private func index(_ now: DataFingerprint) throws -> (LearnerIndex, isFresh: Bool)? {
    if var made = people.made {
      if made.fingerprint == now { return (made.index, true) }
      guard let position = try unchanged(since: made.position) else { return (made.index, false) }
      (made.fingerprint, made.position) = (now, position)
      people.take(made)
      return (made.index, true)
    }
    guard let (index, position, isSame) = kept?.learnerIndex(now) else { return nil }
    let end = isSame ? position : try unchanged(since: position)
    guard isSame || end != nil else { return nil }
    people.take(PeopleIndex.Made(index: index, fingerprint: now, position: end))
    return (index, true)
  }

  /// The end of the logs of changes, if they tell that nobody's name or account was written since a position.
  private func unchanged(since position: DataPosition?) throws -> DataPosition? {
    guard let position, let people = try records.people(since: position), !people.haveChanged else { return nil }
    return people.position
  }

  private func found(_ text: String, in index: LearnerIndex) throws -> ConsoleEvent {
    let found = index.search(text, limit: Self.shownLearners)
    return .found(try records.people(found.learners), total: found.total, by: text)
  }
}
