import OpenEdX
import Testing

@Suite("Comparing and storing course keys")
struct CourseKeyComparisonTests {
  static let version = "519665f6223ebd6980884f2b"

  @Test("A key equals and hashes as another reading of the same text")
  func equalsItself() throws {
    let text = "course-v1:édX+DemoX+2020"
    #expect(try CourseKey(text) == CourseKey(text))
    #expect(try Set([CourseKey(text), CourseKey(text)]).count == 1)
  }

  @Test("Block parts make no difference, since they are dropped")
  func equalsWithoutBlock() throws {
    #expect(try CourseKey("course-v1:a+b+c+type@v+block@b") == CourseKey("course-v1:a+b+c"))
  }

  @Test(
    "Keys that differ in a code point, the form, branch or version are different",
    arguments: [
      ("course-v1:edX+DemoX+2020", "course-v1:edx+DemoX+2020"),
      ("course-v1:edX+DemoX+2020", "edX/DemoX/2020"),
      ("course-v1:\u{C5}+x+y", "course-v1:\u{212B}+x+y"),
      ("course-v1:K+x+y", "course-v1:\u{212A}+x+y"),
      ("course-v1:a+b+c", "course-v1:a+b+c+branch@draft"),
      ("course-v1:a+b+c", "course-v1:a+b+c+version@\(version)"),
      ("course-v1:version@\(version)", "course-v1:a+b+version@\(version)"),
      ("course-v1:version@\(version)", "course-v1:branch@draft+version@\(version)"),
    ]
  )
  func differ(_ left: String, _ right: String) throws {
    let keys = [try CourseKey(left), try CourseKey(right)]
    #expect(keys[0] != keys[1])
    #expect(Set(keys).count == 2)
    #expect((keys[0] < keys[1]) != (keys[1] < keys[0]), "different keys have an order")
  }

  @Test("Keys sort by code points, as Python sorts them, and not by Swift's characters")
  func sorts() throws {
    // U+212B ANGSTROM SIGN is canonically U+00C5; U+FF21 sorts before U+1D400 although UTF-16 says otherwise.
    let sorted = ["A+x+y", "Z+x+y", "a+x+y", "\u{C5}+x+y", "\u{212B}+x+y", "\u{FF21}+x+y", "\u{1D400}+x+y"]
    let keys = try sorted.map { try CourseKey("course-v1:\($0)") }
    #expect(try keys.shuffled().sorted().map(\.text) == sorted.map { try CourseKey("course-v1:\($0)").text })
  }

  @Test(
    "A column holds the key without branch and version",
    arguments: [
      ("course-v1:edX+DemoX+2020", "course-v1:edX+DemoX+2020"),
      ("course-v1:a+b+c+branch@draft+version@\(version)+type@v+block@b", "course-v1:a+b+c"),
      ("foo/bar/", "foo/bar/"),
      ("edX/DemoX/2020", "edX/DemoX/2020"),
    ]
  )
  func stores(_ text: String, _ stored: String) throws {
    #expect(try CourseKey(text).stored == stored)
  }
}

@Suite("Comparing text by code points")
struct CodePointsTests {
  @Test("Composed and decomposed é are two texts, though Swift holds them for one")
  func tellsSpellingsApart() {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    #expect(composed == decomposed)
    #expect(!CodePoints.equal(composed, decomposed))
    #expect(CodePoints.equal(composed, composed))
    #expect(CodePoints.precedes(decomposed, composed))
    #expect(!CodePoints.precedes(composed, decomposed))
    #expect(!CodePoints.precedes(composed, composed))
  }

  @Test("A prefix sorts first, the empty text before all")
  func sortsPrefixesFirst() {
    #expect(CodePoints.precedes("", "a"))
    #expect(CodePoints.precedes("ab", "abc"))
    #expect(!CodePoints.precedes("abc", "ab"))
    #expect(!CodePoints.precedes("", ""))
  }
}
