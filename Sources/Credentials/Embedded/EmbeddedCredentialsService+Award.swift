import GRDB
import OpenEdX

extension EmbeddedCredentialsService {
  /// Awards, revokes or updates one credential (<doc:CredentialsAPI#Credentials>). Every success is a 201.
  ///
  /// The configuration is looked up, and made, even when another field is wrong: Django REST framework checks all
  /// fields before it refuses, and checking this one makes it.
  func award(_ request: AwardRequest, as site: SiteRow? = nil, in db: Database) throws -> CredentialsAnswer {
    let time = clock()
    switch request.reference {
    case .courseRun(let key, let mode):
      let target = try refusing(request) {
        let found = try CourseRunConfiguration.findOrCreate(
          key: key,
          mode: mode,
          site: site == nil ? self.site.id : nil,
          at: time,
          in: db
        )
        guard found.isActive else {
          throw CredentialsRefusal.credential(
            "course_run_key",
            "No active CourseCertificate exists for course run [\(key)]"
          )
        }
        return found
      }
      let row = try awardCourseRun(request, of: target, at: time, in: db)
      try site?.identify(award: row.id, as: uuidForm, in: db)
      return answer(row, credential: target.json)
    case .program(let uuid, let text):
      let target = try refusing(request) {
        try ProgramConfiguration.find(uuid, text: text, in: db)
      }
      // A site that has accepted the award has sent its mail as well.
      let row = try awardProgram(request, of: target, mails: site == nil, at: time, in: db)
      try site?.identify(award: row.id, as: uuidForm, in: db)
      return answer(row, credential: target.json)
    case nil:
      throw CredentialsRefusal.invalid(.object(request.errors))
    }
  }

  /// Looks the configuration up and joins what is wrong with it to what is wrong with the other fields.
  private func refusing<Target>(_ request: AwardRequest, _ find: () throws -> Target) throws -> Target {
    do {
      let target = try find()
      guard request.errors.isEmpty else { throw CredentialsRefusal.invalid(.object(request.errors)) }
      return target
    } catch CredentialsRefusal.invalid(.object(let found)) {
      throw CredentialsRefusal.invalid(.object(found.merging(request.errors) { here, _ in here }))
    }
  }

  private func awardCourseRun(
    _ request: AwardRequest,
    of target: CourseRunConfiguration,
    at time: UTCTime,
    in db: Database
  ) throws -> AwardRow {
    var row = try AwardRow.upsert(
      username: request.username,
      contentType: contentTypes.courseCertificate,
      configuration: target.id,
      status: request.status,
      at: time,
      newUUID: uuid,
      form: uuidForm,
      in: db
    )
    try row.keep(attributes: request.attributes, at: time, in: db)
    try row.keep(override: request.dateOverride, at: time, in: db)
    return row
  }

  private func awardProgram(
    _ request: AwardRequest,
    of target: ProgramConfiguration,
    mails: Bool,
    at time: UTCTime,
    in db: Database
  ) throws -> AwardRow {
    var row = try AwardRow.upsert(
      username: request.username,
      contentType: contentTypes.programCertificate,
      configuration: target.id,
      status: request.status,
      at: time,
      newUUID: uuid,
      form: uuidForm,
      in: db
    )
    if row.isNew, mails { try target.checkMailing(to: request.username, in: db) }
    // A date override is accepted for a program, and ignored.
    try row.keep(attributes: request.attributes, at: time, in: db)
    return row
  }

  private func answer(_ row: AwardRow, credential: JSONValue) -> CredentialsAnswer {
    CredentialsAnswer(
      status: 201,
      body: [
        "username": .string(row.username),
        "credential": credential,
        "status": .string(row.status),
        "uuid": .string(row.uuid.dashed),
        "attributes": .array(row.attributes.map { ["name": .string($0.name), "value": .string($0.value)] }),
        "date_override": row.override.map { ["date": .string(StoredTime.apiText($0))] } ?? nil,
        "created": .string(StoredTime.apiText(row.created)),
        "modified": .string(StoredTime.apiText(row.modified)),
        "certificate_url": .string("\(site.root)/credentials/\(row.uuid.hex)/"),
      ]
    )
  }
}

extension CourseRunConfiguration {
  /// The `credential` of an answer.
  fileprivate var json: JSONValue {
    ["type": "course-run", "course_run_key": .string(runKey), "mode": .string(mode)]
  }
}

extension ProgramConfiguration {
  /// The `credential` of an answer.
  fileprivate var json: JSONValue {
    ["type": "program", "credential_id": JSONValue(id), "program_uuid": .string(uuid.dashed)]
  }
}
