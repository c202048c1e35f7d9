import GRDB
import OpenEdX

extension SeedWriter {
  mutating func write(_ row: CredentialsSeed.CourseCertificate) throws {
    let run = row.hasCatalogRun ? try references.id(of: row.courseRun, in: .courseRun, db) : nil
    try insert(
      .courseCertificate,
      named: row.courseRun,
      """
      id, created, modified, is_active, title, course_id, certificate_type, site_id, course_run_id,
      certificate_available_date
      """,
      [
        row.id, now, now, row.isActive, nil, row.courseRun, row.mode.rawValue, siteID, run,
        row.availableDate?.databaseText,
      ]
    )
  }

  mutating func write(_ row: CredentialsSeed.ProgramCertificate) throws {
    let program = try references.id(of: row.program.hex, in: .program, db)
    try insert(
      .programCertificate,
      named: row.program.hex,
      """
      id, created, modified, is_active, title, site_id, use_org_name, program_uuid, include_hours_of_effort, language,
      program_id
      """,
      [row.id, now, now, row.isActive, nil, siteID, 0, row.program.hex, 0, "en", program]
    )
  }

  mutating func write(_ row: CredentialsSeed.UserCredential) throws {
    let (type, configuration) =
      switch row.target {
      case .courseRun(let key):
        (types.courseCertificate, try references.id(of: key, in: .courseCertificate, db))
      case .program(let uuid):
        (types.programCertificate, try references.id(of: uuid.hex, in: .programCertificate, db))
      }
    let created = row.created?.databaseText ?? now
    let modified = row.modified?.databaseText ?? created
    let id = try insert(
      "credentials_usercredential",
      "id, created, modified, username, status, uuid, credential_content_type_id, credential_id",
      [row.id, created, modified, row.username, row.status.rawValue, hex(row.uuid), type, configuration]
    )
    if let date = row.dateOverride {
      try insert(
        "credentials_usercredentialdateoverride",
        "created, modified, user_credential_id, date",
        [created, modified, id, date.databaseText]
      )
    }
    for (name, value) in row.attributes.sorted(by: { $0.key < $1.key }) {
      try insert(
        "credentials_usercredentialattribute",
        "created, modified, name, value, user_credential_id",
        [created, modified, name, value, id]
      )
    }
  }

  mutating func write(_ row: CredentialsSeed.UserGrade) throws {
    let created = row.created?.databaseText ?? now
    try insert(
      "records_usergrade",
      """
      id, created, modified, username, course_run_id, letter_grade, percent_grade, verified, lms_last_updated_at
      """,
      [
        row.id, created, created, row.username, try references.id(of: row.courseRun, in: .courseRun, db), row.letter,
        PercentGrade(scaled: row.tenThousandths).number, row.verified, row.lastUpdated?.databaseText,
      ]
    )
  }

  mutating func write(_ row: CredentialsSeed.SharedRecord) throws {
    let learner = try references.id(of: row.username, in: .learner, db)
    let program = try references.id(of: row.program.hex, in: .program, db)
    try insert(
      "records_programcertrecord",
      "id, created, modified, uuid, certificate_id, user_id, program_id",
      [row.id, now, now, hex(row.uuid), nil, learner, program]
    )
  }

  mutating func write(_ row: CredentialsSeed.UserCreditPathway) throws {
    let program = try row.program.map { try references.id(of: $0.hex, in: .program, db) }
    let learner = try references.id(of: row.username, in: .learner, db)
    let pathway = try references.id(of: row.pathway, in: .pathway, db)
    try insert(
      "records_usercreditpathway",
      "id, created, modified, status, user_id, pathway_id, program_id",
      [row.id, now, now, row.status, learner, pathway, program]
    )
  }
}
