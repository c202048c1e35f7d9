import LearnerRecords
import OpenEdX
import Testing

@Suite struct `A program's organizations` {
  @Test func `are told by the keys in its runs, too, each once`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      for program in reader.programs() {
        var keys: Set<String> = []
        let filter = RunFilter(programs: [program.program])
        try reader.runRecords(filter, includingRowsWithoutFindings: true, now: Clock.golden) { record in
          keys.insert(try CourseKey(record.courseRun).org)
        }
        #expect(keys.isSubset(of: program.organizationKeys))
        #expect(Set(program.organizationKeys).count == program.organizationKeys.count)
      }
      #expect(reader.programs().contains { !$0.organizationKeys.isEmpty })
    }
  }
}
