import LMS
import Synchronization

/// A receiver that keeps what it heard, and does what a test asks for on the way.
final class RecordingReceiver: SignalReceiver {
  private let heard = Mutex<[CertificateSignal]>([])
  private let onReceive: @Sendable (CertificateSignal, LMSTransaction) throws -> Void

  init(_ onReceive: @escaping @Sendable (CertificateSignal, LMSTransaction) throws -> Void = { _, _ in }) {
    self.onReceive = onReceive
  }

  var signals: [CertificateSignal] { heard.withLock { $0 } }

  func receive(_ signal: CertificateSignal, in transaction: LMSTransaction) throws {
    heard.withLock { $0.append(signal) }
    try onReceive(signal, transaction)
  }
}

/// What a receiver or a transaction of a test throws.
struct Refusal: Error, Equatable {}

extension CertificateSignal {
  /// The signal's name.
  var name: String {
    switch self {
    case .changed: "changed"
    case .awarded: "awarded"
    case .revoked: "revoked"
    case .dateChanged: "date changed"
    case .pacingChanged: "pacing changed"
    case .gradeChanged: "grade changed"
    }
  }

  /// Whom and what it is about; nil for the signals that are not about a certificate.
  var certificate: CertificateSubject? {
    switch self {
    case .changed(let subject), .awarded(let subject), .revoked(let subject): subject
    case .dateChanged, .pacingChanged, .gradeChanged: nil
    }
  }
}
