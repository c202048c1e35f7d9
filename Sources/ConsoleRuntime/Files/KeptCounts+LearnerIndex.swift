import LearnerRecords

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
}
