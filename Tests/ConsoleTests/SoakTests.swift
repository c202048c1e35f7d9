import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Whatever happens` {
  /// Numbers from a seed, the same everywhere (Vigna's SplitMix64).
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let keys: [Key] =
    KeyBinding.table.flatMap(\.keys)
    + [.tab, .backTab, .delete, .enter, .escape, .down, .function(1), .control("u"), .character("é"), .character("a")]
    + "program learner export csv theme".map(Key.character)

  /// Answers that may come at any time, also to what was not asked.
  private static func answer(_ numbers: inout Numbers) -> ConsoleEvent {
    let crowd = Array(Example.crowd.prefix(Int.random(in: 0...100, using: &numbers)))
    let answers: [ConsoleEvent] = [
      .programs(Array(Example.programs.prefix(Int.random(in: 0...5, using: &numbers)))),
      .learners(program: Example.paidCourses, crowd), .learners(program: Example.paidCourses, Example.learners),
      .record(program: Example.paidCourses, Example.page(courses: Int.random(in: 1...30, using: &numbers))),
      .dataChanged, .planned(Example.plan()), .enqueued(count: 3), .done("something"),
      .fileExists(FileDraft(path: "x", name: "rows", text: "")), .failed("a reason", of: .countPrograms),
      .engine(EngineSnapshot(queue: QueueStatus())),
    ]
    return answers.randomElement(using: &numbers) ?? .dataChanged
  }

  private static func event(_ numbers: inout Numbers) -> ConsoleEvent {
    switch Int.random(in: 0..<20, using: &numbers) {
    case 0:
      return .resized(Size(columns: .random(in: 0...220, using: &numbers), rows: .random(in: 0...60, using: &numbers)))
    case 1...3:
      let actions: [MouseEvent.Action] = [.click, .click, .click, .secondaryClick, .wheelUp, .wheelDown]
      return .mouse(
        MouseEvent(
          actions.randomElement(using: &numbers) ?? .click,
          column: .random(in: -1...220, using: &numbers),
          row: .random(in: -1...60, using: &numbers)
        )
      )
    case 4, 5: return answer(&numbers)
    default: return .key(keys.randomElement(using: &numbers) ?? .enter)
    }
  }

  @Test(arguments: [false, true]) func `every screen can be drawn, and nothing is enqueued unasked`(readOnly: Bool) {
    let seed = UInt64.random(in: 0...UInt64.max)
    // Before anything can trap.
    print("events from seed \(seed)")
    var numbers = Numbers(state: seed)
    var model = Model(size: Size(columns: 80, rows: 24), heading: Example.heading(readOnly: readOnly))
    var wasConfirming = false
    for number in 0..<2000 {
      let event = Self.event(&numbers)
      for effect in model.handle(event) {
        guard case .enqueue = effect else { continue }
        #expect(wasConfirming, "seed \(seed), event \(number): \(event)")
      }
      if case .confirm = model.dialog { wasConfirming = true } else { wasConfirming = false }
      if number % 8 == 0 {
        let grid = RootView(model: model).grid
        #expect(grid.size == model.size, "seed \(seed), event \(number)")
      }
    }
  }
}
