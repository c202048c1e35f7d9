import GRDB
import OpenEdX

extension SeedWriter {
  mutating func write(_ row: CredentialsSeed.Organization) throws {
    try insert(
      .organization,
      named: row.key,
      "id, created, modified, uuid, key, name, site_id, certificate_logo_image_url",
      [row.id, now, now, hex(row.uuid), row.key, row.name, siteID, nil]
    )
  }

  mutating func write(_ row: CredentialsSeed.Course) throws {
    let id = try insert(
      .course,
      named: row.key,
      "id, created, modified, uuid, key, title, site_id",
      [row.id, now, now, hex(row.uuid), row.key, row.title, siteID]
    )
    for (index, owner) in row.owners.enumerated() {
      let organization = try references.id(of: owner, in: .organization, db)
      try insert("catalog_course_owners", "sort_value, course_id, organization_id", [index + 1, id, organization])
    }
  }

  mutating func write(_ row: CredentialsSeed.CourseRun) throws {
    let course = try references.id(of: row.course, in: .course, db)
    try insert(
      .courseRun,
      named: row.key,
      "id, created, modified, uuid, key, title_override, course_id, start_date, end_date",
      [
        row.id, now, now, hex(row.uuid), row.key, row.titleOverride, course, row.start?.databaseText,
        row.end?.databaseText,
      ]
    )
  }

  mutating func write(_ row: CredentialsSeed.Program) throws {
    let slug = row.type.lowercased().replacing(" ", with: "-")
    let id = try insert(
      .program,
      named: row.uuid.hex,
      "id, created, modified, uuid, title, site_id, type, type_slug, status, total_hours_of_effort",
      [row.id, now, now, row.uuid.hex, row.title, siteID, row.type, slug, row.status, row.totalHoursOfEffort]
    )
    for (index, key) in row.organizations.enumerated() {
      let organization = try references.id(of: key, in: .organization, db)
      try insert(
        "catalog_program_authoring_organizations",
        "sort_value, program_id, organization_id",
        [index + 1, id, organization]
      )
    }
    for (index, key) in row.courseRuns.enumerated() {
      let run = try references.id(of: key, in: .courseRun, db)
      try insert("catalog_program_course_runs", "sort_value, program_id, courserun_id", [index + 1, id, run])
    }
  }

  mutating func write(_ row: CredentialsSeed.Pathway) throws {
    let id = try insert(
      .pathway,
      named: row.name,
      "id, created, modified, uuid, name, org_name, email, site_id, pathway_type, status",
      [row.id, now, now, hex(row.uuid), row.name, row.organization, row.email, siteID, row.type, row.status]
    )
    for (index, uuid) in row.programs.enumerated() {
      let program = try references.id(of: uuid.hex, in: .program, db)
      try insert("catalog_pathway_programs", "sort_value, pathway_id, program_id", [index + 1, id, program])
    }
  }
}
