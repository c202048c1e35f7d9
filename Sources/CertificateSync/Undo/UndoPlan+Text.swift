import Credentials
import LearnerRecords
import OpenEdX

extension UndoPlan {
  /// The plan in words, without a line's end.
  ///
  /// Names come from outside and are not made safe here; who shows the lines does that.
  ///
  /// - Parameters:
  ///   - destination: where posts go; nil where nothing is posted.
  ///   - itemLimit: how many rows are named at most, of those to post and of those left out; nil for all.
  ///   - zone: the zone of the times in it. The run's name is no time but a word that is typed.
  package func lines(destination: String?, itemLimit: Int? = nil, in zone: DisplayZone = .utc) -> [String] {
    let (courses, programs) = (posts.filter { $0.isOfCourse }, posts.filter { !$0.isOfCourse })
    var lines = warnings + [PlanText.head(destination), ""]
    if isEmpty {
      lines.append("Nothing to post: nothing of the run \(run.name) can be taken back.")
    } else {
      let kinds = PostKinds(posts.map { $0.reversedStatus == .revoked ? .revocation : .award })
      lines.append("\(PlanText.count(posts.count, "post")): \(kinds.text).")
      lines.append("Undoes the run \(run.name)\(authors): \(posts.count) of its \(run.posts.count) credentials.")
    }
    lines += remarks
    for (part, noun) in [(courses, "course certificate"), (programs, "program credential")] where !part.isEmpty {
      let learners = Set(part.map { ExactText($0.username) }).count
      lines += ["", "\(PlanText.count(part.count, noun)) to post for \(PlanText.count(learners, "learner")):"]
      lines += Self.named(part.map { "\($0.name)  \($0.reversedStatus == .revoked ? "revoke" : "award")" }, itemLimit)
    }
    if !leftOut.isEmpty {
      lines += ["", "Left as they are: \(PlanText.count(leftOut.count, "row"))."]
      lines += Self.named(leftOut.map { "\($0.post.name): \(zone.text($0.reason))" }, itemLimit)
    }
    return lines
  }

  private var warnings: [String] {
    let revoked = posts.filter { $0.reversedStatus == .revoked }
    guard !revoked.isEmpty else { return [] }
    let (courses, programs) = (revoked.count { $0.isOfCourse }, revoked.count { !$0.isOfCourse })
    let parts = [(courses, "course certificate"), (programs, "program credential")].filter { $0.0 > 0 }
    let learners = Set(revoked.map { ExactText($0.username) }).count
    return [
      "! Revokes \(parts.map { PlanText.count($0.0, $0.1) }.joined(separator: " and ")) of "
        + "\(PlanText.count(learners, "learner"))."
    ]
  }

  private var authors: String {
    run.authors.isEmpty ? "" : " of \(run.authors.sorted().joined(separator: " and "))"
  }

  /// What is not in the rows: what no post can take back, and what follows.
  private var remarks: [String] {
    var remarks: [String] = []
    if !isEmpty {
      remarks.append(
        "Backfills and \(CommandName.syncFollow) leave these rows alone then, until a certificate changes or undone "
          + "is included (\(OptionName.include) undone)."
      )
    }
    if run.posts.contains(where: { !$0.isOfCourse && $0.status == .awarded }) {
      remarks.append("E-mails that the awards of programs have sent cannot be recalled.")
    }
    if reversed > 0 { remarks.append("Taken back already: \(PlanText.count(reversed, "credential")).") }
    if run.grades > 0 {
      let grades = PlanText.count(run.grades, "grade")
      remarks.append("\(grades) of the run \(Self.stays(run.grades)): a grade cannot be taken back.")
    }
    if run.dates > 0 {
      remarks.append(
        "\(PlanText.count(run.dates, "available date")) of the run \(Self.stays(run.dates)): the journal does not hold "
          + "the one before."
      )
    }
    if run.tornLines > 0 {
      remarks.append(
        "\(PlanText.count(run.tornLines, "line")) of the journal cannot be read, as after a full disk: what "
          + "\(run.tornLines == 1 ? "it tells" : "they tell") of is not undone."
      )
    }
    return remarks
  }

  private static func stays(_ count: Int) -> String { count == 1 ? "stays" : "stay" }

  private static func named(_ rows: [String], _ limit: Int?) -> [String] {
    let named = rows.prefix(limit ?? rows.count)
    let more = rows.count - named.count
    return named.map { "  \($0)" } + (more > 0 ? ["  … and \(more) more"] : [])
  }
}

extension UndoPlan {
  /// The plan as lines of JSON, with the names of the journal: each post, each row that is left out with its reason, and last
  /// a summary.
  package var jsonLines: [JSONValue] {
    posts.map { post in
      var members = post.members
      members["plan"] = "post"
      members["action"] = post.reversedStatus == .revoked ? "revoke" : "award"
      members["undoes"] = .string(run.name)
      return .object(members)
    }
      + leftOut.map { row in
        var members = row.post.members
        members["plan"] = "left-out"
        members["reason"] = .string(row.reason)
        return .object(members)
      }
      + [
        [
          "plan": "summary", "undoes": .string(run.name), "posts": .number(Double(posts.count)),
          "left_out": .number(Double(leftOut.count)), "undone_already": .number(Double(reversed)),
          "grades": .number(Double(run.grades)), "available_dates": .number(Double(run.dates)),
          "unreadable_lines": .number(Double(run.tornLines)),
        ]
      ]
  }
}

extension RunPost {
  fileprivate var isOfCourse: Bool {
    if case .courseRun = subject { true } else { false }
  }

  fileprivate var name: String { "\(username)  \(subject)" }

  fileprivate var members: [String: JSONValue] {
    let subject: (String, String) =
      switch self.subject {
      case .courseRun(let key): ("course_run_key", key.text)
      case .program(let uuid): ("program_uuid", uuid.dashed)
      }
    return ["username": .string(username), subject.0: .string(subject.1)]
  }
}
