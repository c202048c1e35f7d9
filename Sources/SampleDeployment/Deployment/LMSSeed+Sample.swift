import Foundation
import LMS
import OpenEdX

extension LMSSeed {
  /// The LMS's rows of the sample.
  ///
  /// - Throws: `SampleError` for a site's configuration that cannot be written as JSON.
  init(_ data: SampleData) throws(SampleError) {
    self.init()
    let idByName = Dictionary(
      data.learners.map { (Array($0.value.username.utf8), $0.value.lmsUserID) },
      uniquingKeysWith: { first, _ in first }
    )
    func id(_ username: String) -> Int64 { idByName[Array(username.utf8)] ?? 0 }

    users = data.learners.map(\.value).map {
      User(id: $0.lmsUserID, username: $0.username, email: $0.email, name: $0.name)
    }
    overviews = Self.overviews(data)
    certificates = data.certificates.map(\.value).map {
      Certificate(
        userID: id($0.username),
        courseRunKey: $0.courseRun,
        values: CertificateValues(status: $0.status.status, mode: $0.mode.mode, grade: $0.grade),
        modified: $0.modified.value,
        verifyUUID: DerivedUUID.hex("certificate", $0.username, $0.courseRun),
        dateOverride: $0.dateOverride?.value
      )
    }
    grades = data.lmsGrades.map(\.value).map {
      Grade(
        userID: id($0.username),
        courseRunKey: $0.courseRun,
        percent: $0.percent,
        letter: $0.letter,
        modified: $0.modified.value
      )
    }
    apiConfigs = data.apiConfigs.map(\.value).map {
      APIConfig(
        changeDate: $0.changeDate.value,
        enabled: $0.enabled,
        enableLearnerIssuance: $0.enableLearnerIssuance
      )
    }
    for entry in data.lmsSites {
      let values = try Self.text(entry)
      sites.append(Site(domain: entry.value.domain, enabled: entry.value.enabled, values: values))
    }
  }

  private static func overviews(_ data: SampleData) -> [Overview] {
    let titles = Dictionary(
      data.courses.map { (Array($0.value.key.utf8), $0.value.title) },
      uniquingKeysWith: { first, _ in first }
    )
    return data.courseRuns.map(\.value).filter { $0.hasOverview ?? true }.map { run in
      Overview(
        courseRunKey: run.key,
        org: (try? CourseKey(run.key))?.org ?? "",
        displayName: titles[Array(run.course.utf8)] ?? "",
        selfPaced: run.pacing == .`self`,
        end: run.end.value,
        displayBehavior: (run.displayBehavior ?? .earlyNoInfo).rawValue,
        availableDate: run.availableDate?.value
      )
    }
  }

  /// The configuration as the column holds it. The LMS looks for organizations in this text, so nothing is escaped.
  private static func text(_ entry: Placed<LMSSiteEntry>) throws(SampleError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(entry.value.values), as: UTF8.self)
    } catch {
      throw entry.error(.invalid, "the field “values” cannot be written as JSON", remedy: "Correct the value.")
    }
  }
}
