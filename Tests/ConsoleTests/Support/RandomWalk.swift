import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import TestSupport

@testable import Console

/// Whatever may happen to the screens, in any order: keys, the mouse, a paste, other sizes, and answers also to what was not
/// asked.
struct RandomWalk {
  private var draw: RandomDraw

  init(seed: UInt64) { draw = RandomDraw(seed: seed) }

  private static let keys: [Key] =
    KeyBinding.table.flatMap(\.keys)
    + [.tab, .backTab, .delete, .enter, .escape, .down, .function(1), .control("u"), .character("é"), .character("y")]
    + "program learner sort export csv theme bbbbbbbb".map(Key.character)
    + Array(repeating: .escape, count: 8)

  private static let sizes = [(40, 10), (40, 12), (60, 11), (80, 24), (120, 40), (200, 50), (39, 9), (1, 1), (100, 13)]

  /// What happens next to somebody.
  mutating func event(for model: Model) -> ConsoleEvent {
    // By chance alone nobody would come as far as to post.
    if case .planning = model.activity, draw.chance(30) { return .planned(Example.plan()) }
    if case .confirm = model.dialog, draw.chance(30) { return .key(.character("y")) }
    return switch draw.below(20) {
    case 0: .resized(size())
    case 1...3: .mouse(mouse())
    case 4...8: answer(model)
    default: .key(draw.one(of: Self.keys))
    }
  }

  private mutating func size() -> Size {
    if draw.chance(50) { return Size(columns: draw.below(221), rows: draw.below(61)) }
    let (columns, rows) = draw.one(of: Self.sizes)
    return Size(columns: columns, rows: rows)
  }

  private mutating func mouse() -> MouseEvent {
    let actions: [MouseEvent.Action] = [.click, .click, .click, .secondaryClick, .wheelUp, .wheelDown]
    return MouseEvent(draw.one(of: actions), column: draw.below(222) - 1, row: draw.below(62) - 1)
  }

  private mutating func answer(_ model: Model) -> ConsoleEvent {
    switch draw.below(4) {
    case 0: records()
    case 1: place(model)
    case 2: engine()
    default:
      draw.one(of: [
        .pasted("y\n:quit\n\u{1B}"), .dataChanged, .planned(Example.plan()), .enqueued(count: 3), .done("something"),
        .countingStopped,
        .fileExists(FileDraft(path: "x", name: "rows", text: "")), .failed("a reason", of: .countPrograms),
        .failed("a reason", of: .countFindings), .failed("a reason", of: model.screen.reload ?? .loadPrograms),
      ])
    }
  }

  private mutating func records() -> ConsoleEvent {
    draw.one(of: [
      .programs(Array(Example.programs.prefix(draw.below(6)))),
      .learners(program: Example.paidCourses, Array(Example.crowd.prefix(draw.below(101)))),
      .learners(program: Example.paidCourses, Example.learners),
      .record(program: Example.paidCourses, Example.page(courses: 1 + draw.below(30))),
      .found(Example.learners.map { Example.person($0.id, "") }, total: 5, by: ""),
    ])
  }

  /// What the place at hand may have asked for.
  private mutating func place(_ model: Model) -> ConsoleEvent {
    let screen = model.screen
    if let learners = screen as? LearnersScreen {
      return .learners(program: learners.uuid, Array(Example.crowd.prefix(draw.below(101))))
    }
    if let record = screen as? RecordScreen {
      return draw.chance(30)
        ? .noRecord(username: record.username, program: record.uuid)
        : .record(
          program: record.uuid,
          Example.page(username: record.username, listed: draw.chance(50), withRuns: draw.chance(70))
        )
    }
    return switch screen.id {
    case .people: .found([Example.person("maria", "Maria")], total: 2, by: model.searchText)
    case .findings: .findings(draw.chance(20) ? [] : Example.groups.shuffled(using: &draw), tookSeconds: 0.5)
    case .race: .race(draw.chance(50) ? Example.race : [])
    default: group(model)
    }
  }

  private mutating func group(_ model: Model) -> ConsoleEvent {
    let rows = (0..<draw.below(41)).map { Example.findingLearner("learner\($0)") }
    return .group(
      model.openGroup ?? Example.groups[0].id,
      FindingLearners(rows: rows, hasMore: draw.chance(50)),
      tookSeconds: 0.1
    )
  }

  private mutating func engine() -> ConsoleEvent {
    var engine = Example.busyEngine()
    engine.now = Example.now.adding(seconds: Double(draw.below(2001)))
    if draw.chance(30) {
      engine.tasks.dead.shuffle(using: &draw)
      engine.tasks.running.removeAll()
    }
    return .engine(draw.one(of: [engine, EngineSnapshot(), EngineSnapshot(queue: QueueStatus())]))
  }
}
