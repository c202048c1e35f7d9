import DatabaseFile
import Foundation
import GRDB
import OpenEdX

/// How a file's UUID columns hold their values, which depends on what made the file.
enum UUIDForm {
  /// 32 digits: Django on SQLite and MySQL.
  case digits
  /// 36 characters: MariaDB's own type, as its dumps write it.
  case hyphens
  /// 16 bytes.
  case bytes

  /// Looks at the first award; a file without any has the form of Django on SQLite.
  init(_ db: Database) throws {
    let row = try StoredRow.fetchOne(db, sql: "SELECT uuid FROM credentials_usercredential LIMIT 1")
    switch row?.value(0) {
    case .blob: self = .bytes
    case .text(let text) where text.utf8.count == 36: self = .hyphens
    default: self = .digits
    }
  }

  /// A UUID as a column of this file holds it.
  func column(_ uuid: ProgramUUID) -> DatabaseValue {
    switch self {
    case .digits: uuid.hex.databaseValue
    case .hyphens: uuid.dashed.databaseValue
    case .bytes: Data(uuid.bytes).databaseValue
    }
  }
}

extension ProgramUUID {
  /// The three forms in which a column may hold it.
  var storedForms: StatementArguments { [hex, dashed, Data(bytes)] }

  /// The same value.
  init(_ uuid: UUID) {
    self.init(bytes: withUnsafeBytes(of: uuid.uuid) { Array($0) })
  }
}

/// A datetime column's text.
enum StoredTime {
  /// The spelling of answers; a text that is no time stays as it is.
  static func apiText(_ text: String) -> String { UTCTime(text)?.apiText ?? text }
}
