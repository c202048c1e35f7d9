/// The key of a course run, by the grammar of Open edX's opaque keys (<doc:CourseKeys#Grammar>).
///
/// Both forms are read: `course-v1:org+course+run`, with the optional branch and version, and the legacy
/// `org/course/run`, whose run may be empty. Keys are equal when their code points are.
package struct CourseKey: Sendable {
  /// The two spellings of a key. They never compare equal.
  package enum Form: Sendable, Hashable {
    /// `course-v1:org+course+run`
    case courseV1
    /// `org/course/run`
    case slashes
  }

  /// How the key is spelled.
  package let form: Form
  /// The organization; empty in a key that has only a version.
  package let org: String
  /// The course number; empty in a key that has only a version.
  package let course: String
  /// The run; may be empty in the legacy form.
  package let run: String
  /// The branch, which database columns do not keep.
  package let branch: String?
  /// The version, 24 lower-case hexadecimal digits, which database columns do not keep.
  package let version: String?

  /// The key as Open edX prints it.
  package let text: String

  /// Reads a key as `CourseKey.from_string` does: block parts are read and dropped.
  ///
  /// - Throws: `CourseKeyError` with the text and what is wrong with it.
  package init(_ text: String) throws(CourseKeyError) {
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
  package var stored: String {
    CourseKeyGrammar.Parts(form: form, org: org, course: course, run: run, branch: branch, version: version)
      .printed(withBranchAndVersion: false)
  }
}

extension CourseKey: Hashable {
  /// Compares the parts by code points, not by canonically equivalent characters.
  ///
  /// The text alone would not do: a key without a run prints only its version.
  package static func == (left: CourseKey, right: CourseKey) -> Bool {
    zip(left.parts, right.parts).allSatisfy(CodePoints.equal)
  }

  /// Hashes the code points that `==` compares.
  package func hash(into hasher: inout Hasher) {
    for part in parts {
      for byte in part.utf8 { hasher.combine(byte) }
      hasher.combine(0 as UInt8)
    }
  }

  /// All that makes two keys the same; the text tells the forms apart.
  private var parts: [String] { [text, org, course, run, branch ?? "", version ?? ""] }
}

extension CourseKey: Comparable {
  /// Orders by code points.
  package static func < (left: CourseKey, right: CourseKey) -> Bool {
    for (first, second) in zip(left.parts, right.parts) where !CodePoints.equal(first, second) {
      return CodePoints.precedes(first, second)
    }
    return false
  }
}

extension CourseKey: CustomStringConvertible {
  /// The key as Open edX prints it.
  package var description: String { text }
}

/// A text that is not the key of a course run.
package struct CourseKeyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text that was given.
  package let text: String
  /// What is wrong with it, as the end of a sentence.
  package let reason: String

  /// One line that names the text and the reason.
  package var description: String { "“\(text)” is not a course key: \(reason)" }
}
