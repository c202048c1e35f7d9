import Foundation
import LearnerRecords
import OpenEdX

/// The counts of a deployment's programs and findings and the index of its learners from one session to the next, so that the
/// next one has them at once. They hold only for the databases of which they were made; a convenience, never a reason to fail.
package struct KeptCounts: Sendable {
  private struct Content<Counts: Codable>: Codable {
    var version = 3
    var basis: String
    /// What ``DataFingerprint`` says of the databases, and the day, on which it depends what learners see.
    var databases: [Int64]
    var day: String
    var counts: Counts
  }

  /// The counts of a program.
  private struct Program: Codable {
    var learners: Int
    var rows: Int
    var driftRows: Int
    var backfillableRows: Int
    var findings: [String: Int]
  }

  let folder: String
  let deployment: String
  let isReadOnly: Bool
  /// What counts depend on beside the databases and the day.
  private let basis: String
  /// What the databases were before this session opened them for writing, and after; nil where that changed nothing, or
  /// somebody else had them open.
  private let opening: (found: DataFingerprint, opened: DataFingerprint)?
  private static let mostBytes = 8 << 20

  /// Takes the folder of what is remembered and the deployment's.
  ///
  /// - Parameters:
  ///   - basis: what counts depend on beside the databases and the day: the settings, and the program that counts.
  ///   - isReadOnly: whether counts are only shown, and not kept.
  ///   - found: the databases before this session opened them for writing, which changes their files and not the data.
  ///   - opened: the databases after that.
  package init(
    folder: String,
    deployment: String,
    basis: String = "",
    isReadOnly: Bool = false,
    found: DataFingerprint? = nil,
    opened: DataFingerprint? = nil
  ) {
    self.folder = folder
    self.isReadOnly = isReadOnly
    self.basis = basis
    if let found, let opened, Self.areAlike(found, opened) { opening = (found, opened) } else { opening = nil }
    let path = URL(fileURLWithPath: deployment).resolvingSymlinksInPath().path
    // FNV-1a: a name for a file, and nothing that must not be guessed.
    let hash = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    self.deployment = String(hash, radix: 16)
  }

  /// What counts depend on beside the databases and the day.
  package static func basis(of settings: RecordSettings, countedBy program: String) -> String {
    [
      program, "\(settings.honorCertificatesDisabled)", settings.retiredPrefix, settings.site ?? "",
    ].joined(separator: "\n")
  }

  private func path(_ what: String) -> String { "\(folder)/\(what)-\(deployment).json" }

  /// What was kept of these databases on this day; nil for what is missing, damaged, or of another version.
  func read<Counts: Codable>(_ what: String, _ fingerprint: DataFingerprint, day: String) -> Counts? {
    guard let data = try? PrivateFile.read(path(what), limit: Self.mostBytes),
      let content = try? JSONDecoder().decode(Content<Counts>.self, from: data), content.version == 3,
      content.basis == basis, isOf(fingerprint, content.databases), content.day == day
    else { return nil }
    return content.counts
  }

  /// Whether counts are of these databases as they are, or as this session found them.
  private func isOf(_ fingerprint: DataFingerprint, _ databases: [Int64]) -> Bool {
    databases == fingerprint.parts || fingerprint == opening?.opened && databases == opening?.found.parts
  }

  /// Whether opening or closing the databases may be all that lies between two looks at them.
  ///
  /// A write-ahead log at both means that somebody else has the databases open, who may have written.
  private static func areAlike(_ before: DataFingerprint, _ after: DataFingerprint) -> Bool {
    before != after && (before.isAtRest || after.isAtRest)
  }

  /// Keeps the counts valid when the files change but the data does not, as when databases are closed.
  package func carry(from before: DataFingerprint, to after: DataFingerprint) {
    guard Self.areAlike(before, after) else { return }
    for what in ["counts", "findings", "learners"] {
      guard let data = try? PrivateFile.read(path(what), limit: Self.mostBytes),
        var content = try? JSONDecoder().decode(Content<JSONValue>.self, from: data),
        isOf(before, content.databases)
      else { continue }
      content.databases = after.parts
      put(content, what)
    }
  }

  func write(_ counts: some Codable, _ what: String, _ fingerprint: DataFingerprint, day: String) {
    put(Content(basis: basis, databases: fingerprint.parts, day: day, counts: counts), what)
  }

  private func put(_ content: Content<some Codable>, _ what: String) {
    guard !isReadOnly, let data = try? JSONEncoder().encode(content) else { return }
    try? StateFolder.make(folder)
    try? PrivateFile.write(path(what), replaces: true) { put in try put(String(decoding: data, as: UTF8.self)) }
  }

  /// Puts the kept counts into programs that have none; those of other databases are left out.
  func fill(_ programs: [ProgramSummary], _ fingerprint: DataFingerprint, now: UTCTime) -> [ProgramSummary] {
    guard let known: [String: Program] = read("counts", fingerprint, day: now.dateText) else { return programs }
    return programs.map { program in
      guard program.counts == nil, let kept = known[program.program.hex] else { return program }
      var counts = ProgramSummary.Counts()
      counts.learners = kept.learners
      counts.rows = kept.rows
      counts.driftRows = kept.driftRows
      counts.backfillableRows = kept.backfillableRows
      for (name, rows) in kept.findings {
        if let finding = Finding(rawValue: name) { counts.findings[finding] = rows }
      }
      var program = program
      program.counts = counts
      return program
    }
  }

  /// Keeps counts that were just made, of databases that did not change meanwhile.
  func keep(_ programs: [ProgramSummary], _ fingerprint: DataFingerprint, now: UTCTime) {
    var known: [String: Program] = [:]
    for program in programs {
      guard let counts = program.counts else { continue }
      known[program.program.hex] = Program(
        learners: counts.learners,
        rows: counts.rows,
        driftRows: counts.driftRows,
        backfillableRows: counts.backfillableRows,
        findings: Dictionary(uniqueKeysWithValues: counts.findings.map { ($0.key.rawValue, $0.value) })
      )
    }
    write(known, "counts", fingerprint, day: now.dateText)
  }

  /// The groups of findings that were kept; nil when none were, or of other databases.
  func groups(_ fingerprint: DataFingerprint, now: UTCTime) -> [FindingGroup]? {
    read("findings", fingerprint, day: now.dateText)
  }

  /// Keeps groups of findings that were just counted, of databases that did not change meanwhile.
  func keep(_ groups: [FindingGroup], _ fingerprint: DataFingerprint, now: UTCTime) {
    write(groups, "findings", fingerprint, day: now.dateText)
  }
}
