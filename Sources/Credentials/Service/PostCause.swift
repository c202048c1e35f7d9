import OpenEdX

/// Why something is posted: known where a task runs, and needed where its posts are written down.
///
/// It goes with the Swift task and not with the request, because between the two stand services that have no use for it.
package struct PostCause: Sendable, Hashable {
  /// What the post is to mend, as the plan found it; empty for a post that a change in the LMS asked for.
  package let findings: [Finding]
  /// Which try of its task this is, from 1.
  package let attempt: Int

  /// Takes a cause.
  package init(findings: [Finding], attempt: Int) {
    self.findings = findings
    self.attempt = attempt
  }

  /// That of the posts made now; nil outside a task of the engine.
  @TaskLocal package static var current: PostCause?
}
