import OpenEdX
import Testing

@Suite("Findings")
struct FindingTests {
  /// <doc:Findings>: the names in the order of its two tables, their kinds, and whether a backfill repairs them.
  static let table: [(name: String, kind: Finding.Kind, backfill: Bool, byDefault: Bool)] = [
    ("no-certificate", .explanation, false, false),
    ("audit", .explanation, false, false),
    ("ineligible-mode", .explanation, false, false),
    ("not-passed", .explanation, false, false),
    ("certificate-invalid", .explanation, false, false),
    ("hidden-until-date", .explanation, false, false),
    ("retired", .explanation, false, false),
    ("run-excluded", .explanation, false, false),
    ("several-runs", .explanation, false, false),
    ("name-differs", .explanation, false, false),
    ("too-new", .explanation, false, false),
    ("passed-uncertified", .lms, false, false),
    ("upgrade-not-regenerated", .lms, false, false),
    ("exception-not-generated", .lms, false, false),
    ("invalidation-active", .lms, false, false),
    ("award-lost", .drift, true, true),
    ("revocation-stale", .drift, true, true),
    ("award-stale", .drift, true, false),
    ("credential-orphaned", .drift, false, false),
    ("override-drift", .drift, true, false),
    ("grade-missing", .drift, true, false),
    ("grade-stale", .drift, true, false),
    ("date-drift", .drift, true, false),
    ("account-mismatch", .drift, false, false),
    ("issuance-disabled", .blocker, false, false),
    ("records-disabled", .blocker, false, false),
    ("overview-missing", .blocker, false, false),
    ("not-in-catalog", .blocker, false, false),
    ("config-inactive", .blocker, false, false),
    ("config-unlinked", .blocker, false, false),
    ("renamed", .blocker, false, false),
    ("run-key-duplicate", .blocker, false, false),
    ("config-duplicate", .blocker, false, false),
    ("config-other-site", .blocker, false, false),
    ("page-fails", .blocker, false, false),
    ("program-award-lost", .drift, true, false),
    ("program-award-stale", .drift, true, false),
    ("program-hidden", .drift, false, false),
    ("program-unlisted", .drift, false, false),
    ("account-missing", .blocker, false, false),
    ("program-config-missing", .blocker, false, false),
    ("program-overview-missing", .blocker, false, false),
    ("run-type-differs", .explanation, false, false),
  ]

  @Test("They have the names and the order of the tables")
  func names() {
    #expect(Finding.allCases.map(\.rawValue) == Self.table.map(\.name))
  }

  @Test("Each has the kind and the repair of the tables", arguments: table.indices)
  func kinds(_ index: Int) throws {
    let row = Self.table[index]
    let finding = try #require(Finding(rawValue: row.name))
    #expect(finding.kind == row.kind)
    #expect(finding.isRepairedByBackfill == row.backfill)
    #expect(finding.isRepairedByDefault == row.byDefault)
  }

  @Test(
    "Each says what it is and what repairs it, and names its option when it must be asked for",
    arguments: Finding.allCases
  )
  func texts(_ finding: Finding) {
    #expect(!finding.summary.isEmpty && !finding.summary.hasSuffix("."))
    #expect(finding.remedy.hasSuffix("."))
    let asked = finding.isRepairedByBackfill && !finding.isRepairedByDefault
    #expect(finding.remedy.contains("--include \(finding.rawValue)") == asked)
  }

  @Test("No two say the same")
  func textsDiffer() {
    #expect(Set(Finding.allCases.map(\.summary)).count == Finding.allCases.count)
  }
}
