import Foundation
import OpenEdX
import TestSupport
import Testing

@testable import CredentialsHTTP

@Suite("The JSON of posts and answers")
struct JSONTests {
  private static func library(_ text: String) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  @Test("of every recorded exchange is read and written as the library does")
  func recorded() throws {
    var plain = 0
    for recording in try Recording.all() {
      let bodies = [recording.requestBody, recording.body]
      for body in bodies {
        let text = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
        #expect(JSONReading.value(Array(text.utf8)) == body)
        if JSONReading.plainValue(Array(text.utf8)) != nil { plain += 1 }
        let written = try #require(JSONWriting.bytes(body))
        #expect(Self.library(String(decoding: written, as: UTF8.self)) == body)
      }
    }
    #expect(plain > 100, "most of it is plain")
  }

  @Test(
    "is read without the library where it is plain",
    arguments: [
      "null", "true", "false", "0", "-7", "123456789012345", #""""#, #""é 京 🧾""#, "[]", "{}", " [ 1 , \n\t[ ] ]\r\n",
      #"{"a": {"b": [null, true, "x"]}, "c": -1}"#,
    ]
  )
  func plain(_ text: String) {
    #expect(JSONReading.plainValue(Array(text.utf8)) == Self.library(text))
  }

  @Test(
    "is left to the library where it is not",
    arguments: [
      "", " ", "{", "[1", "[1,]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "nul", "truest", "01", "-", "--1", "+1",
      "1.5",
      "1e3", "-0.25", "1234567890123456", #""a\nb""#, #""\u00e9""#, "\"tab\there\"", #""open"#, #"{"a":1,"a":2}"#,
      "1 2",
      "[1]]", "'a'", "{a: 1}", "NaN", String(repeating: "[", count: 17) + String(repeating: "]", count: 17),
      String(repeating: "[", count: 100_000),
    ]
  )
  func notPlain(_ text: String) {
    #expect(JSONReading.plainValue(Array(text.utf8)) == nil)
    guard text.utf8.count < 1000 else { return }
    #expect(JSONReading.value(Array(text.utf8)) == Self.library(text))
  }

  @Test("that is not UTF-8 is left to the library")
  func notUTF8() {
    let bytes = Array("\"a".utf8) + [0xFF, 0xFE, UInt8(ascii: "\"")]
    #expect(JSONReading.plainValue(bytes) == nil)
  }

  @Test("is never read differently from the library, whatever one byte of it becomes")
  func mutated() throws {
    let recording = try #require(try Recording.named("award_course_run_create"))
    let original = Array(recording.bodyText.utf8)
    let others: [UInt8] = [0x00, 0x20, 0x22, 0x2C, 0x2D, 0x30, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x65, 0xC3, 0xFF]
    for place in original.indices {
      for other in others {
        var bytes = original
        bytes[place] = other
        guard let mine = JSONReading.plainValue(bytes) else { continue }
        #expect(mine == (try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))), "byte \(place) is \(other)")
      }
    }
  }

  @Test(
    "is written as the library does",
    arguments: [
      nil, true, 0, -7, .number(0.85), .number(1e18), "", "é 京", "a\"b", "a\\b", "tab\t", "slash/", "\u{7F}",
      "\u{2028}",
      [], [:], [1, "a", nil, [false]], ["b": ["c": []], "a": 1],
    ] as [JSONValue]
  )
  func written(_ value: JSONValue) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(JSONWriting.bytes(value) == Array(try encoder.encode(value)))
  }

  @Test("has no infinite numbers")
  func infinite() {
    #expect(JSONWriting.bytes(.number(.infinity)) == nil)
  }
}
