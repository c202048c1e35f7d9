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

  @Test func `of a learner are those in the keys of the learner's runs in it`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      var several = 0
      for program in reader.programs() {
        var keys: [String: Set<String>] = [:]
        let filter = RunFilter(programs: [program.program])
        try reader.runRecords(filter, includingRowsWithoutFindings: true, now: Clock.golden) { record in
          keys[record.username, default: []].insert(try CourseKey(record.courseRun).org)
        }
        for learner in try reader.learners(ofProgram: program.program, now: Clock.golden) {
          #expect(learner.organizations == keys[learner.person.username, default: []].sorted())
          if learner.organizations.count > 1 { several += 1 }
        }
      }
      #expect(several > 0)
    }
  }
}
