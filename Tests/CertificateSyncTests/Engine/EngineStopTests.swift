import DatabaseFile
import Testing

@testable import CertificateSync

@Suite("How a run stops, and how it outlasts trouble")
struct EngineStopTests {
  private let now = ContinuousClock.now

  @Test("Without a grace a stop waits for as long as posts need")
  func patient() {
    var stop = EngineStop()
    #expect(stop.phase(now) == .running)
    stop.ask(grace: nil, now: now)
    #expect(stop.phase(now + .seconds(1_000_000)) == .finishing)
    #expect(stop.nextChange(now) == nil)
  }

  @Test("After the grace posts are cancelled, and a second later left behind")
  func grace() {
    var stop = EngineStop()
    stop.ask(grace: .seconds(10), now: now)
    #expect(stop.phase(now + .seconds(9.9)) == .finishing)
    #expect(stop.nextChange(now) == now + .seconds(10))
    #expect(stop.phase(now + .seconds(10)) == .cancelling)
    #expect(stop.nextChange(now + .seconds(10)) == now + .seconds(11))
    #expect(stop.phase(now + .seconds(11)) == .abandoning)
    #expect(stop.nextChange(now + .seconds(11)) == nil)
  }

  @Test("Asked again, the shorter grace counts, and none given changes nothing")
  func again() {
    var stop = EngineStop()
    stop.ask(grace: .seconds(10), now: now)
    stop.ask(grace: nil, now: now)
    stop.ask(grace: .seconds(60), now: now)
    #expect(stop.phase(now + .seconds(10)) == .cancelling)
    stop.ask(grace: .zero, now: now + .seconds(1))
    #expect(stop.phase(now + .seconds(1)) == .cancelling)
  }

  @Test("Trouble is told once, is tried again ever later up to ten seconds, and its end is told")
  func trouble() {
    var trouble = WriteBackoff()
    #expect(trouble.isOver(now))
    let told = (0..<21).map { _ in trouble.add(now) }
    #expect(told == [true] + Array(repeating: false, count: 20))
    #expect(!trouble.isOver(now + .seconds(9.9)))
    #expect(trouble.isOver(now + .seconds(10)))
    let cleared = (0..<2).map { _ in trouble.clear() }
    #expect(cleared == [true, false])
    _ = trouble.add(now)
    #expect(!trouble.isOver(now + .seconds(0.4)))
    #expect(trouble.isOver(now + .seconds(0.5)), "the first wait is short again")
  }

  @Test("Only a lock and a full disk pass by themselves")
  func passing() {
    for code in [DatabaseFileError.Code.busy, .full] {
      #expect(DatabaseFileError(code, path: "x", reason: "", remedy: "").isPassing)
    }
    for code in [DatabaseFileError.Code.corrupt, .schema, .unwritable, .sqlite] {
      #expect(!DatabaseFileError(code, path: "x", reason: "", remedy: "").isPassing)
    }
  }
}
