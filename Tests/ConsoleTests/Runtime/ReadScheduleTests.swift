import OpenEdX
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `The schedule of reads` {
  private let one = Example.paidCourses
  private let two = Example.gardening

  private func words(_ actions: [ReadSchedule.Action]) -> [String] {
    actions.map { action in
      switch action {
      case .cancel(let read): "cancel \(read)"
      case .start(let effect, let delay):
        "start \(Operator.words(effect))" + (delay == .zero ? "" : " after \(delay)")
      }
    }
  }

  @Test func `one read of a thing runs, and the last that was asked for meanwhile follows`() {
    var schedule = ReadSchedule()
    #expect(words(schedule.begin(.search("a"), at: .zero)) == ["start search a"])
    #expect(schedule.begin(.search("ab"), at: .zero).isEmpty)
    #expect(schedule.begin(.search("abc"), at: .zero).isEmpty)
    #expect(words(schedule.ended(.search("a"), took: .zero, at: .zero)) == ["start search abc"])
    #expect(schedule.ended(.search("abc"), took: .zero, at: .zero).isEmpty)
    #expect(words(schedule.begin(.search("d"), at: .zero)) == ["start search d"])
  }

  @Test func `who goes to another place ends the reads of the one that was left`() {
    var schedule = ReadSchedule()
    _ = schedule.begin(.loadPrograms, at: .zero)
    _ = schedule.begin(.countPrograms, at: .zero)
    _ = schedule.begin(.countPrograms, at: .zero)
    let actions = words(schedule.begin(.loadLearners(one), at: .zero))
    #expect(actions == ["cancel counts", "start learners of 1"])
    #expect(schedule.ended(.countPrograms, took: .seconds(1), at: .zero).isEmpty, "what followed is given up, too")
    #expect(words(schedule.begin(.reloadSome(one, usernames: ["a"]), at: .zero)) == ["start 1 learners of 1"])
    let left = Set(words(schedule.begin(.loadRecord(username: "a", program: one), at: .zero)))
    #expect(left.count == 3 && left.contains("start record of a in 1"), "\(left)")
  }

  @Test func `a plan goes on while lists are read again, and everything else is done at once`() {
    var schedule = ReadSchedule()
    _ = schedule.begin(.plan(.programs([one])), at: .zero)
    #expect(words(schedule.begin(.reloadLearners(one), at: .zero)) == ["start learners of 1 again"])
    #expect(words(schedule.begin(.enqueue(Example.plan()), at: .zero)) == ["start enqueue 3"])
    #expect(words(schedule.stop(.plan)) == ["cancel plan"])
    #expect(schedule.begin(.plan(.programs([two])), at: .zero).isEmpty)
    #expect(words(schedule.ended(.plan(.programs([one])), took: .zero, at: .zero)) == ["start plan for programs 2"])
  }

  @Test func `at the end every read is given up, and none follows that was to come after one of them`() {
    var schedule = ReadSchedule()
    _ = schedule.begin(.countPrograms, at: .zero)
    _ = schedule.begin(.countPrograms, at: .zero)
    _ = schedule.begin(.search("a"), at: .zero)
    #expect(Set(words(schedule.finish())) == ["cancel counts", "cancel people"])
    #expect(schedule.ended(.countPrograms, took: .zero, at: .zero).isEmpty)
    #expect(schedule.ended(.search("a"), took: .zero, at: .zero).isEmpty)
    #expect(schedule.begin(.search("b"), at: .zero).isEmpty)
  }

  @Test func `counting again rests nine times as long as counting took`() {
    var schedule = ReadSchedule()
    _ = schedule.begin(.countPrograms, at: .zero)
    _ = schedule.begin(.countPrograms, at: .milliseconds(500))
    let next = schedule.ended(.countPrograms, took: .seconds(1), at: .seconds(1))
    #expect(words(next) == ["start counts after 9.0 seconds"])
    #expect(schedule.ended(.countPrograms, took: .seconds(1), at: .seconds(11)).isEmpty)
    #expect(words(schedule.begin(.countPrograms, at: .seconds(15))) == ["start counts after 5.0 seconds"])
    _ = schedule.ended(.countPrograms, took: .seconds(1), at: .seconds(21))
    #expect(words(schedule.begin(.countPrograms, at: .seconds(60))) == ["start counts"])
  }

  @Test func `what is asked for by hand does not rest, nor does what only the operator asks for`() {
    var schedule = ReadSchedule()
    _ = schedule.begin(.reloadLearners(one), at: .zero)
    _ = schedule.ended(.reloadLearners(one), took: .seconds(1), at: .seconds(1))
    #expect(words(schedule.begin(.loadLearners(one), at: .seconds(1))) == ["start learners of 1"])
    _ = schedule.ended(.loadLearners(one), took: .seconds(1), at: .seconds(2))
    #expect(
      words(schedule.begin(.reloadLearners(one), at: .seconds(2))) == ["start learners of 1 again after 8.0 seconds"]
    )
    #expect(words(schedule.stop(.learners(one))) == ["cancel \(Effect.Read.learners(one))"])
    #expect(schedule.begin(.reloadLearners(one), at: .seconds(2)).isEmpty)
    let next = schedule.ended(.reloadLearners(one), took: .zero, at: .seconds(2))
    #expect(words(next) == ["start learners of 1 again"])
  }

  @Test func `nothing is stopped that does not run`() {
    var schedule = ReadSchedule()
    #expect(schedule.stop(.plan).isEmpty)
    #expect(schedule.stop(.counts).isEmpty)
  }
}
