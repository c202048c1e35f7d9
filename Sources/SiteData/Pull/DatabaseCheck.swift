/// Checks the way to a site's two databases step by step: the client program, signing in, the rights, the snapshot.
package struct DatabaseCheck: Sendable {
  /// What one step found.
  package struct Result: Sendable, Hashable {
    /// The step in words, e.g. `LMS database`.
    package let step: String
    /// Whether a pull can go on.
    package let isGood: Bool
    /// What was found, as one line.
    package let finding: String
    /// What to do, a line each; empty when all is well.
    package let remedies: [String]
  }

  private let lms: ClientProgram
  private let credentials: ClientProgram

  /// Takes the two ways; nothing is started yet.
  package init(lms: ClientProgram, credentials: ClientProgram) {
    self.lms = lms
    self.credentials = credentials
  }

  /// Runs the steps, all of both sides, and tells each result as it comes.
  @discardableResult
  package func run(_ tell: (Result) -> Void = { _ in }) async -> [Result] {
    var results: [Result] = []
    func keep(_ result: Result) {
      results.append(result)
      tell(result)
    }
    for (side, program) in [(SiteSide.lms, lms), (.credentials, credentials)] {
      let signedIn = await signIn(side, program)
      keep(signedIn)
      if signedIn.isGood { keep(await rights(side, program)) }
    }
    if results.allSatisfy(\.isGood) { keep(await snapshot()) }
    return results
  }

  private func signIn(_ side: SiteSide, _ program: ClientProgram) async -> Result {
    await step("\(side.title) database") {
      let facts = try await program.withSession { await $0.server }
      let guarded = facts.cipher.isEmpty ? "not encrypted" : "encrypted with \(facts.cipher)"
      return "\(program.place): signed in as \(facts.account) to \(facts.product), \(guarded)"
    }
  }

  private func rights(_ side: SiteSide, _ program: ClientProgram) async -> Result {
    await step("\(side.title) rights") {
      let schema = try await program.withSession { session in
        try await SideSchema.read(session, side, database: await session.server.database)
      }
      let absent = side.tables.filter { table in !schema.tables.contains { $0.needed == table } }.map(\.name)
      return "may read the \(schema.tables.count) tables of “\(schema.database)” that are needed"
        + (absent.isEmpty ? "" : "; not there or not to be read, and taken as empty: \(absent.joined(separator: ", "))")
    }
  }

  private func snapshot() async -> Result {
    await step("snapshot") {
      let way = try await SiteWay.find(lms: lms, credentials: credentials)
      return way.isOne
        ? "one over both databases"
        : "one for each database, because no account may read both on one server; what changes in between is marked"
    }
  }

  private func step(_ name: String, _ body: () async throws -> String) async -> Result {
    do {
      return Result(step: name, isGood: true, finding: try await body(), remedies: [])
    } catch let error as ClientError {
      return Result(step: name, isGood: false, finding: "\(error.server): \(error.reason)", remedies: [error.remedy])
    } catch let error as SiteDataError {
      let place = error.place.isEmpty ? "" : error.place + ": "
      return Result(step: name, isGood: false, finding: place + error.reason, remedies: [error.remedy])
    } catch {
      return Result(step: name, isGood: false, finding: "\(error)", remedies: [])
    }
  }
}
