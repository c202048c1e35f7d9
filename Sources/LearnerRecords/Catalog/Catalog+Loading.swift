import DatabaseFile
import GRDB
import OpenEdX

extension Catalog {
  /// - Parameter wanted: the site that is served, by id or host name; nil for the first one that is configured.
  init(_ db: Database, site wanted: String? = nil) throws {
    sites = try CredentialsSite.all(db)
    let served = try CredentialsSite.served(sites, wanted: wanted)
    siteID = served?.id ?? 1
    platformName = served?.platformName
    recordsHelpURL = served?.recordsHelpURL ?? ""
    recordsEnabled = served?.recordsEnabled ?? false
    courses = try Self.loadCourses(db)
    runs = try Self.loadRuns(db)
    courseConfigurations = try Self.loadCourseConfigurations(db)
    programConfigurations = try Self.loadProgramConfigurations(db)
    runIDsByProgram = try Self.loadProgramRuns(db)
    programs = try Self.loadPrograms(db, siteID, runIDsByProgram, programConfigurations)

    let site = siteID
    configurationsByRun = Dictionary(grouping: courseConfigurations.values) { ExactText($0.courseRun) }
      .mapValues { $0.sorted { Self.rank($0, site) < Self.rank($1, site) } }
    runIDsByCourse = Dictionary(grouping: runs.values, by: \.courseID).mapValues { $0.map(\.id).sorted() }
    runIDsByKey = Dictionary(grouping: runs.values) { ExactText($0.key) }.mapValues { $0.map(\.id).sorted() }
    // Hardly ever are there two spellings to put in order.
    keysByFoldedKey = Dictionary(grouping: Set(configurationsByRun.keys).union(runIDsByKey.keys)) {
      $0.text.lowercased()
    }
    .mapValues { $0.sorted().map(\.text) }

    var byRun: [Int64: [Int]] = [:]
    for (index, program) in programs.enumerated() {
      for run in program.runIDs { byRun[run, default: []].append(index) }
    }
    programsByRun = byRun
    let indexByID = Dictionary(uniqueKeysWithValues: programs.enumerated().map { ($1.id, $0) })
    let indexByUUID = Dictionary(programs.enumerated().map { ($1.uuid, $0) }, uniquingKeysWith: { first, _ in first })
    placesByUUID = indexByUUID
    programsOnOtherSites = Set(programConfigurations.values.filter { $0.siteID != site }.compactMap(\.programUUID))
    programByConfiguration = programConfigurations.compactMapValues { configuration in
      configuration.programUUID.flatMap { indexByUUID[$0] } ?? configuration.programID.flatMap { indexByID[$0] }
    }
  }

  /// Those of the site first; active before inactive, linked before unlinked, then as they were made.
  private static func rank(_ configuration: CourseConfiguration, _ site: Int64) -> (Int, Int, Int, Int64) {
    (
      configuration.siteID == site ? 0 : 1, configuration.isActive ? 0 : 1, configuration.runID != nil ? 0 : 1,
      configuration.id
    )
  }

  private static func loadCourses(_ db: Database) throws -> [Int64: Course] {
    var courses: [Int64: Course] = [:]
    let rows = try StoredRow.fetchCursor(db, sql: "SELECT id, title FROM credentials.catalog_course")
    while let row = try rows.next() {
      let id = try row.integer(0)
      courses[id] = Course(id: id, title: try row.textOrNil(1))
    }
    let owners = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT w.course_id, o.name FROM credentials.catalog_course_owners w
        JOIN credentials.catalog_organization o ON o.id = w.organization_id ORDER BY w.sort_value, w.id
        """
    )
    while let row = try owners.next() { try courses[row.integer(0)]?.owners.append(row.text(1)) }
    return courses
  }

  private static func loadRuns(_ db: Database) throws -> [Int64: Run] {
    var runs: [Int64: Run] = [:]
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT id, key, title_override, course_id FROM credentials.catalog_courserun"
    )
    while let row = try rows.next() {
      let id = try row.integer(0)
      runs[id] = try Run(id: id, key: row.text(1), titleOverride: row.textOrNil(2), courseID: row.integer(3))
    }
    return runs
  }

  private static func loadCourseConfigurations(_ db: Database) throws -> [Int64: CourseConfiguration] {
    var configurations: [Int64: CourseConfiguration] = [:]
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT id, is_active, course_id, certificate_type, site_id, course_run_id, certificate_available_date
        FROM credentials.credentials_coursecertificate
        """
    )
    while let row = try rows.next() {
      let id = try row.integer(0)
      configurations[id] = try CourseConfiguration(
        id: id,
        isActive: row.flag(1),
        courseRun: row.text(2),
        certificateType: row.text(3),
        siteID: row.integer(4),
        runID: row.integerOrNil(5),
        availableDate: row.time(6)
      )
    }
    return configurations
  }

  private static func loadProgramConfigurations(_ db: Database) throws -> [Int64: ProgramConfiguration] {
    var configurations: [Int64: ProgramConfiguration] = [:]
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT id, is_active, site_id, program_id, program_uuid FROM credentials.credentials_programcertificate"
    )
    while let row = try rows.next() {
      let id = try row.integer(0)
      configurations[id] = try ProgramConfiguration(
        id: id,
        isActive: row.flag(1),
        siteID: row.integer(2),
        programID: row.integerOrNil(3),
        programUUID: row.programUUID(4)
      )
    }
    return configurations
  }

  /// The runs of all programs; a program without runs has an empty list.
  private static func loadProgramRuns(_ db: Database) throws -> [Int64: [Int64]] {
    var runIDs: [Int64: [Int64]] = [:]
    let programs = try StoredRow.fetchCursor(db, sql: "SELECT id FROM credentials.catalog_program")
    while let row = try programs.next() { runIDs[try row.integer(0)] = [] }
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT program_id, courserun_id FROM credentials.catalog_program_course_runs ORDER BY sort_value, id"
    )
    while let row = try rows.next() { try runIDs[row.integer(0)]?.append(row.integer(1)) }
    return runIDs
  }

  private static func loadPrograms(
    _ db: Database,
    _ siteID: Int64,
    _ runIDs: [Int64: [Int64]],
    _ configurations: [Int64: ProgramConfiguration]
  ) throws -> [Program] {
    var programs: [Program] = []
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT id, uuid, title, type, status, site_id FROM credentials.catalog_program
        WHERE site_id = ? ORDER BY title, id
        """,
      arguments: [siteID]
    )
    while let row = try rows.next() {
      guard let uuid = try row.programUUID(1) else { continue }
      try programs.append(
        Program(
          id: row.integer(0),
          uuid: uuid,
          title: row.text(2),
          type: row.text(3),
          status: row.text(4),
          siteID: row.integer(5),
          runIDs: runIDs[row.integer(0)] ?? []
        )
      )
    }
    let index = Dictionary(uniqueKeysWithValues: programs.enumerated().map { ($1.id, $0) })
    let organizations = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT a.program_id, o.name FROM credentials.catalog_program_authoring_organizations a
        JOIN credentials.catalog_organization o ON o.id = a.organization_id ORDER BY a.sort_value, a.id
        """
    )
    while let row = try organizations.next() {
      if let place = index[try row.integer(0)] { programs[place].organizations.append(try row.text(1)) }
    }
    for place in programs.indices {
      programs[place].hasActiveConfiguration = configurations.values.contains {
        $0.isActive && $0.siteID == siteID && $0.programUUID == programs[place].uuid
      }
    }
    return programs
  }
}
