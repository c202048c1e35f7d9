import OpenEdX

/// A learner's history over both systems, the queue and the journal, as one time line.
package struct LearnerHistory: Sendable {
  /// What one system holds about a run now, to see what is missing in the other.
  package struct Standing: Sendable, Hashable {
    /// The run.
    package let courseRun: String
    /// The certificate's status; nil without a certificate.
    package let certificate: CertificateStatus?
    /// When the certificate was changed last; nil when that cannot be read.
    package let certificateTime: UTCTime?
    /// The credential's status; nil without a credential.
    package let credential: String?

    /// Takes what both systems hold.
    package init(
      courseRun: String,
      certificate: CertificateStatus?,
      certificateTime: UTCTime?,
      credential: String?
    ) {
      self.courseRun = courseRun
      self.certificate = certificate
      self.certificateTime = certificateTime
      self.credential = credential
    }
  }

  /// Who it is.
  package let person: LearnerPerson
  /// What happened, the oldest first, with the gaps behind what should have led further.
  package let events: [HistoryEvent]

  /// Merges what each source holds.
  ///
  /// Events of the same time keep this order: LMS, queue, post, Credentials, which is the order in which one leads to the
  /// other. A gap stands where the certificate changed last.
  ///
  /// - Parameter courseRun: the run to which the history is limited; nil for all.
  package init(person: LearnerPerson, events: [HistoryEvent], standings: [Standing], courseRun: String? = nil) {
    self.person = person
    let all = events + standings.compactMap(Self.gap)
    let wanted = courseRun.map { run in
      all.filter { $0.courseRun.map { CodePoints.equal($0, run) } ?? false }
    }
    let order: [HistoryEvent.Source] = [.lms, .queue, .journal, .credentials]
    let rank = { (event: HistoryEvent) in
      (event.kind == .gap ? order.count : order.firstIndex(of: event.source) ?? 0)
    }
    self.events = (wanted ?? all).enumerated().sorted { left, right in
      (left.element.time.microseconds, rank(left.element), left.offset)
        < (right.element.time.microseconds, rank(right.element), right.offset)
    }.map(\.element)
  }

  /// What should have followed from the certificate as it is now; nil where nothing is missing.
  private static func gap(_ standing: Standing) -> HistoryEvent? {
    guard let certificate = standing.certificate, let time = standing.certificateTime else { return nil }
    let text: String
    switch (certificate.isValid, standing.credential) {
    case (true, nil): text = "Credentials never heard of the certificate that the LMS has since then"
    case (true, let credential?) where credential != "awarded":
      text = "Credentials still says \(credential), though the certificate is \(certificate.rawValue) since then"
    case (false, "awarded"?):
      text = "Credentials still says awarded, though the certificate is \(certificate.rawValue) since then"
    default: return nil
    }
    return HistoryEvent(time: time, source: .credentials, courseRun: standing.courseRun, text: text, kind: .gap)
  }
}
