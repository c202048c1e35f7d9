import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct `Whatever happens, in any order` {
  @Test(arguments: [false, true], [Repertoire.unicode, .ascii])
  func `every screen can be drawn with one cursor at most, and nothing is enqueued unasked`(
    readOnly: Bool,
    repertoire: Repertoire
  ) {
    let seed = UInt64.random(in: 0...UInt64.max)
    // Before anything can trap.
    print("events from seed \(seed)")
    Repertoire.$current.withValue(repertoire) {
      var walk = RandomWalk(seed: seed)
      var someone = Operator(readOnly: readOnly)
      for step in 0..<2000 {
        var wasConfirming = false
        if case .confirm = someone.model.dialog { wasConfirming = true }
        let event = walk.event(for: someone.model)
        someone.tell(event)
        let enqueues = someone.asked.contains { $0.hasPrefix("enqueue") }
        #expect(!enqueues || wasConfirming && !readOnly, "seed \(seed), step \(step): \(event)")
        someone.forget()
        if step % 4 == 0 { look(at: someone, "seed \(seed), step \(step): \(event)") }
      }
    }
  }

  private func look(at someone: Operator, _ comment: String) {
    let grid = someone.grid
    #expect(grid.size == someone.model.size, "\(comment)")
    guard someone.model.dialog == nil, someone.model.palette == nil, !someone.model.layout.isTooSmall else { return }
    let cursors = (3..<grid.size.rows).count { grid[0, $0]?.style.reverse == true }
    #expect(cursors <= 1, "\(comment)")
  }
}
