import Foundation
import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

@Suite struct `The index of learners` {
  private typealias Fields = LearnerIndexBuilder.Fields

  private struct Person {
    var fields: Fields
    var id: Int64?
  }

  private func index(_ people: [Person]) throws -> LearnerIndex {
    var builder = LearnerIndexBuilder()
    for person in people { try builder.add(person.fields, lmsUserID: person.id) }
    return builder.index()
  }

  /// Folds and compares scalar by scalar, learner by learner.
  private func naive(_ people: [Person], _ folded: [Fold], _ text: String) -> [LearnerIndex.Entry] {
    let words = fold(text).split(separator: " ").map(Array.init)
    let sought = Array(words.joined(separator: [" "]))
    var ranked: [[LearnerIndex.Entry]] = [[], [], []]
    for (person, folded) in zip(people, folded) {
      let fields = folded.names + folded.others
      let rank: Int
      if !sought.isEmpty, folded.names.contains(fold(text)) || person.id.map(String.init) == text {
        rank = 0
      } else if fields.contains(where: { $0.starts(with: sought) }) {
        rank = 1
      } else if words.allSatisfy({ word in fields.contains { contains($0, word) } }) {
        rank = 2
      } else {
        continue
      }
      ranked[rank].append(LearnerIndex.Entry(username: person.fields.usernames[0], lmsUserID: person.id))
    }
    return ranked.flatMap { $0 }
  }

  private struct Fold {
    let names: [[Unicode.Scalar]]
    let others: [[Unicode.Scalar]]
  }

  private func fold(_ text: String) -> [Unicode.Scalar] {
    text.decomposedStringWithCanonicalMapping.lowercased().uppercased().lowercased()
      .decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { $0.properties.canonicalCombiningClass == .notReordered }
      .map { $0 == "ς" ? "σ" : $0 == "ø" ? "o" : $0 }
  }

  private func contains(_ field: [Unicode.Scalar], _ sought: [Unicode.Scalar]) -> Bool {
    guard let first = sought.first, field.count >= sought.count else { return sought.isEmpty }
    return (0...(field.count - sought.count)).contains { field[$0] == first && field[$0...].starts(with: sought) }
  }

  private static let seeds: [UInt64] = Array(1...12)
  private static let syllables = [
    "a", "B", "ba", "é", "e\u{301}", "É", "ß", "SS", "ø", "ı", "İ", "Σ", "ς", "ñ", "я", "Й", "京", "子", "が", "가", "각",
    "ก", "ุ", "अ", "ि", "🧑‍🎓", "م", "\u{0}", "\u{1B}[31m", "\n", "%", "_", ".", "@", " ", "1", "12",
  ]

  @Test(arguments: seeds)
  func `finds what looking at every learner finds, in the same order`(seed: UInt64) throws {
    var random = RandomDraw(seed: seed)
    func word(_ random: inout RandomDraw, _ most: Int) -> String {
      (0..<random.below(most + 1)).map { _ in random.one(of: Self.syllables) }.joined()
    }
    var people: [Person] = (0..<60).map { place in
      var fields = Fields(usernames: [word(&random, 4)], others: [word(&random, 6), word(&random, 3)])
      if random.chance(20) { fields.usernames.append(word(&random, 4)) }
      if random.chance(20) { fields.others.append(word(&random, 4)) }
      return Person(fields: fields, id: random.chance(80) ? Int64(place) : nil)
    }
    people.append(Person(fields: Fields(usernames: ["long"], others: [String(repeating: "aé", count: 5000)]), id: 7777))
    people.sort { CodePoints.precedes($0.fields.usernames[0], $1.fields.usernames[0]) }
    let index = try index(people)
    #expect(index.count == people.count)
    for (place, person) in people.enumerated() {
      #expect(CodePoints.equal(index[place].username, person.fields.usernames[0]), "seed \(seed)")
    }
    var texts = (0..<60).map { _ in word(&random, 3) }
    texts += ["", "long", "7777", "77", "aeae", "AÉA", String(repeating: "ae", count: 3000) + "b", "\u{301}"]
    texts += people.map { $0.fields.usernames[0] }
    let folded = people.map { Fold(names: $0.fields.usernames.map(fold), others: $0.fields.others.map(fold)) }
    for text in texts {
      let all = naive(people, folded, text)
      for limit in [0, 1, 5, Int.max] {
        let got = index.search(text, limit: limit)
        #expect(got.total == all.count, "seed \(seed), “\(text.debugDescription)”")
        #expect(got.learners == Array(all.prefix(limit)), "seed \(seed), “\(text.debugDescription)”, at most \(limit)")
      }
    }
  }

  @Test func `finds the words of a text in any order, in whichever fields`() throws {
    var builder = LearnerIndexBuilder()
    try builder.add(Fields(usernames: ["a1"], others: ["thuy@example.org", "Dương Thị Thùy"]), lmsUserID: 1)
    try builder.add(Fields(usernames: ["b2"], others: ["x@example.org", "Dương Văn An"]), lmsUserID: 2)
    let index = builder.index()
    for text in ["duong thuy", "thuy duong", "  thuy   example duong ", "a1 thi"] {
      #expect(index.search(text, limit: 9).learners.map(\.username) == ["a1"], "\(text)")
    }
    #expect(index.search("duong", limit: 9).total == 2)
    #expect(index.search("duong peter", limit: 9).total == 0)
  }

  @Test func `takes the room of its learners, not that which was kept for more`() throws {
    var builder = LearnerIndexBuilder(learners: 100_000)
    try builder.add(Fields(usernames: ["zoe"], others: ["Zoë"]), lmsUserID: 7)
    let index = builder.index()
    #expect(index.memory < 100)
    #expect(index.search("zo", limit: 1).learners == [LearnerIndex.Entry(username: "zoe", lmsUserID: 7)])
  }

  @Test func `finds a text by its rare byte and by two of its bytes alike`() {
    var random = RandomDraw(seed: 7)
    for _ in 0..<2000 {
      let bytes = (0..<random.below(60)).map { _ in UInt8(random.one(of: [1, 1, 1, 1, 2, 2, 3])) }
      let text = (0...random.below(4)).map { _ in UInt8(1 + random.below(4)) }
      var counts = [Int](repeating: 1000, count: 256)
      counts[random.below(5)] = 0
      let common = (0..<256).map { _ in 1000 + random.below(100) }
      let start = random.below(bytes.count + 1)
      let end = start + random.below(bytes.count - start + 1)
      let expected = (start..<end).first { bytes[$0..<end].starts(with: text) }
      bytes.withUnsafeBufferPointer { buffer in
        #expect(ByteSearch(text, counts: counts).first(in: buffer, from: start, to: end) == expected)
        #expect(ByteSearch(text, counts: common).first(in: buffer, from: start, to: end) == expected)
        #expect(ByteSearch(text).first(in: buffer, from: start, to: end) == expected)
      }
    }
  }

  @Test(arguments: [
    ("Zoë", "ZOE\u{308}"), ("Straße", "STRASSE"), ("İstanbul", "istanbul"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("がく", "かく"),
    ("Ångström", "angstrom"), ("ẞ", "ss"), ("Йод", "йод"), ("ﬁ", "FI"), ("Høybråten", "hoybraten"),
    ("Łąkowska", "LAKOWSKA"), ("Sigríður", "sigridur"), ("Þóra", "thora"), ("Đặng", "dang"), ("Æsa Œ", "aesa oe"),
    ("Kılıç", "kilic"),
  ])
  func `compares without case and accents`(left: String, right: String) {
    #expect(FoldedText(left).bytes == FoldedText(right).bytes)
  }

  @Test(arguments: [("가", "나"), ("कि", "कु"), ("京", "子"), ("a b", "ab")])
  func `keeps letters apart that are not the same`(left: String, right: String) {
    #expect(FoldedText(left).bytes != FoldedText(right).bytes)
  }

  @Test func `folds a folded text into itself`() {
    for value in UInt32(0)..<0x2_0000 {
      guard let scalar = Unicode.Scalar(value), scalar.properties.isCased else { continue }
      let once = FoldedText(String(Character(scalar))).bytes
      #expect(FoldedText(String(decoding: once, as: UTF8.self)).bytes == once, "U+\(String(value, radix: 16))")
    }
  }

  @Test func `of learners is read again as it was written, and refused when anything in it has changed`() throws {
    var builder = LearnerIndexBuilder()
    try builder.add(Fields(usernames: ["Ada", "ada_old"], others: ["ada@example.org", "Ada Lovelace"]), lmsUserID: 7)
    try builder.add(Fields(usernames: ["京子"], others: [""]), lmsUserID: nil)
    let index = builder.index()
    var bytes: [UInt8] = []
    try index.write { bytes += $0 }
    let again = try #require(read(bytes))
    #expect(again.count == 2 && again[0] == index[0] && again[1] == index[1])
    for text in ["ada_old", "love", "7", "京", "nobody", ""] {
      #expect(again.search(text, limit: 10) == index.search(text, limit: 10))
    }
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= UInt8.random(in: 1...255)
      #expect(read(damaged) == nil, "byte \(place)")
      #expect(read(Array(bytes[..<place])) == nil, "\(place) bytes")
    }
    #expect(read(bytes + [0]) == nil)
  }

  @Test(
    arguments: [
      LearnerIndex(
        text: [97, 0xFF],
        starts: [0, 9],
        ids: [1],
        otherNames: [],
        counts: .init(repeating: 0, count: 256),
        holders: .init(repeating: 0, count: 256)
      ),
      one(text: [97, 0xFF], starts: [1, 2], ids: [1], otherNames: []),
      one(text: [97, 97], starts: [0, 2], ids: [1], otherNames: []),
      one(text: [97, 0xFF], starts: [0, 2], ids: [], otherNames: []),
      one(text: [97, 0xFF], starts: [], ids: [], otherNames: []),
      one(text: [97, 0xFF], starts: [0, 2], ids: [1], otherNames: [2]),
      LearnerIndex(
        text: [97, 0xFF],
        starts: [0, 2],
        ids: [1],
        otherNames: [],
        counts: .init(repeating: .max, count: 256),
        holders: .init(repeating: 0, count: 256)
      ),
      one(holders: 2), one(holders: -1),
    ]
  )
  func `of learners is refused when its places are wrong, even if its checksum is right`(index: LearnerIndex) throws {
    var bytes: [UInt8] = []
    try index.write { bytes += $0 }
    #expect(read(bytes) == nil)
    var right: [UInt8] = []
    try Self.one().write { right += $0 }
    #expect(read(right) != nil)
  }

  /// An index of a learner of one letter, with something changed.
  private static func one(
    text: [UInt8] = [97, 0xFF],
    starts: [UInt32] = [0, 2],
    ids: [Int64] = [1],
    otherNames: [UInt32] = [],
    holders: Int = 1
  ) -> LearnerIndex {
    var held = counted(text)
    held[97] = holders
    return LearnerIndex(
      text: text,
      starts: starts,
      ids: ids,
      otherNames: otherNames,
      counts: counted(text),
      holders: held
    )
  }

  private static func counted(_ text: [UInt8]) -> [Int] {
    var counts = [Int](repeating: 0, count: 256)
    for byte in text { counts[Int(byte)] += 1 }
    return counts
  }

  private func read(_ bytes: [UInt8]) -> LearnerIndex? {
    var rest = bytes[...]
    return LearnerIndex(size: bytes.count) { memory in
      guard rest.count >= memory.count else { return false }
      memory.copyBytes(from: rest.prefix(memory.count))
      rest = rest.dropFirst(memory.count)
      return true
    }
  }

  @Test func `of a deployment holds everybody once, with the names that only Credentials has`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .lms,
      """
      UPDATE auth_user SET username = 'zz_renamed' WHERE username = 'learner00010';
      DELETE FROM auth_userprofile WHERE user_id = (SELECT id FROM auth_user WHERE username = 'learner00017');
      """
    )
    try deployment.execute(
      .credentials,
      """
      UPDATE core_user SET username = 'LEARNER00012', lms_user_id = NULL WHERE username = 'learner00012';
      UPDATE core_user SET email = 'Other@Example.net', full_name = 'Zoë Ångström' WHERE username = 'learner00013';
      UPDATE core_user SET lms_user_id = NULL WHERE username = 'learner00014';
      UPDATE core_user SET full_name = NULL, first_name = 'Augusta', last_name = 'Byron' WHERE username = 'learner00017';
      UPDATE credentials_usercredential SET username = 'nobody''s' WHERE username = 'learner00015';
      UPDATE credentials_usercredential SET username = 'LEARNER00016' WHERE username = 'learner00016';
      """
    )
    try deployment.read { reader in
      let index = try reader.learnerIndex()
      let usernames = (0..<index.count).map { ExactText(index[$0].username) }
      #expect(usernames == usernames.sorted())
      #expect(Set(usernames).count == usernames.count)
      func found(_ text: String) -> [String] { index.search(text, limit: 3).learners.map(\.username) }
      #expect(found("zz_renamed") == ["zz_renamed"])
      #expect(found("learner00010") == ["zz_renamed"])
      #expect(found("LEARNER00012") == ["learner00012"])
      #expect(found("other@example") == ["learner00013"])
      #expect(found("angstrom") == ["learner00013"])
      #expect(found("byron") == ["learner00017"])
      #expect(found("learner00014") == ["learner00014"])
      #expect(found("nobody") == ["nobody's"])
      #expect(found("learner00016") == ["learner00016"])
      #expect(!usernames.contains(ExactText("LEARNER00016")) && !usernames.contains(ExactText("LEARNER00012")))
      for place in 0..<index.count {
        let learner = try #require(try reader.findLearner(index[place].username))
        #expect(learner.person.username == index[place].username)
        #expect(learner.person.lmsUserID == index[place].lmsUserID)
      }
      let renamed = try #require(try reader.findLearner("zz_renamed")?.person.lmsUserID)
      #expect(found("\(renamed)").first == "zz_renamed")
    }
  }
}
