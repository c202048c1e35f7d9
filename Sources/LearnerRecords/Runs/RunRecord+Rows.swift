import OpenEdX

extension RunRecord.Certificate {
  init(_ row: CertificateRow, dateOverride: UTCTime?) {
    self.init(
      id: row.id,
      status: row.status,
      mode: row.mode,
      grade: row.grade,
      modifiedText: row.modified,
      dateOverride: dateOverride
    )
  }
}

extension RunRecord.Credential {
  init(_ row: CredentialsRows.Credential, dateOverride: UTCTime?) {
    self.init(
      id: row.id,
      username: row.username,
      status: row.status,
      uuid: row.uuid,
      createdText: row.created,
      modifiedText: row.modified,
      dateOverride: dateOverride
    )
  }
}

extension RunRecord.Configuration {
  init(_ configuration: Catalog.CourseConfiguration) {
    self.init(
      id: configuration.id,
      courseRun: configuration.courseRun,
      certificateType: configuration.certificateType,
      isActive: configuration.isActive,
      isLinked: configuration.runID != nil,
      availableDate: configuration.availableDate
    )
  }
}
