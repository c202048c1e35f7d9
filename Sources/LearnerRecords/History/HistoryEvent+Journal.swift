import Foundation
import OpenEdX

extension HistoryEvent {
  /// The post that a line of the journal tells of; nil for a post of another learner, and for a line that cannot be read,
  /// as one that a full disk cut short.
  ///
  /// - Parameter names: the learner's names, compared exactly.
  package init?(journalLine line: String, ofAnyOf names: [String]) {
    guard let post = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)),
      let name = post["username"]?.string, names.contains(where: { CodePoints.equal($0, name) }),
      let time = post["time"]?.string.flatMap({ UTCTime($0) })
    else { return nil }
    let action = post["action"]?.string ?? "post"
    var text = "Posted: \(Self.words[action] ?? action)"
    var status: Int?
    if case .number(let number)? = post["http"] { status = Int(exactly: number) }
    if let status { text += ", answer \(status)" }
    if let message = post["message"]?.string ?? post["error"]?.string, !message.isEmpty { text += " “\(message)”" }
    if let author = post["by"]?.string { text += ", by \(author)" }
    if let finding = post["finding"]?.string { text += ", to repair \(finding)" }
    if let run = post["run"]?.string { text += ", in the run \(run)" }
    if let run = post["undoes"]?.string { text += ", which undoes the run \(run)" }
    let isAccepted = status.map { (200..<300).contains($0) } ?? false
    self.init(
      time: time,
      source: .journal,
      courseRun: post["course_run_key"]?.string ?? post["course_run"]?.string ?? post["course_id"]?.string,
      text: text,
      kind: isAccepted ? .change : .failure
    )
  }

  private static let words = [
    "award": "the award", "revoke": "the revocation", "grade": "the grade", "configure": "the available date",
  ]
}
