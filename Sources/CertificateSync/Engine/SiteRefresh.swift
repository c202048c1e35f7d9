/// Reads what a task is about from the site itself and writes it into the copy, which can be older than what was revoked
/// since.
package typealias SiteRefresh = @Sendable (TaskRequest) async throws -> Void

extension EngineRun {
  /// Brings the copy's rows of a task up to date.
  ///
  /// - Returns: what the task ends with when that cannot be done; nothing is posted from rows of unknown age.
  func refreshed(_ request: TaskRequest) async -> TaskOutcome? {
    guard let refresh = parts.refresh else { return nil }
    do {
      try await refresh(request)
      return nil
    } catch {
      return .retry(
        "the site's database cannot be read, and nothing is posted from its copy alone: \(error)",
        after: nil
      )
    }
  }
}
