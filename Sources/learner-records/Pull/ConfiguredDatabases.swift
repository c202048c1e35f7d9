import CredentialsHTTP
import SiteData

extension Settings {
  /// The client programs for a site's two databases; nil where neither is configured.
  ///
  /// - Throws: `Failure` or `SettingsError` that names the setting.
  func databases() throws -> (lms: ClientProgram, credentials: ClientProgram)? {
    let (lms, credentials) = (try lmsDatabase(), try credentialsDatabase())
    guard lms != nil || credentials != nil else { return nil }
    guard let lms, let credentials else {
      let (set, missing) =
        lms == nil ? ("credentials.database", "lms.database") : ("lms.database", "credentials.database")
      throw Failure("\(set) is configured and \(missing) is not; a pull needs both, also where one server has both.")
    }
    return (try lms.program(), try credentials.program())
  }

  /// How the databases are configured where none are, as lines.
  static let databaseRemedy = [
    "No databases are configured. For example, with an account that “learner-records pull --grants” makes:",
    "  lms:",
    "    database: mysql://learner_records@db.example.org:3306/openedx",
    "    database_password_file: /run/secrets/learner-records-database",
    "  credentials:",
    "    database: mysql://learner_records@db.example.org:3306/credentials",
    "    database_password_file: /run/secrets/learner-records-database",
    "or a command, to which options are added:",
    "  lms:",
    "    database: [tutor, local, exec, -T, mysql, mysql, --defaults-extra-file=/path/in/container, openedx]",
  ]
}

extension DatabaseSettings {
  fileprivate func program() throws -> ClientProgram {
    guard words.count == 1, let url = words.first else {
      if password != nil || authorities != nil || tls != nil {
        throw Failure("\(name) is a command, which signs in by itself: leave out \(name)_password…, _ca_file and _tls.")
      }
      return ClientProgram(.command(words), label: name)
    }
    var address: ServerAddress
    do { address = try ServerAddress(url) } catch { throw Failure("\(name): \(error)") }
    address.password = password
    address.authorities = authorities
    if authorities != nil { address.tls = .verify }
    if let tls = tls.flatMap({ ServerAddress.TLS(rawValue: $0) }) { address.tls = tls }
    return ClientProgram(.address(address), label: name)
  }
}
