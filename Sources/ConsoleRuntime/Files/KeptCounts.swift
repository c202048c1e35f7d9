import Foundation
import LearnerRecords
import OpenEdX

/// What was found out about a deployment's learners, from one session to the next, so that the next one need not look at
/// all of them: the ledger of an audit, and the index of their names. A convenience, never a reason to fail.
///
/// What stands in the databases' logs of changes tells what still holds; where they have none, it holds for the same files.
package struct KeptCounts: Sendable {
  /// What stands beside a file: of what it is, and which of several it belongs to, as two sessions may write at once.
  struct Note: Codable {
    var version = 4
    var basis: String
    /// What ``DataFingerprint`` says of the databases.
    var databases: [Int64]
    var position: DataPosition?
    var number: Int64
  }

  /// What is kept.
  enum Kind: String, CaseIterable {
    case audit
    case learners

    /// How the name of its file ends.
    fileprivate var ending: String { self == .audit ? "ledger" : "index" }
  }

  let folder: String
  let deployment: String
  let isReadOnly: Bool
  /// What counts depend on beside the databases and the time.
  private let basis: String
  /// What the databases were before this session opened them for writing, and after; nil where that changed nothing, or
  /// somebody else had them open.
  private let opening: (found: DataFingerprint, opened: DataFingerprint)?
  private static let mostNoteBytes = 1 << 16

  /// Takes the folder of what is remembered and the deployment's.
  ///
  /// - Parameters:
  ///   - basis: what counts depend on beside the databases and the time: the settings, and the program that counts.
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

  /// What counts depend on beside the databases and the time.
  package static func basis(of settings: RecordSettings, countedBy program: String) -> String {
    [
      program, "\(settings.honorCertificatesDisabled)", settings.retiredPrefix, settings.site ?? "",
    ].joined(separator: "\n")
  }

  private func path(_ kind: Kind, _ ending: String) -> String { "\(folder)/\(kind.rawValue)-\(deployment).\(ending)" }

  /// The note of what was kept; nil for what is missing, damaged, or of another version.
  private func note(_ kind: Kind) -> Note? {
    guard let data = try? PrivateFile.read(path(kind, "json"), limit: Self.mostNoteBytes),
      let note = try? JSONDecoder().decode(Note.self, from: data), note.version == 4
    else { return nil }
    return note
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
    for kind in Kind.allCases {
      guard var note = note(kind), isOf(before, note.databases) else { continue }
      note.databases = after.parts
      put(note, kind)
    }
  }

  private func put(_ note: Note, _ kind: Kind) {
    guard !isReadOnly, let data = try? JSONEncoder().encode(note) else { return }
    try? StateFolder.make(folder)
    try? PrivateFile.write(path(kind, "json"), replaces: true) { put in try put(String(decoding: data, as: UTF8.self)) }
  }

  /// Reads what was kept with its note; nil for what is missing, damaged, of another version or other settings, or belongs to
  /// another note.
  func read<Content: KeptContent>(_ kind: Kind) -> (note: Note, content: Content)? {
    guard let note = note(kind), note.basis == basis else { return nil }
    return try? PrivateFile.read(path(kind, kind.ending)) { size, fill in
      var number: Int64 = 0
      guard withUnsafeMutableBytes(of: &number, fill), number == note.number else { return nil }
      return Content(size: size - MemoryLayout<Int64>.size, reading: fill).map { (note, $0) }
    }
  }

  /// Keeps something, and after it the note.
  func write(_ content: some KeptContent, _ kind: Kind, _ fingerprint: DataFingerprint?, _ position: DataPosition?) {
    guard !isReadOnly else { return }
    let number = Int64.random(in: .min ... .max)
    do {
      try StateFolder.make(folder)
      try PrivateFile.writeBytes(path(kind, kind.ending), replaces: true) { put in
        try withUnsafeBytes(of: number, put)
        try content.write(put)
      }
    } catch {
      return
    }
    put(Note(basis: basis, databases: fingerprint?.parts ?? [], position: position, number: number), kind)
  }

  /// Whether what was kept is of the same files.
  func isOf(_ note: Note, _ fingerprint: DataFingerprint) -> Bool { isOf(fingerprint, note.databases) }
}

extension KeptCounts {
  /// The index of all learners that was kept, up to where the logs of changes were known, and whether the files are the same;
  /// nil for what is missing or damaged, and for one of other files without a log.
  func learnerIndex(_ fingerprint: DataFingerprint) -> (index: LearnerIndex, position: DataPosition?, isSame: Bool)? {
    guard let (note, index): (Note, LearnerIndex) = read(.learners) else { return nil }
    let isSame = isOf(note, fingerprint)
    return isSame || note.position != nil ? (index, note.position, isSame) : nil
  }

  /// Keeps the index of all learners, of databases that did not change while it was made.
  func keep(_ index: LearnerIndex, _ fingerprint: DataFingerprint, _ position: DataPosition?) {
    write(index, .learners, fingerprint, position)
  }

  /// The ledger that was kept, and whether it is of the same files; nil for what is missing or damaged, and for one of other
  /// files whose logs tell nothing.
  func ledger(_ fingerprint: DataFingerprint) -> (ledger: AuditLedger, isSame: Bool)? {
    guard let (note, ledger): (Note, AuditLedger) = read(.audit) else { return nil }
    let isSame = isOf(note, fingerprint)
    return ledger.isLogged || isSame ? (ledger, isSame) : nil
  }

  /// Keeps a ledger.
  ///
  /// - Parameter fingerprint: the databases of which it is; nil where they changed while it was made.
  func keep(_ ledger: AuditLedger, _ fingerprint: DataFingerprint?) {
    guard ledger.isLogged || fingerprint != nil else { return }
    write(ledger, .audit, fingerprint, nil)
  }
}
