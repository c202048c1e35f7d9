import LearnerRecords
import Terminal

extension LearnerPerson: Identifiable {
  /// The learner's username.
  package var id: String { username }
}

/// The learners that a search over all has found.
struct PeopleView {
  let list: ListState<LearnerPerson>
  /// What was looked for.
  let text: String
  /// What stands in place of rows that were not read; nil when they were.
  var unread: String?

  var table: TableView<LearnerPerson> {
    TableView(columns: Self.columns, list: list, emptyText: unread ?? emptyText)
  }

  /// A word before a colon means something in other lists; here it is looked for as it stands.
  private var emptyText: String {
    let hasPart = RowFilterWord.words(of: text).contains { $0.key != nil }
    return hasPart
      ? "no learner matches: here names, addresses and ids are searched, without parts such as org:"
      : "no learner matches"
  }

  static let columns: [TableColumn<LearnerPerson>] = [
    TableColumn(title: "Learner", minimum: 16, maximum: 30, cut: .middle, order: { .text($0.username) }) {
      ($0.username, .plain)
    },
    TableColumn(title: "Name", minimum: 14, maximum: 40, importance: 1, cut: .middle, order: { .text($0.fullName) }) {
      ($0.fullName, .plain)
    },
    TableColumn(title: "E-mail", minimum: 18, maximum: 40, importance: 2, cut: .middle, order: { .text($0.email) }) {
      ($0.email, Theme.quiet)
    },
    TableColumn(
      title: "LMS id",
      minimum: 7,
      maximum: 10,
      importance: 3,
      alignment: .right,
      order: { .number($0.lmsUserID.map { Int($0) }) }
    ) {
      ($0.lmsUserID.map(String.init) ?? "none", Theme.quiet)
    },
  ]
}
