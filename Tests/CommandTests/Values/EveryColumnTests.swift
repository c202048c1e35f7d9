import Foundation
import ProcessTestSupport
import TestSupport
import Testing

/// A file from somewhere else holds any value in any column. Each is read as what it means, or refused by name; it is never
/// compared in silence with what it is not, and never ends the process.
@Suite(.ownThread, .serialized) struct `A value of any kind in any column` {
  /// What a test puts into a column, as SQL on the value that is there.
  private static let values = [
    ("NULL", "NULL"), ("an integer", "1"), ("a huge integer", "9223372036854775807"), ("a real", "0.5"),
    ("an infinity", "9e999"), ("a text", "'x y'"), ("a number as text", "CAST(old AS TEXT)"), ("a blob", "x'00ff'"),
    ("text that is no UTF-8", "CAST(x'61ff' AS TEXT)"), ("a word for true", "'True'"), ("a word for false", "'False'"),
  ]

  /// `EVERY_COLUMN` looks at each value in all ways; without it one way is drawn for each, and `SEED` repeats the draw.
  @Test(arguments: ColumnLook.allCases)
  func `is read as what it means, or refused with its table, column and row`(look: ColumnLook) async throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["SEED"].flatMap { UInt64($0) } ?? Self.seed
    print("every column: seed \(seed)")
    var random = RandomDraw(seed: seed)
    let site = try ColumnSite()
    #expect(site.columns.count > 130)
    let usual = await look.result(site.folder.path)
    guard case .said = usual else {
      Issue.record("\(look): \(usual)")
      return
    }
    for column in site.columns {
      // What is the same for a kind of column is looked at once.
      var seen: Set<String> = []
      for (name, sql) in Self.values where name.hasPrefix("a word") == false || column.kind == .flag {
        let isDrawn = random.one(of: ColumnLook.allCases) == look || environment["EVERY_COLUMN"] != nil
        let stored = try site.with(column, sql) { try site.value(column) }
        let kind = column.kind == .text && stored.type == "text" && stored.text.utf8.allSatisfy { $0 < 0x80 }
        guard seen.insert(kind ? "text" : stored.type + stored.text).inserted, isDrawn else { continue }
        let got = try await site.with(column, sql) { await look.result(site.folder.path) }
        let what = "\(look.rawValue), \(name) in \(column)"
        switch got {
        case .failed(let text): Issue.record("\(what): \(text)")
        case .refused(let text):
          #expect(text.contains(site.folder.file(column.file)), "\(what): \(text)")
          #expect(text.contains(column.table), "\(what): \(text)")
        case .said:
          if got == usual { continue }
          // An unreadable task of the queue, which nobody but this program writes, is left out of what is listed.
          if column.table.hasPrefix("sync_") { continue }
          switch ColumnMeaning(column, stored) {
          case .itself: continue
          case .same(let meant):
            let expected = try await site.with(column, meant) { await look.result(site.folder.path) }
            #expect(got == expected, "\(what), which means \(meant)")
          case .nothing: Issue.record("\(what) was taken for something else:\n\(difference(usual, got))")
          }
        }
      }
    }
  }

  private static let seed = UInt64.random(in: 0 ... .max)

  private func difference(_ usual: ColumnResult, _ got: ColumnResult) -> String {
    guard case .said(let before) = usual, case .said(let after) = got else { return "" }
    let lines = after.difference(from: before).map { change in
      switch change {
      case .remove(_, let line, _): "- \(line)"
      case .insert(_, let line, _): "+ \(line)"
      }
    }
    return lines.prefix(6).joined(separator: "\n")
  }
}

/// What a stored value means in a column of a kind.
enum ColumnMeaning {
  /// It is of the column's kind.
  case itself
  /// The same as another value, as SQL.
  case same(String)
  /// Nothing: it has to be refused where it is looked at.
  case nothing

  /// Names by which rows are sought: what is no text is the name of nobody.
  private static let names: Set<String> = ["username", "course_id", "key", "email", "app_label", "model"]

  init(_ column: ColumnSite.Column, _ stored: (type: String, text: String)) {
    self.init(column.kind, stored)
    if case .nothing = self, column.kind == .text, Self.names.contains(column.name) { self = .same("'nobody'") }
  }

  private init(_ kind: ColumnSite.Column.Kind, _ stored: (type: String, text: String)) {
    let (type, text) = stored
    let number = type == "blob" || type == "null" ? nil : Double(text)
    switch (kind, type) {
    case (_, "null"):
      switch kind {
      case .flag: self = .same("0")
      default: self = .itself
      }
    case (.text, "text"): self = text.contains("\u{FFFD}") ? .nothing : .itself
    // Another number is nobody's.
    case (.integer, "real"): self = .same("9223372036854775806")
    case (.text, "integer"), (.text, "real"): self = number?.isFinite == true ? .same("'\(text)'") : .nothing
    case (.integer, "integer"),
      (.flag, _) where type == "integer" && (kind == .integer || text == "0" || text == "1"):
      self = .itself
    case (.flag, "text") where text.lowercased() == "true": self = .same("1")
    case (.flag, "text") where text.lowercased() == "false": self = .same("0")
    case (.grade, "integer"), (.grade, "real"): self = number.map { abs($0) < 1000 } == true ? .itself : .nothing
    default: self = .nothing
    }
  }
}
