import GRDB
import OpenEdX

/// An open transaction on the LMS's database.
///
/// Only valid inside a transaction of ``LMSDatabase``.
package struct LMSTransaction {
  /// The connection, for what a receiver writes beside the LMS's own rows.
  package let db: Database
  /// The time that the transaction's rows are stamped with.
  package let now: UTCTime
  private let receivers: [any SignalReceiver]

  init(db: Database, receivers: [any SignalReceiver], now: UTCTime) {
    self.db = db
    self.now = now
    self.receivers = receivers
  }

  func send(_ signal: CertificateSignal) throws {
    for receiver in receivers { try receiver.receive(signal, in: self) }
  }

  /// The gates as this transaction sees them.
  package func gates() throws -> LMSGates { try LMSGates(db) }
}
