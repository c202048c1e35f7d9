/// The key of a course run, by the grammar of Open edX's opaque keys (lms-facts.md 12).
///
/// Both forms are read: `course-v1:org+course+run`, with the optional branch and version, and the legacy
/// `org/course/run`, whose run may be empty. Keys are equal when their code points are.
public struct CourseKey: Sendable {
  /// The two spellings of a key. They never compare equal.
  public enum Form: Sendable, Hashable {
    /// `course-v1:org+course+run`
    case courseV1
    /// `org/course/run`
    case slashes
  }

  /// How the key is spelled.
  public let form: Form
  /// The organization; empty in a key that has only a version.
  public let org: String
  /// The course number; empty in a key that has only a version.
  public let course: String
  /// The run; may be empty in the legacy form.
  public let run: String
  /// The branch, which database columns do not keep.
  public let branch: String?
  /// The version, 24 lower-case hexadecimal digits, which database columns do not keep.
  public let version: String?

  /// The key as Open edX prints it.
  public let text: String

  /// Reads a key as `CourseKey.from_string` does: block parts are read and dropped.
  ///
  /// - Throws: `CourseKeyError` with the text and what is wrong with it.
  public init(_ text: String) throws(CourseKeyError) {
    let parsed = try CourseKeyGrammar.parse(text)
    form = parsed.form
    org = parsed.org
    course = parsed.course
    run = parsed.run
    branch = parsed.branch
    version = parsed.version
    self.text = parsed.printed(withBranchAndVersion: true)
  }

  /// The key as a `CourseKeyField` column holds it: without branch and version.
  public var stored: String {
    CourseKeyGrammar.Parts(form: form, org: org, course: course, run: run, branch: branch, version: version)
      .printed(withBranchAndVersion: false)
  }
}

extension CourseKey: Hashable {
  /// Compares code points, not canonically equivalent characters.
  public static func == (left: CourseKey, right: CourseKey) -> Bool {
    CodePoints.equal(left.text, right.text)
  }

  /// Hashes the code points that `==` compares.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension CourseKey: Comparable {
  /// Orders by code points.
  public static func < (left: CourseKey, right: CourseKey) -> Bool {
    CodePoints.precedes(left.text, right.text)
  }
}

extension CourseKey: CustomStringConvertible {
  /// The key as Open edX prints it.
  public var description: String { text }
}

/// A text that is not the key of a course run.
public struct CourseKeyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text that was given.
  public let text: String
  /// What is wrong with it, as the end of a sentence.
  public let reason: String

  /// One line that names the text and the reason.
  public var description: String { "“\(text)” is not a course key: \(reason)" }
}
