import ProcessTestSupport
import Testing

/// Who opens or closes a database makes or removes its log; whoever reads just then must not be turned away.
@Suite(.ownThread, .timeLimit(.minutes(30))) struct `Reading while others come and go` {
  @Test func `an audit beside a sync that starts again and again always gets its answer`() async throws {
    let stage = try SyncStage()
    async let syncs = (0..<15).map { _ in try stage.sync("--once").status }
    for _ in 0..<45 {
      let audit = try Command.run("--deployment", stage.folder, "audit", "--configuration", in: stage.repository.path)
      #expect([0, 2].contains(audit.status), "\(audit.errors)")
    }
    #expect(try await syncs.allSatisfy { $0 == 0 })
  }
}
