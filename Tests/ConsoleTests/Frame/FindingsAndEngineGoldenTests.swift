import LearnerRecords
import Logging
import OpenEdX
import Terminal
import Testing

@testable import CertificateSync
@testable import Console

@Suite struct `Findings and Engine look as they were kept` {
  @Test(arguments: Golden.sizes) func `the groups of findings`(size: Size) throws {
    try Golden.check("findings", Operator.atGroups(columns: size.columns, rows: size.rows))
  }

  @Test(arguments: Golden.sizes) func `all findings with the explanations, one marked`(size: Size) throws {
    var someone = Operator.atGroups(columns: size.columns, rows: size.rows)
    someone.press(.character("d"), .character(" "))
    try Golden.check("findings all", someone)
  }

  @Test(arguments: Golden.sizes) func `the findings while they are counted the first time`(size: Size) throws {
    var someone = Operator.atPrograms(columns: size.columns, rows: size.rows)
    someone.press(.character("2"))
    var engine = EngineSnapshot(queue: QueueStatus())
    engine.countedPercent = 45
    someone.tell(.engine(engine))
    try Golden.check("findings counting", someone)
  }

  @Test(arguments: Golden.sizes) func `the learners of a group`(size: Size) throws {
    try Golden.check("findings learners", Operator.atGroup(columns: size.columns, rows: size.rows))
  }

  @Test(arguments: Golden.sizes) func `the engine at work`(size: Size) throws {
    try Golden.check("engine at work", Operator.atEngine(columns: size.columns, rows: size.rows))
  }

  @Test(arguments: Golden.sizes) func `the engine's log, errors only`(size: Size) throws {
    var someone = Operator.atEngine(columns: size.columns, rows: size.rows)
    someone.press(.character("L"), .character("L"))
    try Golden.check("engine log", someone)
  }

  @Test(arguments: Golden.sizes) func `a dead task in whole`(size: Size) throws {
    var someone = Operator.atEngine(columns: size.columns, rows: size.rows)
    someone.press(.down, .down, .down, .character("i"))
    try Golden.check("engine dead task", someone)
  }

  @Test(arguments: Golden.sizes) func `the reason of a pause is typed`(size: Size) throws {
    var someone = Operator.atEngine(columns: size.columns, rows: size.rows)
    someone.type("Pupgrade of Credentials")
    try Golden.check("engine pause", someone)
  }

  @Test(arguments: Golden.sizes) func `a queue that nobody runs, in a deployment for reading only`(size: Size) throws {
    let someone = Operator.atEngine(columns: size.columns, rows: size.rows, readOnly: true)
    try Golden.check("engine read-only", someone)
  }

  @Test(arguments: Golden.sizes) func `the race in its midst`(size: Size) throws {
    var someone = Operator.atRace(columns: size.columns, rows: size.rows)
    someone.press(.down, .down, .down)
    try Golden.check("race", someone)
  }

  @Test(arguments: Golden.sizes) func `the race at its end`(size: Size) throws {
    var someone = Operator.atRace(columns: size.columns, rows: size.rows)
    someone.press(.character("G"))
    try Golden.check("race over", someone)
  }
}
