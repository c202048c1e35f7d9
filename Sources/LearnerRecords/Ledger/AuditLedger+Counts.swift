import OpenEdX

/// What a ledger amounts to: the rows of all programs, and of all findings.
package struct AuditCounts: Sendable {
  /// The site's programs by title, with their counts.
  package let programs: [ProgramSummary]
  /// The findings by what their rows have in common, drift and blockers first.
  package let groups: [FindingGroup]
}

extension RecordReader {
  /// Adds a ledger up, which has to be of the state that is read.
  package func counts(_ ledger: AuditLedger) -> AuditCounts {
    var summaries = programs()
    var programs = Array(repeating: ProgramSummary.Counts(), count: summaries.count)
    var tally = FindingTally(catalog: catalog)
    let facts = add(ledger, to: &programs, &tally)
    var lastLearner = Array(repeating: 0, count: summaries.count)
    var number = 0
    ledger.visit { _, places in
      number += 1
      for place in places {
        tally.count(learner: number, in: facts[place].groups)
        for program in facts[place].programs where lastLearner[program] != number {
          lastLearner[program] = number
          programs[program].learners += 1
        }
      }
    }
    for place in summaries.indices { summaries[place].counts = programs[place] }
    return AuditCounts(programs: summaries, groups: tally.groups)
  }

  /// Where a fact counts: the places of its programs in the catalog, and those of its groups.
  private typealias FactPlaces = (programs: [Int], groups: [Int])

  /// Adds the rows up, without their learners.
  private func add(
    _ ledger: AuditLedger,
    to programs: inout [ProgramSummary.Counts],
    _ tally: inout FindingTally
  ) -> [FactPlaces] {
    var rows = Array(repeating: 0, count: ledger.facts.count)
    ledger.visit { _, places in for place in places { rows[place] += 1 } }
    return zip(ledger.facts, rows).map { fact, rows in
      guard rows > 0 else { return ([], []) }
      switch fact {
      case .run(let found):
        let run = run(found.key.text)
        let assessment = found.assessment
        for program in run.programs { programs[program].add(assessment, rows: rows) }
        let alike = FindingTally.RunRow(
          run: run,
          assessment: assessment,
          configuration: found.configuration,
          month: found.month?.text
        )
        return (run.programs, tally.add(alike, rows: rows))
      case .program(let found):
        guard let place = catalog.placesByUUID[found.program] else { return ([], []) }
        let findings = found.findings.findings
        programs[place].add(findings, rows: rows)
        let alike = FindingTally.ProgramRow(
          program: FindingGroup.Program(uuid: found.program, title: catalog.programs[place].title),
          findings: findings,
          unlistedCauses: found.unlistedCauses
        )
        // A learner who has nothing but this in a program is not in its list.
        return ([], tally.add(alike, rows: rows))
      case .member(let program):
        return (catalog.placesByUUID[program].map { [$0] } ?? [], [])
      }
    }
  }
}
