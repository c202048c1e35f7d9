import DatabaseFile
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `The rounds of an engine` {
  private let now = Site.start
  private let instant = ContinuousClock.now

  private func dispatch(concurrency: Int = 3, isEndless: Bool = true) -> Dispatch {
    var limits = EngineLimits(concurrency: concurrency)
    limits.maintenance.keepSeconds = nil
    return Dispatch(limits: limits, isEndless: isEndless, now: now)
  }

  private func tasks(_ ids: Int64...) -> [SyncTask] {
    ids.map { id in
      SyncTask(
        id: id,
        request: .awardCourseCertificate(username: "learner\(id)", courseRunKey: Site.run),
        origin: .live,
        state: .running,
        attempts: 1,
        created: now,
        notBefore: now,
        claim: 1
      )
    }
  }

  private func done(_ id: Int64) -> TaskQueue.Finished {
    TaskQueue.Finished(task: tasks(id)[0], outcome: .done("posted"))
  }

  private func ids(_ items: [TaskQueue.Finished]) -> [Int64] { items.map(\.task.id) }

  private let full = DatabaseFileError(.full, path: "lms.sqlite", reason: "no space", remedy: "Free some.")

  @Test func `claim as many tasks as there is room for, and record what has ended with the next claim`() {
    var dispatch = dispatch()
    let first = dispatch.round(now: now, instant: instant)
    #expect(first.duties == [.rescue] && first.claims == 3 && first.record.isEmpty)
    dispatch.exchanged(first, for: tasks(1, 2))
    #expect(dispatch.next(instant) == .wait)
    dispatch.ended(done(2))
    let second = dispatch.round(now: now, instant: instant)
    #expect(second.duties.isEmpty && second.claims == 2 && ids(second.record) == [2])
    dispatch.ended(done(1))
    dispatch.exchanged(second, for: tasks(3))
    #expect(ids(dispatch.unrecorded) == [1], "what ended meanwhile is recorded in the next round")
    #expect(dispatch.held.map(\.id) == [3, 1])
  }

  @Test func `ask for the mode only when nothing is under way and all is recorded`() {
    var dispatch = dispatch()
    let first = dispatch.round(now: now, instant: instant)
    dispatch.exchanged(first, for: tasks(1))
    dispatch.ended(done(1))
    #expect(dispatch.next(instant) == .wait)
    let second = dispatch.round(now: now, instant: instant)
    dispatch.exchanged(second, for: [])
    #expect(dispatch.next(instant) == .askMode)
  }

  @Test func `claim one task at a time while the service is looked at again`() {
    var dispatch = dispatch()
    #expect(dispatch.take([.ill, .ill, .ill, .ill], now: now) == nil)
    #expect(dispatch.take([.ill], now: now) == 5)
    #expect(dispatch.round(now: now, instant: instant).claims == 1)
    #expect(dispatch.take([.well], now: now.adding(seconds: 6)) == nil)
    #expect(dispatch.round(now: now, instant: instant).claims == 3)
  }

  @Test func `claim nothing after a stop, and end when what is in flight is recorded`() {
    var dispatch = dispatch()
    let first = dispatch.round(now: now, instant: instant)
    dispatch.exchanged(first, for: tasks(1))
    dispatch.ask(stop: nil, instant: instant)
    let stopping = dispatch.round(now: now.adding(seconds: 3600), instant: instant)
    #expect(stopping.claims == 0 && stopping.duties.isEmpty && stopping.cancels.isEmpty)
    #expect(dispatch.next(instant) == .wait)
    dispatch.ended(done(1))
    let last = dispatch.round(now: now, instant: instant)
    #expect(ids(last.record) == [1])
    dispatch.exchanged(last, for: [])
    #expect(dispatch.next(instant) == .end)
  }

  @Test func `cancel after the grace, and then hand back what does not end; its late answer is void`() {
    var dispatch = dispatch()
    let first = dispatch.round(now: now, instant: instant)
    dispatch.exchanged(first, for: tasks(1, 2))
    dispatch.ask(stop: .seconds(10), instant: instant)
    #expect(dispatch.nextChange(instant) == instant + .seconds(10))
    let cancelling = dispatch.round(now: now, instant: instant + .seconds(10))
    #expect(cancelling.cancels == [1, 2] && cancelling.record.isEmpty)
    dispatch.ended(done(1))
    let left = dispatch.round(now: now, instant: instant + .seconds(11))
    #expect(left.cancels == [2] && ids(left.record) == [1, 2])
    #expect(left.record.last?.outcome == nil)
    dispatch.ended(done(2))
    dispatch.exchanged(left, for: [])
    #expect(dispatch.unrecorded.isEmpty && dispatch.next(instant + .seconds(11)) == .end)
  }

  @Test func `keep what has ended while the database cannot be written, and say so once`() {
    var dispatch = dispatch()
    let first = dispatch.round(now: now, instant: instant)
    dispatch.exchanged(first, for: tasks(1))
    let wasTroubled = dispatch.succeeded()
    #expect(!wasTroubled)
    dispatch.ended(done(1))
    _ = dispatch.round(now: now, instant: instant)
    #expect(dispatch.failed(full, instant: instant) == .triedAgain(isFirst: true))
    #expect(dispatch.round(now: now, instant: instant).isWaiting)
    let again = dispatch.round(now: now, instant: instant + .seconds(1))
    #expect(!again.isWaiting && ids(again.record) == [1])
    #expect(dispatch.failed(full, instant: instant + .seconds(1)) == .triedAgain(isFirst: false))
    let later = dispatch.round(now: now, instant: instant + .seconds(60))
    dispatch.exchanged(later, for: [])
    let (isOver, isOverAgain) = (dispatch.succeeded(), dispatch.succeeded())
    #expect(isOver && !isOverAgain, "it can be written again, which is said once")
  }

  @Test func `end with the trouble where a run has an end of its own, is being stopped, or where waiting cannot help`()
  {
    var bounded = dispatch(isEndless: false)
    #expect(bounded.failed(full, instant: instant) == .ends)
    var stopped = dispatch()
    stopped.ask(stop: nil, instant: instant)
    #expect(stopped.failed(full, instant: instant) == .ends)
    var damaged = dispatch()
    let damage = DatabaseFileError(.unwritable, path: "lms.sqlite", reason: "malformed", remedy: "Restore it.")
    #expect(damaged.failed(damage, instant: instant) == .ends)
  }

  @Test func `look after the queue at intervals, and again at once where a duty was not finished`() {
    var dispatch = dispatch()
    _ = dispatch.round(now: now, instant: instant)
    #expect(dispatch.round(now: now.adding(seconds: 14), instant: instant).duties.isEmpty)
    #expect(dispatch.round(now: now.adding(seconds: 15), instant: instant).duties == [.rescue])
    dispatch.again(.rescue, at: now.adding(seconds: 15))
    #expect(dispatch.round(now: now.adding(seconds: 15), instant: instant).duties == [.rescue])
  }
}
