import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Commands` {
  /// Somebody who has typed a command and pressed Enter.
  private func ran(_ line: String, _ someone: Operator = .atLearners()) -> Operator {
    var someone = someone
    someone.press(.character(":"))
    someone.type(line)
    someone.press(.enter)
    return someone
  }

  /// What the arguments of the table's commands could be.
  private static func example(_ argument: KeyBinding.Argument) -> String? {
    switch argument {
    case .nothing: nil
    case .filter: "paid"
    case .finding: "award-lost"
    case .column: "drift asc"
    case .program: "Quantum Gardening"
    case .learner: "paid_learner"
    case .export: "jsonl list.jsonl"
    case .report: "markdown"
    case .file: "screen.out"
    case .theme: "light"
    case .lms: "invalidate paid_learner course-v1:OrgX+1+2026"
    }
  }

  @Test(arguments: KeyBinding.table.map(\.command)) func `each of the table can be typed`(command: String) throws {
    let binding = try #require(KeyBinding.table.first { $0.command == command })
    let argument = Self.example(binding.argument)
    let someone = ran(argument.map { "\(command) \($0)" } ?? command)
    #expect(someone.model.palette?.refusal == nil)
    switch binding.action {
    case .search: #expect(someone.model.list.filter == "paid")
    case .limit: #expect(someone.model.list.limit == .finding(.awardLost))
    case .sort: #expect(someone.model.learners.sort == ListSort(column: 5, isDescending: false))
    case .program: #expect(someone.asked == ["learners of 2"])
    case .learner: #expect(someone.asked == ["record of paid_learner in 1"])
    case .export: #expect(someone.asked == ["write 5 rows to list.jsonl"])
    case .snapshot, .screenshot: #expect(someone.asked == ["write the screen to screen.out"])
    case .theme: #expect(someone.asked == ["theme light"])
    case .lms: #expect(someone.asked == ["lms invalidate paid_learner course-v1:OrgX+1+2026"])
    default:
      guard binding.areas.contains(.records) else {
        #expect(someone.model.notice?.contains("works in") == true)
        #expect(someone.asked.isEmpty)
        return
      }
      // The others take nothing, and do what their key does.
      var other = Operator.atLearners()
      let key = try #require(binding.keys.first)
      other.press(key)
      #expect(someone.asked == other.asked)
      #expect(someone.screen == other.screen)
    }
  }

  @Test(arguments: [
    ("bckfill", "No command “bckfill”: “backfill”?"), ("xyzzy", "No command “xyzzy”: ? lists them"),
    ("quit now", "“quit” takes nothing after it"), ("program", "“program” needs PROGRAM after it"),
    ("program Nowhere", "No program “Nowhere”"),
    ("program Gardening", "No program “Gardening”: “Quantum Gardening”?"),
    ("finding award-lots", "No finding “award-lots”: “award-lost”?"),
    ("sort nowhere", "No column “nowhere”: Learner, Name"), ("sort drift down", "No column “drift down”"),
    ("export pdf x", "“pdf” is no format"), ("theme pink", "“pink” is no theme: auto|dark|light|none"),
    ("pa", "“pa” can be page-up, page-down"),
    ("lms burn", "“burn” is none of save-certificate, mark-not-passing"),
    ("lms invalidate", "Name the learner and the course run"),
  ])
  func `that cannot be run say why in their line, which can be repaired`(line: String, reason: String) {
    var someone = ran(line)
    #expect(someone.lines[22].contains(reason), "\(someone.lines[22])")
    #expect(someone.asked.isEmpty)
    someone.press(.backspace)
    #expect(someone.model.palette?.text == String(line.dropLast()))
    #expect(!someone.screen.contains(reason))
  }

  @Test func `of the LMS are about the row under the cursor, unless one is named`() throws {
    let run = try #require(Operator.atRecord().model.screen.learnerUnderCursor?.courseRun)
    func asked(_ line: String) -> [String] { ran(line, .atRecord()).asked }
    #expect(asked("lms save-certificate --hold 5") == ["lms save-certificate paid_learner \(run) --hold 5"])
    #expect(asked("lms save-grade 0.9") == ["lms save-grade paid_learner \(run) 0.9"])
    #expect(asked("lms publish-course --end none") == ["lms publish-course \(run) --end none"])
    let other = "invalidate somebody course-v1:OrgX+1+2026"
    #expect(asked("lms \(other)") == ["lms \(other)"])
  }

  @Test func `that write are refused where nothing may be changed`() {
    let someone = ran("lms invalidate", .atRecord(readOnly: true))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("Not here: the deployment was opened"), "\(someone.screen)")
  }

  @Test func `may be shortened as far as one is meant`() {
    #expect(ran("q").asked == ["quit"])
    #expect(ran("bac").model.palette?.refusal == "“bac” can be back, backfill")
  }

  @Test func `are completed by Tab, as far as they agree, then one by one`() {
    var someone = Operator.atPrograms()
    someone.press(.character(":"))
    someone.type("bac")
    someone.press(.tab)
    #expect(someone.model.palette?.text == "back")
    someone.press(.tab, .tab)
    #expect(someone.model.palette?.text == "back")
    someone.press(.down, .down, .tab)
    #expect(someone.model.palette?.text.hasPrefix("back") == true)
    someone.press(.control("u"))
    someone.type("prog")
    someone.press(.tab)
    #expect(someone.model.palette?.text == "program ")
    someone.type("q")
    someone.press(.tab, .enter)
    #expect(someone.asked.last == "learners of 2")
  }

  @Test func `are chosen by the arrows and run by Enter`() {
    var someone = Operator.atLearners()
    someone.press(.character(":"))
    someone.type("learner ")
    #expect(someone.screen.contains("learner chen.yt"))
    someone.press(.down, .down, .enter)
    #expect(someone.asked == ["record of chen.yt in 1"])
  }

  @Test func `come back by the arrow up while the line is empty`() {
    var someone = ran("finding drift")
    someone = ran("finding all", someone)
    someone = ran("finding drift", someone)
    someone.press(.character(":"), .up)
    #expect(someone.model.palette?.text == "finding drift")
    someone.press(.up)
    #expect(someone.model.palette?.text == "finding all")
    someone.press(.up)
    #expect(someone.model.palette?.text == "finding all", "there is no older one")
    someone.press(.down, .down)
    #expect(someone.model.palette?.text == "")
    someone.press(.up, .enter)
    #expect(someone.model.list.limit == .drift)
  }

  @Test func `are left by Escape and by Backspace in the empty line`() {
    for key in [Key.escape, .backspace] {
      var someone = Operator.atLearners()
      someone.press(.character(":"), key)
      #expect(someone.model.palette == nil)
      #expect(someone.model.screenID == .learners(Example.paidCourses))
    }
  }

  @Test func `go to a program by the beginning of its title or its identity`() {
    #expect(ran("program sust", .atPrograms()).asked == ["programs", "counts", "learners of 3"].suffix(1))
    #expect(ran("program \(Example.gardening.hex)", .atPrograms()).asked.last == "learners of 2")
    var user = ran("program quantum", .atRecord())
    user.tell(.learners(program: Example.gardening, Example.learners))
    #expect(user.model.learners.rows.count == 5)
    user.press(.escape)
    #expect(user.model.screenID == .programs)
  }

  @Test func `that change something are refused where reading only is allowed`() {
    let someone = ran("pause", .atEngine(readOnly: true))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("is not possible here"))
  }

  @Test(arguments: [Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 200, rows: 50)])
  func `are typed in sight on every screen`(size: Size) {
    var someone = Operator.atLearners(columns: size.columns, rows: size.rows)
    someone.press(.character(":"))
    someone.type("program " + String(repeating: "long ", count: 60) + "end")
    #expect(someone.lines[size.rows - 2].hasSuffix("end▏"))
  }
}
