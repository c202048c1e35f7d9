import LearnerRecords
import OpenEdX

extension KeptCounts {
  /// Which file of an index belongs to the note beside it: two sessions may write both at once.
  private struct IndexNote: Codable {
    var number: Int64
  }

  private var indexPath: String { "\(folder)/learners-\(deployment).index" }
  /// An index is the same on every day.
  private static let anyDay = ""

  /// The index of all learners that was kept; nil for what is missing, damaged, of another version, or of other databases.
  func learnerIndex(_ fingerprint: DataFingerprint) -> LearnerIndex? {
    guard let note: IndexNote = read("learners", fingerprint, day: Self.anyDay) else { return nil }
    return try? PrivateFile.read(indexPath) { size, fill in
      var number: Int64 = 0
      guard withUnsafeMutableBytes(of: &number, fill), number == note.number else { return nil }
      return LearnerIndex(size: size - MemoryLayout<Int64>.size, reading: fill)
    }
  }

  /// Keeps the index of all learners, of databases that did not change while it was made.
  func keep(_ index: LearnerIndex, _ fingerprint: DataFingerprint) {
    guard !isReadOnly else { return }
    let note = IndexNote(number: .random(in: .min ... .max))
    do {
      try StateFolder.make(folder)
      try PrivateFile.writeBytes(indexPath, replaces: true) { put in
        try withUnsafeBytes(of: note.number, put)
        try index.write(put)
      }
    } catch {
      return
    }
    write(note, "learners", fingerprint, day: Self.anyDay)
  }
}
