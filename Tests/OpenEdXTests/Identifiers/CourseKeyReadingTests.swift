import OpenEdX
import Testing

/// What the grammar of <doc:CourseKeys#Grammar> takes and refuses; the expectations are those of opaque-keys 4.0.
@Suite("Reading course keys")
struct CourseKeyReadingTests {
  static let version = "519665f6223ebd6980884f2b"

  struct Taken: Sendable, CustomTestStringConvertible {
    let text: String
    let parts: [String]
    /// What it prints as; nil when that is the text itself.
    var prints: String?
    var form = CourseKey.Form.courseV1

    init(_ text: String, _ parts: [String], prints: String? = nil, form: CourseKey.Form = .courseV1) {
      self.text = text
      self.parts = parts
      self.prints = prints
      self.form = form
    }

    var testDescription: String { text.debugDescription }
  }

  static let taken = [
    Taken("course-v1:edX+DemoX+2020", ["edX", "DemoX", "2020"]),
    Taken("course-v1:a:b+c:d+e", ["a:b", "c:d", "e"]),
    Taken("course-v1:a~b+c.d+e-f_g", ["a~b", "c.d", "e-f_g"]),
    Taken("course-v1:мгу+мат+2024", ["мгу", "мат", "2024"]),
    Taken("course-v1:\u{E9}c+x+y", ["\u{E9}c", "x", "y"]),
    Taken("course-v1:²+x+y", ["²", "x", "y"]),
    Taken("course-v1:Ⅷ+①+٣", ["Ⅷ", "①", "٣"]),
    Taken("course-v1:漢字+ａ+ª", ["漢字", "ａ", "ª"]),
    Taken("course-v1:a+b+c+type@v+block@b", ["a", "b", "c"], prints: "course-v1:a+b+c"),
    Taken("course-v1:a+b+c+type@v", ["a", "b", "c"], prints: "course-v1:a+b+c"),
    Taken("course-v1:a+b+c+block@x%20", ["a", "b", "c"], prints: "course-v1:a+b+c"),
    Taken("course-v1:a+b+c+branch@draft", ["a", "b", "c"]),
    Taken("course-v1:a+b+c+version@\(version)", ["a", "b", "c"]),
    Taken("course-v1:a+b+c+branch@draft+version@\(version)", ["a", "b", "c"]),
    Taken(
      "course-v1:a+b+c+branch@draft+version@\(version)+type@v+block@b",
      ["a", "b", "c"],
      prints: "course-v1:a+b+c+branch@draft+version@\(version)"
    ),
    Taken("course-v1:version@\(version)", ["", "", ""]),
    Taken("course-v1:branch@draft+version@\(version)", ["", "", ""], prints: "course-v1:version@\(version)"),
    Taken("course-v1:a+b+version@\(version)", ["a", "b", ""], prints: "course-v1:version@\(version)"),
    Taken("edX/DemoX/2020", ["edX", "DemoX", "2020"], form: .slashes),
    Taken("foo/bar/", ["foo", "bar", ""], form: .slashes),
    Taken("a%b/c/d", ["a%b", "c", "d"], form: .slashes),
    Taken("a/b/\u{E9}", ["a", "b", "\u{E9}"], form: .slashes),
  ]

  @Test("A key of the grammar is taken apart and printed as Open edX prints it", arguments: taken)
  func takes(_ example: Taken) throws {
    let key = try CourseKey(example.text)
    #expect(key.form == example.form)
    for (part, expected) in zip([key.org, key.course, key.run], example.parts) {
      #expect(CodePoints.equal(part, expected), "\(part) is not \(expected)")
    }
    let printed = example.prints ?? example.text
    #expect(CodePoints.equal(key.text, printed), "\(key.text) is not \(printed)")
    #expect(key.description == key.text)
  }

  @Test("Branch and version are kept in the key")
  func keepsBranchAndVersion() throws {
    let key = try CourseKey("course-v1:a+b+c+branch@draft+version@\(Self.version)")
    #expect(key.branch == "draft")
    #expect(key.version == Self.version)
    let plain = try CourseKey("course-v1:a+b+c")
    #expect(plain.branch == nil)
    #expect(plain.version == nil)
  }

  @Test(
    "A text outside the grammar is refused, and the error holds the text",
    arguments: [
      "", "edX+D+r", "Course-V1:a+b+c", "course-v1:", "course-v1:a", "course-v1:a+b", "course-v1:a+b+c+",
      "course-v1:a+b+c+d", "course-v1:a+b+branch@x", "course-v1:a b+c+d", "course-v1:a+b+c\n", "course-v1:a+b+c@d",
      "course-v1:a+b+r%20", "course-v1:e\u{301}c+x+y", "course-v1:कि+x+y", "a/b", "a/b/c/d", "foo!/b/c", "a:b/c/d",
      "a~b/c/d", "foo//baz", "/b/c",
      // Beside the list of <doc:CourseKeys#Grammar>:
      "course-v1:a++c", "course-v1:+b+c", " course-v1:a+b+c", "course-v1:a+b+c ", "course-v1:a,b+c+d",
      "course-v1:a&b+c+d", "course-v1:a/b/c", "course-v1:a/b+c+d", "course-v1:a@b+c+d", "foo/bar/baz\n", "foo/bar/\n",
      "a/b/e\u{301}", "a/b/c+d", "course-v1:a\u{200D}b+x+y", "course-v1:a\u{203F}b+x+y", "course-v1:😀+x+y",
      "course-v1:a+b+c+branch@", "course-v1:a+b+c+branch@x+branch@y", "course-v1:a+b+c+type@x%+block@y",
      "course-v1:a+b+c+block@x+type@y", "course-v1:a+b+c+version@abc", "course-v1:branch@draft",
      "course-v1:a+b+c+version@519665F6223EBD6980884F2B", "course-v1:a+b+c+version@519665f6223ebd6980884f2baa",
      "course-v1:version@519665f6223ebd6980884f2b+a+b+c",
    ]
  )
  func refuses(_ text: String) throws {
    let error = try #require(throws: CourseKeyError.self) { try CourseKey(text) }
    #expect(CodePoints.equal(error.text, text))
    #expect(!error.reason.isEmpty)
    #expect(error.description.contains(error.reason))
  }

  @Test(
    "Keys of libraries and of custom courses are no keys of runs: no regular certificate is made for them",
    arguments: ["library-v1:edX+lib", "ccx-v1:edX+DemoX+2020+ccx@1", "lib:edX:demo"]
  )
  func refusesOtherNamespaces(_ text: String) {
    #expect(throws: CourseKeyError.self) { try CourseKey(text) }
  }

  @Test(
    "The error names the character that does not belong there",
    arguments: [(" ", "U+0020"), ("\u{301}", "U+0301")]
  )
  func namesTheCharacter(_ odd: String, _ name: String) throws {
    let error = try #require(throws: CourseKeyError.self) { try CourseKey("course-v1:a\(odd)b+c+d") }
    #expect(error.reason.contains(name))
  }
}
