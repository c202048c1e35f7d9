import LearnerRecords

extension KeptCounts {
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
