import GRDB
import OpenEdX
import Testing

@testable import LearnerRecords

@Suite struct `Walks over indexes of names` {
  /// Names that are alike but for a case, an accent or their last letters.
  private static func names(seed: UInt64, count: Int, unlikeWithoutCase: Bool) -> [String] {
    var state = seed
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let letters = ["a", "A", "b", "B", "z", "Z", "_", "0", "@", "[", "{", "é", "e\u{301}", "京", "😀"]
    var seen: Set<ExactText> = []
    var names: [String] = []
    while names.count < count {
      let name = (0...below(6)).map { _ in letters[below(letters.count)] }.joined()
      let key = unlikeWithoutCase ? folded(name) : name
      if seen.insert(ExactText(key)).inserted { names.append(name) }
    }
    return names
  }

  private static func folded(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { ("A"..."Z").contains($0) ? lower($0) : $0 }))
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar { Unicode.Scalar(UInt8(scalar.value) + 32) }

  @Test(arguments: ["NOCASE", "BINARY"], [UInt64](1...6))
  func `the LMS's users come by code points, whatever the index compares`(collation: String, seed: UInt64) throws {
    let names = Self.names(seed: seed, count: 300, unlikeWithoutCase: collation == "NOCASE")
    let sorted = names.sorted(by: CodePoints.precedes)
    try DatabaseQueue().write { db in
      try db.execute(sql: "CREATE TABLE auth_user (id integer PRIMARY KEY, username text COLLATE \(collation) UNIQUE)")
      for name in names { try db.execute(sql: "INSERT INTO auth_user (username) VALUES (?)", arguments: [name]) }
      let walk = try UsernameWalk(db)
      for limit in [1, 7, 299, 300, 301] {
        var walked: [String] = []
        while true {
          let users = try walk.users(after: walked.last, limit: limit)
          walked += users.map(\.username)
          guard users.count == limit else { break }
        }
        #expect(walked.map { ExactText($0) } == sorted.map { ExactText($0) }, "\(limit) at a time")
      }
      for name in Self.names(seed: seed + 100, count: 100, unlikeWithoutCase: false) {
        let found = try walk.users(after: name, limit: 5).map { ExactText($0.username) }
        #expect(found == sorted.filter { CodePoints.precedes(name, $0) }.prefix(5).map { ExactText($0) }, "\(name)")
      }
    }
  }

  @Test(arguments: ["NOCASE", "BINARY"], [UInt64](1...6))
  func `other spellings are found for many names at once`(collation: String, seed: UInt64) throws {
    let names = Self.names(seed: seed, count: 400, unlikeWithoutCase: false)
    let wanted = Self.names(seed: seed + 100, count: 150, unlikeWithoutCase: false)
    try DatabaseQueue().inDatabase { db in
      try db.execute(
        sql: """
          ATTACH ':memory:' AS credentials;
          CREATE TABLE credentials.records_usergrade (id integer PRIMARY KEY, username text);
          CREATE INDEX credentials.by_name ON records_usergrade (username COLLATE \(collation));
          """
      )
      for name in names + names {
        try db.execute(sql: "INSERT INTO credentials.records_usergrade (username) VALUES (?)", arguments: [name])
      }
      let keys = Set(wanted.map { ExactText(Self.folded($0)) })
      let expected = Set(names.filter { keys.contains(ExactText(Self.folded($0))) }.map { ExactText($0) })
      #expect(!expected.isEmpty)
      let found = try SpellingSearch(db, table: "records_usergrade").spellings(of: wanted)
      #expect(found == expected)
      // Of a part of the names that the caller knows, none need be found; of the others all must be.
      for (after, end) in [(names[0], names[1]), (nil, names[2]), (names[3], nil)] as [(String?, String?)] {
        let rest = try SpellingSearch(db, table: "records_usergrade")
          .spellings(of: wanted, but: NameRange(after: after, through: end))
        #expect(rest.isSubset(of: expected))
        let outside = expected.filter { !Self.isBetween($0.text, after, end) }
        #expect(rest.isSuperset(of: outside), "behind \(after ?? "-") up to \(end ?? "-")")
      }
    }
  }

  private static func isBetween(_ name: String, _ after: String?, _ end: String?) -> Bool {
    (after.map { CodePoints.precedes($0, name) } ?? true) && !(end.map { CodePoints.precedes($0, name) } ?? false)
  }

  @Test(arguments: [UInt64](1...6))
  func `a part of the names holds a beginning when it holds the first and the last name with it`(seed: UInt64) {
    let names = Self.names(seed: seed, count: 40, unlikeWithoutCase: false)
    var held = 0
    for (place, prefix) in names.enumerated() {
      for after in [nil] + names.prefix(20).map(Optional.some) {
        for end in [nil, prefix, prefix + "a"] + names.suffix(from: place).map(Optional.some) {
          let expected = [prefix, prefix + "\u{10FFFF}"].allSatisfy { Self.isBetween($0, after, end) }
          let range = NameRange(after: after, through: end)
          #expect(range.holds(namesBeginningWith: Array(prefix.unicodeScalars)) == expected)
          if expected { held += 1 }
        }
      }
    }
    #expect(held > 0)
  }
}
