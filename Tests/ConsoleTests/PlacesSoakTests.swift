import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Any keys in any order` {
  /// A generator that gives the same again for its seed.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let sizes = [(40, 10), (40, 12), (60, 11), (80, 24), (120, 40), (200, 50), (39, 9), (1, 1), (100, 13)]

  private func event(_ someone: Operator, _ dice: inout Dice) -> ConsoleEvent {
    var engine = Example.busyEngine()
    engine.now = Example.now.adding(seconds: Double(Int.random(in: 0...2000, using: &dice)))
    switch Int.random(in: 0..<24, using: &dice) {
    case 0:
      let (columns, rows) = Self.sizes.randomElement(using: &dice) ?? (80, 24)
      return .resized(Size(columns: columns, rows: rows))
    case 1: return .engine(EngineSnapshot())
    case 2:
      engine.tasks.dead.shuffle(using: &dice)
      engine.tasks.running.removeAll()
      return .engine(engine)
    case 3: return .engine(engine)
    case 4: return .findings(Example.groups.shuffled(using: &dice), tookSeconds: 0.5)
    case 5: return .findings([], tookSeconds: 0.5)
    case 6:
      let rows = (0..<Int.random(in: 0...40, using: &dice)).map { Example.findingLearner("learner\($0)") }
      let answer = FindingLearners(rows: rows, hasMore: Bool.random(using: &dice))
      return .group(someone.model.groupAtHand ?? Example.groups[0].id, answer, tookSeconds: 0.1)
    case 7: return .dataChanged
    case 8: return .race(Bool.random(using: &dice) ? Example.race : [])
    case 9: return .countingStopped
    case 10: return .planned(Example.plan())
    case 11: return .failed("no", of: .countFindings)
    case 12: return .record(program: Example.paidCourses, Example.page(username: "learner1"))
    default:
      let keys = KeyBinding.table.filter { $0.action != .quit }.flatMap(\.keys) + [.character("y"), .enter, .escape]
      return .key(keys.randomElement(using: &dice) ?? .enter)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `leave a screen that can be drawn and one cursor at most`(seed: UInt64) {
    var dice = Dice(state: seed)
    var someone = Operator.atPrograms()
    for step in 0..<1500 {
      someone.tell(event(someone, &dice))
      someone.forget()
      let grid = someone.grid
      #expect(grid.size == someone.model.size, "seed \(seed), step \(step)")
      guard someone.model.dialog == nil, !someone.model.layout.isTooSmall else { continue }
      let cursors = (3..<grid.size.rows).count { grid[0, $0]?.style.reverse == true }
      #expect(cursors <= 1, "seed \(seed), step \(step)")
    }
  }
}
