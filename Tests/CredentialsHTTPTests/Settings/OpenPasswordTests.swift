import Foundation
import TestSupport
import Testing

@testable import CredentialsHTTP

@Suite struct `A password of a database or the broker` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, as name: String, mode: Int) throws -> String {
    let path = try folder.write(Data(text.utf8), as: name)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// The settings of a file with this mode, for a user whose home is the folder.
  private func settings(_ yaml: String, mode: Int = 0o644) throws -> Settings {
    try Settings.read(file: write(yaml, as: "config.yaml", mode: mode), environment: ["HOME": folder.path])
  }

  /// Asks for each of the three ways.
  private func ask(_ settings: Settings) throws {
    _ = try settings.lmsDatabase()
    _ = try settings.credentialsDatabase()
    _ = try settings.broker()
  }

  /// Why settings are refused, both where they are used and where `config` checks them; nil when they are taken.
  private func refusal(_ settings: Settings) throws -> String? {
    var said: [String?] = []
    for check in [{ try ask(settings) }, { try settings.checkSecretFiles() }] {
      do {
        try check()
        said.append(nil)
      } catch let error as SettingsError { said.append(error.description) }
    }
    #expect(said[0] == said[1])
    #expect(said[0]?.contains("hunter2") != true)
    return said[0]
  }

  private static let ways = [
    "lms:\n  database: mysql://r@db/x\n  database_password_file:",
    "credentials:\n  database: mysql://r@db/x\n  database_password_file:",
    "celery:\n  broker: redis://r/0\n  broker_password_file:",
  ]

  @Test(arguments: ways, [0o640, 0o604, 0o644, 0o660])
  func `is refused from a file that others can read, with its name and what to do`(way: String, mode: Int) throws {
    let path = try write("hunter2\n", as: "password", mode: mode)
    let said = try refusal(settings("\(way) password\n"))
    #expect(said?.contains("password_file: \(path): others can read this secret; run chmod 600 on it") == true)
    // As Kubernetes mounts it: the name is a link to the file.
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: path)
    #expect(try refusal(settings("\(way) link\n"))?.contains("run chmod 600") == true)
    for closed in [0o600, 0o400] {
      try FileManager.default.setAttributes([.posixPermissions: closed], ofItemAtPath: path)
      #expect(try refusal(settings("\(way) password\n")) == nil)
      #expect(try refusal(settings("\(way) link\n")) == nil)
    }
  }

  @Test(arguments: ["--defaults-extra-file", "--defaults-file"], ["mysql", "/usr/bin/mariadb"])
  func `is refused from an option file that others can read`(option: String, program: String) throws {
    let path = try write("[client]\nuser = r\nloose-password = \"hunter2\"\n", as: "my.cnf", mode: 0o640)
    for name in [path, "~/my.cnf"] {
      let yaml = "lms:\n  database: [\(program), \(option)=\(name), openedx]\n"
      #expect(
        try refusal(settings(yaml)) == "lms.database: \(path): others can read this secret; run chmod 600 on it"
      )
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(try refusal(settings("lms:\n  database: [\(program), \(option)=\(path), openedx]\n")) == nil)
  }

  @Test func `is refused from the user's own option file, where the program reads that`() throws {
    let path = try write("[mysql]\npassword=hunter2\n", as: ".my.cnf", mode: 0o644)
    let other = try write("[mysql]\nhost=db\n", as: "other.cnf", mode: 0o644)
    func said(_ words: String) throws -> String? {
      try refusal(settings("credentials:\n  database: [\(words), x]\n"))
    }
    #expect(try said("mariadb")?.hasPrefix("credentials.database: \(path): ") == true)
    #expect(try said("mariadb, --defaults-extra-file=\(other)")?.contains(path) == true)
    #expect(try said("mariadb, --defaults-file=\(other)") == nil)
    #expect(try said("mariadb, --no-defaults") == nil)
    // There the paths are those of another machine.
    #expect(try said("ssh, db, mysql, --defaults-file=\(path)") == nil)
  }

  @Test(arguments: ["[client]\nuser=r\n", "[client]\npassword\n", "[client]\npassword=\n", "# password=hunter2\n"])
  func `is not looked for where an option file has none`(text: String) throws {
    let path = try write(text, as: "my.cnf", mode: 0o644)
    #expect(try refusal(settings("lms:\n  database: [mysql, --defaults-file=\(path)]\n")) == nil)
  }

  @Test(arguments: [
    ("lms", "database", "mysql, -phunter2, x"), ("lms", "database", "docker, exec, -i, db, mysql, --password=hunter2"),
    ("credentials", "database", "docker, exec, -e, MYSQL_PWD=hunter2, db, mysql"),
    ("celery", "broker", "redis-cli, -a, hunter2"), ("celery", "broker", "redis-cli, -u, \"redis://:hunter2@r/0\""),
    ("celery", "broker", "docker, exec, -i, -eREDISCLI_AUTH=hunter2, r, redis-cli"),
  ])
  func `is refused in a command of a configuration file that others can read`(
    section: String,
    key: String,
    words: String
  ) throws {
    let yaml = "\(section):\n  \(key): [\(words)]\n"
    let said = try refusal(settings(yaml))
    #expect(
      said == "\(section).\(key): its command holds a password. \(folder.file("config.yaml")): others can read this "
        + "secret; run chmod 600 on it"
    )
    #expect(try refusal(settings(yaml, mode: 0o600)) == nil)
  }

  @Test(arguments: [
    "ssh, -p2222, db, mysql, x", "sh, -c, 'MYSQL_PWD=$(cat /run/secret) exec mysql \"$@\"', sh", "mysql, -p, x",
  ])
  func `is not seen where a command holds none`(words: String) throws {
    #expect(try refusal(settings("lms:\n  database: [\(words)]\n")) == nil)
  }
}
