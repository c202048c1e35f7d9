import Credentials
import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport

@testable import CertificateSync

extension ModelSequence {
  /// No more changes, faults or deaths: the operator resumes and retries, and the engines work until nothing is left.
  mutating func rest() async throws {
    trace.append("rest")
    for _ in 0..<200 {
      try await world.queue(0).resume()
      _ = try await world.queue(0).retryAllDead(now: world.now)
      for engine in engines.indices {
        while !engines[engine].underway.isEmpty { try await release(engine, .carriedOut) }
        try await turn(engine, claim: 3)
      }
      let left = try await world.count(.queued) + world.count(.running) + world.count(.dead)
      if left == 0, engines.allSatisfy({ $0.held.isEmpty }) { return }
      if let next = try await world.nextDue() { world.site.clock.advance(to: next) }
    }
    throw Violation(description: "it does not come to rest")
  }

  /// A task that posts at once posts what the rows say now.
  func requireFresh(_ place: String, _ request: CredentialsRequest, _ task: SyncTask) async throws {
    let learners = campus.learners
    let run = task.request.courseRunKey
    let (posted, rows) = try await world.site.lms.file.reader.read { db in
      let implied = ImpliedCredentials(db: db, learners: learners)
      switch request {
      case .courseCredential(let post):
        return ("\(post.status.rawValue) \(Self.time(post.dateOverride))", try implied.courses())
      case .grade(let post):
        let percent = Int((post.percent * 10_000).rounded())
        return ("\(post.grade.letter) \(percent) \(Self.time(post.grade.modified))", try implied.grades())
      case .courseCertificate(let post):
        return (post.availableDate?.databaseText ?? "at once", try implied.dates(run: run))
      case .programCredential: return ("", [place: ""])
      }
    }
    guard rows[place] == posted else {
      throw Violation(description: "\(place): posted “\(posted)”, the LMS implies “\(rows[place] ?? "nothing")”")
    }
  }

  private static func time(_ time: UTCTime?) -> String { time?.databaseText ?? "" }

  /// Credentials equals what the LMS implies, in the learners of this sequence and in all before it.
  func compare() async throws {
    let kept = try await world.site.credentials.file.reader.read { db in try KeptCredentials(db) }
    let (campus, ledger) = (campus, ledger)
    let (found, grades) = try await world.site.lms.file.reader.read { db in
      let implied = ImpliedCredentials(db: db)
      return (try kept.differences(from: implied, programs: world.programs), try implied.grades())
    }
    if let first = found.first { throw Violation(description: first) }
    guard kept.count == kept.courses.count + kept.programs.count else {
      throw Violation(description: "a learner holds a credential twice")
    }
    for learner in campus.learners {
      for run in campus.runs {
        let place = "grade/\(learner)/\(run)"
        let isInProgram = !campus.isAlone(run)
        guard ledger.allows(kept.grades[place], at: place, now: grades[place], isInProgram: isInProgram) else {
          throw Violation(
            description: "\(place): Credentials holds “\(kept.grades[place] ?? "nothing")”, "
              + "the LMS “\(grades[place] ?? "nothing")”"
          )
        }
      }
    }
    if let place = ledger.overposted {
      throw Violation(
        description: "\(place): \(ledger.posts[place, default: 0]) posts for \(ledger.changes[place, default: 0]) "
          + "changes and \(ledger.excused[place, default: 0]) repeats"
      )
    }
  }
}
