import MariaDBSupport
import OpenEdX
import SiteData
import TestSupport
import Testing

extension MariaDBServer {
  /// Whether there is a server on this machine; where there is none, the tests that need one are skipped with this said.
  static var needed: ConditionTrait { .enabled(if: reasonForNone == nil, "\(reasonForNone ?? "")") }

  /// The client program, signing in at the server's socket.
  func program(
    _ database: String?,
    user: String = "root",
    password: String? = nil,
    label: String = "lms.database"
  ) throws -> ClientProgram {
    var address = try ServerAddress("mysql://\(user)@localhost/\(database ?? "")?socket=\(socket)")
    address.password = password.map { Secret($0) }
    return Self.patient(ClientProgram(.address(address), label: label))
  }

  /// The client program as a command that the operator has configured.
  func command(_ words: [String]) -> ClientProgram {
    Self.patient(ClientProgram(.command(words), label: "lms.database"))
  }

  /// No statement is cut off because the machine is busy; a test of that sets its own bound.
  private static func patient(_ program: ClientProgram) -> ClientProgram {
    var program = program
    program.statementSeconds = 3600
    return program
  }

  /// What a client needs to sign in here.
  var clientOptions: [String] { ["--no-defaults", "--socket=\(socket)", "--user=root"] }
}

extension ServedSite {
  /// A pull of this site into a folder.
  func pull(into folder: String, user: String = "root", password: String? = nil) throws -> SitePull {
    SitePull(
      lms: try server.program(lms, user: user, password: password),
      credentials: try server.program(credentials, user: user, password: password, label: "credentials.database"),
      folder: folder
    )
  }
}
