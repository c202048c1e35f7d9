import Foundation
import LoopbackSupport
import ProcessTestSupport
import TestSupport
import Testing

/// `KILLS` says how often, `SEED` repeats a run.
@Suite(.ownThread, .serialized, .timeLimit(.minutes(60))) struct `A repair that is killed again and again` {
  @Test func `locks nothing, loses nothing, and posts nothing that is not wanted`() async throws {
    let environment = ProcessInfo.processInfo.environment
    let kills = environment["KILLS"].flatMap { Int($0) } ?? 16
    let seed = environment["SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0 ... .max)
    print("kills: seed \(seed)")
    var tally = KillTally()
    var random = RandomDraw(seed: seed)
    repeat { try await cycle(&tally, &random, until: kills) } while tally.kills < kills
    print("kills: \(tally)")
    #expect(tally.locked == 0)
    #expect(tally.lost == 0)
    #expect(tally.forNothing == 0)
    #expect(tally.wrong == 0)
    #expect(tally.linesMissingOfPrograms == 0)
  }

  /// Begins with a fresh deployment, and kills until a repair comes to its end.
  private func cycle(_ tally: inout KillTally, _ random: inout RandomDraw, until kills: Int) async throws {
    let deployment = try KilledDeployment()
    tally.cycles += 1
    try await LoopbackServer.run(deployment.site.answer) { server in
      var killed = 0
      var duration = try await deployment.run(deployment.look, address: server.address).milliseconds * 3
      while true {
        let isSync = try deployment.hasTasks() && random.chance(40)
        let arguments = isSync ? deployment.sync : deployment.backfill
        let moment: KilledDeployment.Moment? =
          switch (tally.kills < kills, random.below(4)) {
          case (false, _): nil
          case (_, 0), (_, 1): .after(milliseconds: random.below(duration + 1))
          case (_, 2): .before(post: 1 + random.below(12))
          default: .unanswered(post: 1 + random.below(12))
          }
        let end = try await deployment.run(arguments, address: server.address, killed: moment)
        guard end.status == -SIGKILL else {
          duration = max(duration, end.milliseconds)
          if ![0, 2].contains(end.status) {
            tally.locked += 1
            Issue.record("\(arguments): \(end.status) \(end.errors)")
          }
          if !isSync { break }
          continue
        }
        killed += 1
        tally.kills += 1
        // What is started next shows it, too.
        if tally.kills.isMultiple(of: 4) {
          let look = try await deployment.run(deployment.look, address: server.address)
          if ![0, 2].contains(look.status) {
            tally.locked += 1
            Issue.record("locked after kill \(tally.kills), \(String(describing: moment)): \(look.errors)")
          }
        }
        let missing = deployment.site.posts.count - (try deployment.journal().count)
        tally.linesMissing = max(tally.linesMissing, missing)
        #expect(missing <= killed * KilledDeployment.concurrency, "after kill \(tally.kills)")
      }
      try await judge(deployment, killed: killed, address: server.address, &tally)
    }
  }

  private func judge(
    _ deployment: KilledDeployment,
    killed: Int,
    address: String,
    _ tally: inout KillTally
  ) async throws {
    let posts = deployment.site.posts
    let unwanted = posts.filter { !deployment.wanted.contains($0) }
    tally.forNothing += unwanted.count
    #expect(unwanted.isEmpty)
    for post in deployment.wanted {
      let status = deployment.site.status(of: post)
      if status != post.status {
        if posts.contains(post) { tally.wrong += 1 } else { tally.lost += 1 }
        Issue.record("\(post) is \(status ?? "not there")")
      }
    }
    let repeated = posts.count - Set(posts).count
    tally.repeated += repeated
    #expect(repeated <= killed * KilledDeployment.concurrency)
    // The journal and the copy have all of it in the end.
    let lines = Set(try deployment.journal())
    let unwritten = Set(posts).subtracting(lines)
    tally.linesMissingOfPrograms += unwritten.count { $0.isOfProgram }
    #expect(unwritten.isEmpty)
    let left = try await deployment.run(deployment.look, address: address)
    if left.status != 0 {
      tally.wrong += 1
      Issue.record("the copy does not say what the site says: \(left.errors)")
    }
  }
}

/// What came of all kills.
private struct KillTally: CustomStringConvertible {
  var kills = 0
  var cycles = 0
  var locked = 0
  var lost = 0
  var forNothing = 0
  var wrong = 0
  var repeated = 0
  /// Lines of the journal that were missing at a time, at most.
  var linesMissing = 0
  var linesMissingOfPrograms = 0

  var description: String {
    "\(kills) kills in \(cycles) cycles: \(locked) locked, \(lost) lost, \(forNothing) posted for nothing, "
      + "\(wrong) wrong; \(repeated) posted again whose answer was cut off, at most \(linesMissing) journal lines missing "
      + "in a cycle, \(linesMissingOfPrograms) of programs in the end"
  }
}
