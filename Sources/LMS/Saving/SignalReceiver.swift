/// Someone who is told of each save, synchronously and inside its still open transaction.
///
/// What a receiver writes through the transaction is committed with the certificate or not at all. Other than in the
/// LMS, where a failing handler is logged and its task lost, an error thrown here undoes the save.
package protocol SignalReceiver: Sendable {
  /// Hears a signal.
  ///
  /// - Throws: anything; the save's transaction is then rolled back.
  func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws
}
