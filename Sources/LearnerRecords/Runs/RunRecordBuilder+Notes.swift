import DatabaseFile
import GRDB
import OpenEdX

extension RunRecordBuilder {
  /// What a person should know about the findings that rest on more than the row itself, as sentences.
  func secondNotes(_ judgement: Judgement, _ rows: LearnerRows) throws -> [String] {
    var notes: [String] = []
    for finding in judgement.assessment.findings {
      switch finding {
      case .runExcluded: notes += excludedRuns(judgement.run, rows)
      case .tooNew: notes += try reader.newnessNotes()
      case .nameDiffers: notes += try reader.fullNameNotes(rows.learner)
      case .accountMismatch: notes += try holderNotes(judgement, rows)
      case .configOtherSite: notes += siteNotes(judgement)
      default: break
      }
    }
    return notes
  }

  private func excludedRuns(_ run: CourseRunFacts, _ rows: LearnerRows) -> [String] {
    rows.certificates.filter { certificate in
      certificate.status.isValid && certificate.run.runIDs.contains(where: run.otherRunIDs.contains)
    }.map { "The learner has passed \($0.courseRun), a run of the same course that the program does not have." }
  }

  /// Rows that are older than the account and than all that it earned may be those of somebody else.
  private func holderNotes(_ judgement: Judgement, _ rows: LearnerRows) throws -> [String] {
    guard let id = rows.learner.lmsUserID, let created = judgement.credential.flatMap({ UTCTime($0.created) }) else {
      return []
    }
    let dates = try StoredRow.fetchOne(
      reader.db,
      sql: """
        SELECT (SELECT date_joined FROM main.auth_user WHERE id = ?),
          (SELECT min(created_date) FROM main.certificates_generatedcertificate WHERE user_id = ?)
        """,
      arguments: [id, id]
    )
    let isOlder = try [dates?.time(0), dates?.time(1)].contains { $0.map { created < $0 } ?? false }
    guard isOlder else { return [] }
    return [
      "The credential is older than the LMS's account or than its first certificate: it may be that of an earlier holder "
        + "of the name, so that another person's data is shown."
    ]
  }

  private func siteNotes(_ judgement: Judgement) -> [String] {
    guard let configuration = judgement.configuration,
      let site = reader.sites.first(where: { $0.id == configuration.siteID })
    else { return [] }
    return ["Configuration \(configuration.id) belongs to \(site.text); read is site \(reader.servedSiteID)."]
  }
}

extension RecordReader {
  /// The two names of a learner whose account is called otherwise in Credentials.
  fileprivate func fullNameNotes(_ learner: Learner) throws -> [String] {
    guard let user = try credentialsUser(learner), let id = learner.lmsUserID,
      let name = try StoredRow.fetchOne(
        db,
        sql: "SELECT name FROM main.auth_userprofile WHERE user_id = ?",
        arguments: [id]
      )?.textOrNil(0)
    else { return [] }
    return [
      "The page, and with it what is shared or sent, prints “\(user.fullName)”; the LMS's profile says “\(name)”."
    ]
  }
}
