import DatabaseFile
import GRDB

extension CredentialsTransportError {
  /// Says in the operator's words what kept the embedded service from answering.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as DatabaseFileError: self.init(error.description)
    case let error as DatabaseError: self.init(DatabaseFileError(error, path: path).description)
    case is CancellationError: self.init("\(path): the request was cancelled before it was carried out")
    default: self.init("\(path): \(error)")
    }
  }
}
