import LearnerRecords

extension KeptCounts {
  /// The ledger that was kept; nil for what is missing or damaged, and for one of other files whose logs tell nothing.
  func ledger(_ fingerprint: DataFingerprint) -> AuditLedger? {
    guard let (note, ledger): (Note, AuditLedger) = read(.audit) else { return nil }
    return ledger.isLogged || isOf(note, fingerprint) ? ledger : nil
  }

  /// Keeps a ledger.
  ///
  /// - Parameter fingerprint: the databases of which it is; nil where they changed while it was made.
  func keep(_ ledger: AuditLedger, _ fingerprint: DataFingerprint?) {
    guard ledger.isLogged || fingerprint != nil else { return }
    write(ledger, .audit, fingerprint, nil)
  }
}
