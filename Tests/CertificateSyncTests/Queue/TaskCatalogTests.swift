import Credentials
import DatabaseFile
import GRDB
import OpenEdX
import Testing

@Suite("The programs of Credentials' catalog")
struct TaskCatalogTests {
  @Test("A program comes with all of its runs, course by course, for any run that counts in it")
  func outline() async throws {
    let stage = try TaskStage(programs: [TaskStage.program, TaskStage.unconfigured])
    let catalog = ProgramCatalog(stage.credentials)
    let found = try await catalog.programs(containing: [TaskStage.secondAgain, TaskStage.alone])
    #expect(found.map(\.uuid.hex) == [TaskStage.program])
    #expect(
      found.first?.courses.map { $0.map(\.key.text) } == [
        [TaskStage.first], [TaskStage.second, TaskStage.secondAgain],
      ]
    )
    #expect(found.first?.isOffered == true)
    #expect(found.flatMap(\.courses).joined().allSatisfy { $0.type == nil })
    let both = try await catalog.programs(containing: [TaskStage.first, TaskStage.second])
    #expect(both.map(\.uuid.hex) == [TaskStage.unconfigured, TaskStage.program])
  }

  @Test("Keys are compared exactly, and no key finds no program")
  func exactKeys() async throws {
    let stage = try TaskStage()
    let catalog = ProgramCatalog(stage.credentials)
    #expect(try await catalog.programs(containing: [TaskStage.first.uppercased()]).isEmpty)
    #expect(try await catalog.programs(containing: []).isEmpty)
  }

  @Test(
    "Only active and retired programs are offered",
    arguments: [("active", true), ("retired", true), ("unpublished", false), ("deleted", false)]
  )
  func offered(_ status: String, _ offered: Bool) async throws {
    let stage = try TaskStage()
    try await stage.credentials.file.writer?.write { db in
      try db.execute(sql: "UPDATE catalog_program SET status = ?", arguments: [status])
    }
    let found = try await ProgramCatalog(stage.credentials).programs(containing: [TaskStage.first])
    #expect(found.map(\.isOffered) == [offered])
  }
}
