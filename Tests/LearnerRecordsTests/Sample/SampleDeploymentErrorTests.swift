import Foundation
import SampleDeployment
import TestSupport
import Testing

@Suite struct `A sample file with a mistake` {
  /// Spoils one file, tries to make a deployment, and hands back the error after a look at what was left behind.
  private func error(_ file: String, _ change: (inout String) -> Void) throws -> SampleError {
    let folder = try TemporaryFolder()
    let copy = try Sample.copy(in: folder)
    try Sample.edit(copy, file, change)
    let error = try #require(throws: SampleError.self) {
      try SampleDeployment.open(data: copy, at: folder.file("deployment"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["data"])
    #expect(error.path == "\(copy)/sample/\(file)")
    #expect(error.description.hasPrefix(error.path))
    return error
  }

  /// Replaces the first occurrence.
  private func replacing(_ old: String, _ new: String) -> (inout String) -> Void {
    { text in
      guard let range = text.range(of: old) else { return }
      text.replaceSubrange(range, with: new)
    }
  }

  @Test func `that is missing is named`() throws {
    let folder = try TemporaryFolder()
    let copy = try Sample.copy(in: folder)
    try FileManager.default.removeItem(atPath: "\(copy)/sample/learners.json")
    let error = try #require(throws: SampleError.self) {
      try SampleDeployment.open(data: copy, at: folder.file("deployment"))
    }
    #expect(error.code == .unreadable)
    #expect(error.path.hasSuffix("/learners.json"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("deployment")))
  }

  @Test func `in an entry's JSON is found by its line`() throws {
    let error = try error("learners.json", replacing("\"username\": \"DanaK\"", "\"username\" \"DanaK\""))
    #expect(error.code == .malformed)
    #expect(error.place?.line == 5)
    #expect(error.place?.entry == 4)
  }

  @Test func `in a quotation mark is found by its line`() throws {
    let error = try error("learners.json", replacing("\"DanaK\"", "\"DanaK"))
    #expect(error.place?.line == 5)
  }

  @Test(arguments: [
    ("[", "", "does not begin"), ("},\n", "}\n", "comma"), ("\n]", ",\n]", "does not begin with “{”"),
    ("\n]\n", "\n", "ends before"), ("\n]\n", "\n]\n]\n", "follows"),
  ])
  func `around the entries is told apart`(old: String, new: String, words: String) throws {
    let error = try error("organizations.json", replacing(old, new))
    #expect(error.code == .malformed)
    #expect(error.reason.contains(words), "\(error)")
    #expect(error.place != nil)
  }

  @Test func `that names an unknown learner says which and where`() throws {
    let error = try error("lms-certificates.json", replacing("\"paid_learner_2\"", "\"paid_learner_3\""))
    #expect(error.code == .unknownReference)
    #expect(error.reason.contains("“paid_learner_3”") && error.reason.contains("learners.json"), "\(error)")
    #expect(error.place?.entry == 5)
    #expect(error.place?.line == 6)
  }

  @Test func `in a status lists the words that it takes`() throws {
    let error = try error("lms-certificates.json", replacing("\"downloadable\"", "\"downlodable\""))
    #expect(error.code == .invalid)
    #expect(error.reason.contains("“status”") && error.reason.contains("downlodable"), "\(error)")
    #expect(error.reason.contains("notpassing"), "\(error)")
    #expect(error.place?.entry == 1)
  }

  @Test(arguments: [
    ("learners.json", "\"lms_user_id\": 1001", "\"lms_user_id\": \"1001\"", "lms_user_id"),
    ("learners.json", "\"lms_user_id\": 1001, ", "", "lms_user_id"),
    ("learners.json", "\"email\": ", "\"e_mail\": ", "e_mail"),
    ("course-runs.json", "2026-01-12T00:00:00Z", "2026-13-12T00:00:00Z", "2026-13-12"),
    ("course-runs.json", "course-v1:HelixTech+PC101+2026_T1", "course-v1:HelixTech+PC101", "run is missing"),
    ("programs.json", "5a1dc0de-0001", "5a1dc0de-000", "UUID"),
    ("lms-grades.json", "\"percent\": 0.", "\"percent\": 84.", "percent"),
  ])
  func `in a value is told with the field`(file: String, old: String, new: String, words: String) throws {
    let error = try error(file, replacing(old, new))
    #expect(error.code == .invalid)
    #expect(error.reason.contains(words), "\(error)")
    #expect(error.place != nil)
  }

  @Test func `in an award that is for nothing is told`() throws {
    let run = "\"course_run\": \"course-v1:HelixTech+PC104+2026_T1\", "
    let error = try error("credentials-awards.json", replacing(run, ""))
    #expect(error.code == .invalid)
    #expect(error.reason.contains("a run or for a program"), "\(error)")
  }

  @Test func `that says something twice names the first place`() throws {
    let error = try error("learners.json", replacing("\"paid_learner_2\"", "\"paid_learner\""))
    #expect(error.code == .duplicate)
    #expect(error.reason.contains("line 2 (entry 1)"), "\(error)")
    #expect(error.place?.line == 3)
  }

  @Test(arguments: [
    ("courses.json", "[\"HelixTech\"]", "[\"HelixTek\"]", "HelixTek"),
    ("course-runs.json", "\"course\": \"HelixTech+PC101\"", "\"course\": \"HelixTech+PC199\"", "PC199"),
    ("programs.json", "course-v1:HelixTech+PC101+2026_T1", "course-v1:HelixTech+PC101+2026_T9", "2026_T9"),
    ("credentials-grades.json", "\"paid_learner\"", "\"nobody\"", "nobody"),
    ("credentials-awards.json", "HelixTech+PC104+2026_T1", "AozoraX+PY102+2026_春", "configuration"),
  ])
  func `in a reference is told with the name`(file: String, old: String, new: String, words: String) throws {
    let error = try error(file, replacing(old, new))
    #expect(error.code == .unknownReference)
    #expect(error.reason.contains(words), "\(error)")
  }
}
