import OpenEdX

/// Something that happened to a learner's certificates or credentials, or that will.
package struct HistoryEvent: Sendable, Hashable {
  /// Who holds the trace of it.
  package enum Source: String, Sendable, Hashable, CaseIterable {
    /// The LMS's database.
    case lms = "LMS"
    /// The Credentials service's database.
    case credentials = "Credentials"
    /// The queue of this tool.
    case queue = "Queue"
    /// The journal of the posts that this tool has sent.
    case journal = "Post"
  }

  /// What it says about the sync.
  package enum Kind: String, Sendable, Hashable {
    /// Something happened.
    case change
    /// Something that should have followed did not.
    case gap
    /// Something went wrong.
    case failure
  }

  /// When, in UTC; a time to come for what is not yet so.
  package let time: UTCTime
  /// Who holds the trace.
  package let source: Source
  /// The course run that it is about; nil for a program or for the learner.
  package let courseRun: String?
  /// What happened, as a sentence without a full stop.
  package let text: String
  /// What it says about the sync.
  package let kind: Kind

  /// Takes an event.
  package init(time: UTCTime, source: Source, courseRun: String? = nil, text: String, kind: Kind = .change) {
    self.time = time
    self.source = source
    self.courseRun = courseRun
    self.text = text
    self.kind = kind
  }
}
