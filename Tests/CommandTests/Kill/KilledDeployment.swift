import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import Synchronization
import TestSupport

/// A deployment with lost and stale awards, of runs and of programs, on which the program is run and killed.
struct KilledDeployment {
  /// When a process is killed.
  enum Moment {
    /// So many milliseconds after its start.
    case after(milliseconds: Int)
    /// When its post of that number arrives, before it is read.
    case before(post: Int)
    /// When its post of that number has been carried out, and not been answered.
    case unanswered(post: Int)
  }

  static let concurrency = 4
  private static let learners = 24
  private static let runs = ["course-v1:NqiX+HP101+2026T1", "course-v1:NqiX+HP102+2026T1"]
  private static let program = "3f0c9a7e51d24b8a9c6e0d1b2a3f4e5d"

  let folder: TemporaryFolder
  let site: KeptSite
  /// What a repair has to post, each once.
  let wanted: Set<KeptSite.Post>

  init() throws {
    folder = try Fixtures.harbour(Self.learnersSQL)
    site = try KeptSite(copy: folder.file("credentials.sqlite"))
    var wanted: Set<KeptSite.Post> = []
    for number in 0..<Self.learners {
      let name = "l\(number)"
      switch number % 4 {
      case 0:
        for run in Self.runs { wanted.insert(KeptSite.Post(username: name, credential: run, status: "awarded")) }
        wanted.insert(KeptSite.Post(username: name, credential: Self.program, status: "awarded"))
      case 1: wanted.insert(KeptSite.Post(username: name, credential: Self.program, status: "awarded"))
      case 2:
        wanted.insert(KeptSite.Post(username: name, credential: Self.runs[1], status: "revoked"))
        wanted.insert(KeptSite.Post(username: name, credential: Self.program, status: "revoked"))
      default: break
      }
    }
    self.wanted = wanted
  }

  /// Of four learners, the first has lost all three credentials, the second that of the program, the third has those of
  /// a run and the program that are not deserved any more, and the fourth has what is due.
  private static let learnersSQL: String = {
    let numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < \(learners - 1))"
    let time = "'2026-06-18 10:00:00'"
    return """
      INSERT INTO auth_user(id,username,email) \(numbers) SELECT 600+i,'l'||i,'l'||i||'@example.org' FROM n;
      INSERT INTO auth_userprofile(user_id,name) \(numbers) SELECT 600+i,'Learner '||i FROM n;
      INSERT INTO student_courseenrollment(course_id,created,is_active,mode,user_id)
        SELECT o.id,\(time),1,'verified',u.id FROM course_overviews_courseoverview o, auth_user u WHERE u.id>=600;
      INSERT INTO certificates_generatedcertificate(course_id,verify_uuid,grade,status,mode,name,created_date,
        modified_date,user_id)
        SELECT o.id,u.id||o.id,'0.87',
          CASE WHEN u.id%4=2 AND o.id LIKE '%HP102%' THEN 'notpassing' ELSE 'downloadable' END,
          'verified','',\(time),\(time),u.id
        FROM course_overviews_courseoverview o, auth_user u WHERE u.id>=600;
      INSERT INTO c.core_user(password,is_superuser,username,first_name,last_name,email,is_staff,is_active,date_joined,
        lms_user_id,full_name)
        SELECT '!',0,username,'','',email,0,1,\(time),id,'' FROM auth_user WHERE id>=600;
      INSERT INTO c.records_usergrade(created,modified,letter_grade,percent_grade,course_run_id,username,verified)
        SELECT \(time),\(time),'Pass','0.87',r.id,u.username,1 FROM c.catalog_courserun r, auth_user u WHERE u.id>=600;
      INSERT INTO c.credentials_usercredential(created,modified,username,status,uuid,credential_content_type_id,
        credential_id)
        SELECT \(time),\(time),u.username,'awarded',printf('%031d%d',u.id,g.id),25,g.id
        FROM c.credentials_coursecertificate g, auth_user u WHERE u.id>=600 AND u.id%4<>0;
      INSERT INTO c.credentials_usercredential(created,modified,username,status,uuid,credential_content_type_id,
        credential_id)
        SELECT \(time),\(time),u.username,'awarded',printf('%032d',u.id),26,1
        FROM auth_user u WHERE u.id>=600 AND u.id%4>1;
      """
  }()

  private static let include = ["--include", "award-stale,program-award-lost,program-award-stale"]

  /// The arguments of a repair.
  var backfill: [String] {
    ["--deployment", folder.path, "--backfill", "--yes", "--concurrency", "\(Self.concurrency)"] + Self.include
  }
  /// The arguments of the engine alone, which posts what a killed repair has left in the queue.
  var sync: [String] { ["sync", "--once", "--deployment", folder.path, "--concurrency", "\(Self.concurrency)"] }
  /// The arguments of a look.
  var look: [String] { ["--deployment", folder.path, "--backfill", "--dry-run"] + Self.include }

  /// What came of a process.
  struct End {
    /// Negative when a signal has ended it.
    let status: Int32
    let errors: String
    let milliseconds: Int
  }

  /// Runs the program to its end or until it is killed.
  func run(_ arguments: [String], address: String, killed moment: Moment? = nil) async throws -> End {
    let scratch = try TemporaryFolder()
    let errors = try scratch.write(Data(), as: "errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Command.path())
    process.arguments = arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": scratch.path, "LEARNER_RECORDS_CREDENTIALS_URL": address,
      "LEARNER_RECORDS_TOKEN_VALUE": SiteStage.token,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errors)
    let number = Mutex<pid_t>(0)
    let kill: @Sendable () -> Void = { number.withLock { _ = $0 > 0 ? Glibc.kill($0, SIGKILL) : 0 } }
    switch moment {
    case .before(let post)?: site.interrupt { $0 == post ? .before(kill) : nil }
    case .unanswered(let post)?: site.interrupt { $0 == post ? .after(kill) : nil }
    case .after?, nil: site.interrupt(nil)
    }
    let start = ContinuousClock.now
    // No post comes before its number is known.
    try number.withLock { number in
      try process.run()
      number = process.processIdentifier
    }
    let killing = Task {
      if case .after(let milliseconds)? = moment {
        try await Task.sleep(for: .milliseconds(milliseconds))
        kill()
      }
    }
    let status = try await process.end()
    killing.cancel()
    _ = await killing.result
    site.interrupt(nil)
    let passed = ContinuousClock.now - start
    return End(
      status: status,
      errors: try String(contentsOfFile: errors, encoding: .utf8),
      milliseconds: Int(passed / .milliseconds(1))
    )
  }

  /// The posts of which the journal says that they were accepted.
  func journal() throws -> [KeptSite.Post] {
    let text = (try? String(contentsOfFile: folder.file("journal.jsonl"), encoding: .utf8)) ?? ""
    return try text.split(separator: "\n").compactMap { line in
      let line = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
      guard line["http"] != nil, let username = line["username"]?.string, let status = line["status"]?.string else {
        return nil
      }
      let program = line["program_uuid"]?.string?.replacing("-", with: "")
      return KeptSite.Post(
        username: username,
        credential: line["course_run_key"]?.string ?? program ?? "",
        status: status
      )
    }
  }

  /// Whether tasks are in the queue.
  func hasTasks() throws -> Bool {
    let queue = try DatabaseQueue(path: folder.file("lms.sqlite"))
    defer { try? queue.close() }
    return try queue.read { db in
      guard try db.tableExists("sync_task") else { return false }
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM sync_task WHERE state IN ('queued', 'running')") ?? 0 > 0
    }
  }
}
