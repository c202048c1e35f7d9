import LearnerRecords
import OpenEdX

extension Model {
  /// Lists of more rows than this are not read whole before what is on the screen of them is read again.
  private static let shortList = 2000

  /// Takes learners of the program at hand.
  mutating func take(_ learners: [LearnerRow], _ part: ListPart, of program: ProgramUUID) {
    switch part {
    case .first: self.learners.replace(learners)
    case .next: self.learners.append(learners)
    case .all: self.learners.replace(learners)
    case .some:
      self.learners.update(learners)
      return
    }
    if part == .first || part == .next(isLast: false) {
      longRead = .learners(program)
      if part == .first { pending = "reading all learners of the program   (Esc stops)" }
      return
    }
    if longRead == .learners(program) { longRead = nil }
    (pending, unread) = (nil, nil)
  }

  /// Shows how far a long read has come, where the operator waits for it; the reading again of what is there already is
  /// nothing to wait for.
  mutating func showProgress(of read: Effect.Read, done: Int, total: Int?) {
    switch read {
    case .plan where planPlace == place:
      pending = "making the plan: \(done) rows looked at   (Esc stops)"
    case .learners(let program) where place == .learners(program) && longRead == read:
      pending = "reading \(total ?? done) learners: \(done) are read   (Esc stops)"
    default: break
    }
  }

  /// What reads again what is on the screen, because databases have changed.
  ///
  /// Of a long list the rows on the screen come at once; the rest comes when its turn is.
  var refresh: [Effect] {
    guard case .learners(let program) = place, learners.rows.count > Self.shortList else {
      return [reload].compactMap { $0 }
    }
    let height = pageHeight
    let onScreen = learners.visible.dropFirst(learners.offset(height: height)).prefix(height).map(\.username)
    // While the list is being read for the first time, the end of that is soon enough.
    let whole: [Effect] = longRead == .learners(program) ? [] : [reload].compactMap { $0 }
    return [.reloadSome(program, usernames: onScreen)] + whole
  }

  /// Stops what the operator waits for.
  ///
  /// - Returns: nil when there is nothing of the kind.
  mutating func stopLongRead() -> [Effect]? {
    if planPlace == place, pending != nil {
      planPlace = nil
      pending = nil
      notice = "Stopped: no plan was made"
      return [.stop(.plan)]
    }
    guard let read = longRead, read.place == place else { return nil }
    longRead = nil
    pending = nil
    unread = .stopped
    return [.stop(read)]
  }
}
