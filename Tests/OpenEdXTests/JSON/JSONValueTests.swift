import Foundation
import OpenEdX
import Testing

@Suite("JSON values")
struct JSONValueTests {
  static func read(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  static func written(_ value: JSONValue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static let kinds: [(String, JSONValue)] = [
    ("null", nil), ("true", true), ("false", false), ("0", 0), ("1", 1), ("-7", -7), ("0.85", .number(0.85)),
    ("1.0", 1),
    ("1e3", 1000), (#""""#, ""), (#""1""#, "1"), (#""true""#, "true"), (#""é""#, "é"), ("[]", []), ("{}", [:]),
    (#"[1, "a", null, [false]]"#, [1, "a", nil, [false]]),
    (#"{"b": {"c": []}, "a": 1}"#, ["a": 1, "b": ["c": []]]),
  ]

  @Test("Every kind is read as itself", arguments: kinds)
  func reads(_ text: String, _ value: JSONValue) throws {
    #expect(try Self.read(text) == value)
  }

  @Test(
    "What was written is read back the same",
    arguments: [
      "null", "true", "false", "0", "-7", "0.85", "9007199254740992", "9007199254740993", "-9007199254740995",
      "9223372036854775807", "-9223372036854775808", #""""#, #""tab\t quote\" slash/ é 京""#, "[]",
      "{}", #"[1,"a",null,[false]]"#, #"{"a":1,"b":{"c":[]}}"#,
    ]
  )
  func writes(_ text: String) throws {
    #expect(try Self.written(Self.read(text)) == text)
  }

  @Test("A whole number is written without a fraction")
  func writesWholeNumbers() throws {
    #expect(try Self.written(.number(3)) == "3")
    #expect(try Self.written(.number(-0.5)) == "-0.5")
  }

  @Test(
    "1 and true are different, and so are 0, false and null",
    arguments: [("1", "true"), ("0", "false"), ("0", "null")]
  )
  func tellsKindsApart(_ left: String, _ right: String) throws {
    #expect(try Self.read(left) != Self.read(right))
  }

  @Test("Truth is Python's", arguments: ["null", "false", "0", "0.0", #""""#, "[]", "{}"])
  func falseOnes(_ text: String) throws {
    #expect(try !Self.read(text).isTruthy)
  }

  @Test("Truth is Python's", arguments: ["true", "1", "-1", "0.1", #""false""#, #""0""#, "[null]", #"{"a":null}"#])
  func trueOnes(_ text: String) throws {
    #expect(try Self.read(text).isTruthy)
  }

  @Test("A member is found in an object only, and its absence differs from null")
  func findsMembers() throws {
    let value = try Self.read(#"{"a": null, "b": "text", "c": [1]}"#)
    #expect(value["a"] == .some(.null))
    #expect(value["z"] == nil)
    #expect(value["b"]?.string == "text")
    #expect(value["b"]?.array == nil)
    #expect(value["c"]?.array == [1])
    #expect(value["c"]?.string == nil)
    #expect(JSONValue.string("a")["a"] == nil)
  }

  @Test("Of a name given twice in a literal the last value stays")
  func keepsTheLast() {
    #expect((["a": 1, "a": 2] as JSONValue) == ["a": 2])
  }

  @Test("Text that is not JSON is refused", arguments: ["", "{", "[1", "nul", "{a: 1}", "'a'"])
  func refuses(_ text: String) {
    #expect(throws: DecodingError.self) { try Self.read(text) }
  }
}
