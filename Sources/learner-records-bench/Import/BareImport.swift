import Foundation
import GRDB

/// The same rows and indexes written by a C program that decides nothing.
///
/// The rows lie in a file as they are bound: for each table its statement, for each value a kind and its bytes.
struct BareImport {
  private let program: String
  private let rows: String
  private let folder: String

  /// Compiles the program and writes the rows of a deployment for it.
  init(of site: String, in folder: String) throws {
    self.folder = folder
    program = folder + "/bare"
    rows = folder + "/rows"
    let source = folder + "/bare.c"
    try Data(Self.source.utf8).write(to: URL(fileURLWithPath: source))
    let compiled = try ChildRun("cc", ["-O2", "-o", program, source, "-lsqlite3"])
    guard compiled.status == 0 else { throw BenchError("cc cannot compile the bare program; is libsqlite3-dev there?") }
    _ = FileManager.default.createFile(atPath: rows, contents: nil)
    guard let file = FileHandle(forWritingAtPath: rows) else { throw BenchError("\(rows) cannot be written.") }
    for side in ["lms", "credentials"] {
      try Self.write("\(site)/\(side).sqlite", as: "\(folder)/bare-\(side).sqlite", to: file)
    }
    try file.close()
  }

  func run() throws -> ChildRun {
    for side in ["lms", "credentials"] { unlink("\(folder)/bare-\(side).sqlite") }
    return try ChildRun(program, [], input: rows)
  }

  private static func write(_ source: String, as target: String, to file: FileHandle) throws {
    var buffer = Data()
    func put(_ kind: Character, _ bytes: some Sequence<UInt8>) {
      let bytes = Array(bytes)
      buffer.append(contentsOf: kind.utf8)
      withUnsafeBytes(of: Int32(bytes.count)) { buffer.append(contentsOf: $0) }
      buffer.append(contentsOf: bytes)
    }
    put("D", target.utf8)
    try DatabaseQueue(path: source).read { db in
      let objects = try Row.fetchAll(
        db,
        sql:
          "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'sync_%'"
      )
      let tables = objects.filter { $0[0] == "table" }
      for table in tables { put("X", (table[2] as String).utf8) }
      for table in tables {
        let name: String = table[1]
        let places = try db.columns(in: name).map { _ in "?" }.joined(separator: ",")
        put("S", "INSERT INTO \"\(name)\" VALUES (\(places))".utf8)
        let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM \"\(name)\"")
        while let row = try cursor.next() {
          for value in row.databaseValues {
            switch value.storage {
            case .null, .blob: put("n", [])
            case .int64(let number): put("i", withUnsafeBytes(of: number) { Array($0) })
            case .double(let number): put("d", withUnsafeBytes(of: number) { Array($0) })
            case .string(let text): put("t", text.utf8)
            }
          }
          put("R", [])
          if buffer.count > 1 << 20 {
            try file.write(contentsOf: buffer)
            buffer.removeAll(keepingCapacity: true)
          }
        }
      }
      for index in objects where index[0] == "index" { put("X", (index[2] as String).utf8) }
    }
    put("E", [])
    try file.write(contentsOf: buffer)
  }

  private static let source = #"""
    #include <sqlite3.h>
    #include <stdint.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    static char *room[64];
    static int size[64];
    static sqlite3 *db;
    static void check(int ok) { if (!ok) { fprintf(stderr, "%s\n", sqlite3_errmsg(db)); exit(1); } }
    int main(void) {
      static char input[1 << 18];
      setvbuf(stdin, input, _IOFBF, sizeof input);
      sqlite3_stmt *statement = 0;
      int place = 0, kind;
      while ((kind = getc_unlocked(stdin)) != EOF) {
        int32_t count;
        check(fread_unlocked(&count, 4, 1, stdin) == 1);
        int slot = place < 63 ? place : 63;
        if (count >= size[slot]) room[slot] = realloc(room[slot], size[slot] = count + 64);
        char *bytes = room[slot];
        if (count) check(fread_unlocked(bytes, count, 1, stdin) == 1);
        if (kind != 'n' || !bytes) { if (!bytes) bytes = room[slot] = malloc(size[slot] = 64); bytes[count] = 0; }
        int64_t number; double real;
        switch (kind) {
        case 'D':
          check(sqlite3_open(bytes, &db) == SQLITE_OK);
          check(sqlite3_exec(db, "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;PRAGMA locking_mode=EXCLUSIVE;"
            "PRAGMA cache_size=-12000;BEGIN", 0, 0, 0) == SQLITE_OK);
          break;
        case 'X': sqlite3_finalize(statement); statement = 0; check(sqlite3_exec(db, bytes, 0, 0, 0) == SQLITE_OK); break;
        case 'S': sqlite3_finalize(statement); check(sqlite3_prepare_v2(db, bytes, -1, &statement, 0) == SQLITE_OK); break;
        case 'n': sqlite3_bind_null(statement, ++place); break;
        case 'i': memcpy(&number, bytes, 8); sqlite3_bind_int64(statement, ++place, number); break;
        case 'd': memcpy(&real, bytes, 8); sqlite3_bind_double(statement, ++place, real); break;
        case 't': sqlite3_bind_text(statement, ++place, bytes, count, SQLITE_STATIC); break;
        case 'R': check(sqlite3_step(statement) == SQLITE_DONE); sqlite3_reset(statement); place = 0; break;
        case 'E': check(sqlite3_exec(db, "COMMIT", 0, 0, 0) == SQLITE_OK); sync(); sqlite3_close(db); break;
        }
      }
      return 0;
    }
    """#
}
