import LMS

/// Passes on that a certificate was changed, and no other signal: for tests that follow the course certificate's task
/// alone.
package struct ChangesOnly: SignalReceiver {
  private let inner: any SignalReceiver

  /// Takes the one to tell.
  package init(_ inner: any SignalReceiver) { self.inner = inner }

  /// Hears a signal.
  package func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws {
    guard case .changed = signal else { return }
    try inner.receive(signal, in: transaction)
  }
}
