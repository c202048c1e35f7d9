import Foundation
import OpenEdX
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `What is remembered` {
  private func again(_ state: RememberedState, _ preferences: Preferences = Preferences()) -> Model {
    var model = Model(size: Size(columns: 80, rows: 24), heading: Example.heading(), preferences: preferences)
    model.recall(state)
    return model
  }

  /// The programs before they are counted.
  private let plain = [
    Example.program(Example.paidCourses, "Paid Courses", drift: nil),
    Example.program(Example.gardening, "Quantum Gardening", drift: nil),
  ]

  @Test func `brings back the place, its filter and its limit`() {
    var someone = Operator.atLearners()
    someone.press(.character("d"), .character("/"), .character("p"), .character("a"), .enter)
    var model = again(someone.model.remembered)
    #expect(model.screenID == .learners(Example.paidCourses))
    #expect(model.start.count == 2, "the place is read, beside the programs")
    #expect(model.handle(.programs(plain)).isEmpty, "a count of all programs would end the reading of the learners")
    _ = model.handle(.learners(program: Example.paidCourses, Example.learners))
    #expect(model.learners.visible.map(\.id) == ["paid_learner"])
    #expect(RootView(model: model).grid.lines.contains { $0.contains("filter: pa") }, "nobody wonders where rows are")
    _ = model.handle(.key(.escape))
    _ = model.handle(.key(.escape))
    #expect(model.handle(.key(.escape)).map(Operator.words) == ["counts"], "counted once the programs are seen")
    #expect(model.screenID == .programs)
  }

  @Test func `brings back a record and the trail to it`() {
    var model = again(Operator.atRecord().model.remembered)
    #expect(model.screenID == .record(username: "paid_learner", program: Example.paidCourses))
    _ = model.handle(.key(.escape))
    #expect(model.screenID == .learners(Example.paidCourses))
    _ = model.handle(.key(.escape))
    #expect(model.screenID == .programs)
  }

  @Test func `is left out where a place to start at is preferred`() {
    var preferences = Preferences()
    preferences.start = .area(.records)
    #expect(again(Operator.atRecord().model.remembered, preferences).screenID == .programs)
  }

  @Test func `does not wait, at the engine or the causes, for a reading that nobody tells the end of`() {
    for key in ["2", "3"] as [Character] {
      var someone = Operator.atPrograms()
      someone.press(.character(key))
      #expect(again(someone.model.remembered).progress == nil)
    }
    #expect(again(Operator.atLearners().model.remembered).progress != nil)
  }

  @Test(arguments: ["", "learners", "learners x", "record", "programs 1", "shelf 9", "record \(Example.gardening.hex)"])
  func `is left out where a place is not understood`(word: String) {
    #expect(ScreenRegistry.screen(word: word) == nil)
    var state = Operator.atLearners().model.remembered
    state.trails["records"] = ["programs", word]
    state.lists["shelves"] = RememberedState.List(filter: "x", limit: "y")
    state.lists["programs"] = RememberedState.List(filter: nil, limit: "no such finding")
    #expect(again(state).screenID == .programs)
    #expect(again(state).programList.limit == .all)
  }

  @Test func `names every place so that it is found again`() throws {
    let screens: [ScreenID] = [
      .programs, .learners(Example.gardening), .record(username: "a b  ünï", program: Example.gardening),
      .people, .person("a b  ünï"), .findings, .engine,
    ]
    for screen in screens { #expect(ScreenRegistry.screen(word: screen.word)?.id == screen) }
    #expect(ScreenRegistry.screen(word: ScreenID.race.word) == nil)
  }

  @Test func `gives way when the program is not in the catalog any more`() {
    var model = again(Operator.atLearners().model.remembered)
    let asked = model.handle(.programs([Example.program(Example.gardening, "Quantum Gardening", drift: nil)]))
    #expect(model.screenID == .programs)
    #expect(asked.map(Operator.words) == ["counts"])
    #expect(model.notice == "The program is not in the catalog any more")
    #expect(model.progress == nil)
  }

  @Test func `is kept for each deployment in a file of the operator's own`() throws {
    let folder = try TemporaryFolder()
    let file = StateFile(folder: folder.file("state"))
    let states = [Operator.atLearners().model.remembered, Operator.atRecord().model.remembered]
    let warn = { (text: String) in _ = Issue.record("\(text)") }
    #expect(file.read(deployment: "/srv/a", warn: warn) == nil)
    file.write(states[0], deployment: "/srv/a", warn: warn)
    file.write(states[1], deployment: "/srv/b/", warn: warn)
    #expect(file.read(deployment: "/srv/a", warn: warn) == states[0])
    #expect(file.read(deployment: "/srv/b", warn: warn) == states[1])
    let path = folder.file("state/state.json")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    let rights = try FileManager.default.attributesOfItem(atPath: folder.file("state"))[.posixPermissions] as? Int
    #expect(rights == 0o700)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("state")) == ["state.json"])
  }

  @Test func `forgets the deployments that were longest not opened`() throws {
    let folder = try TemporaryFolder()
    let file = StateFile(folder: folder.path)
    let state = Operator.atLearners().model.remembered
    for number in 0..<60 { file.write(state, deployment: "/srv/\(number)") { Issue.record("\($0)") } }
    #expect(file.read(deployment: "/srv/0") { Issue.record("\($0)") } == nil)
    #expect(file.read(deployment: "/srv/59") { Issue.record("\($0)") } == state)
  }

  @Test(arguments: ["", "{", "[]", "{\"version\": 2, \"deployments\": {}}", String(repeating: " ", count: 1 << 21)])
  func `is not missed when the file is damaged, which is said and repaired`(content: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Data(content.utf8), as: "state.json")
    let file = StateFile(folder: folder.path)
    var warnings: [String] = []
    #expect(file.read(deployment: "/srv/a") { warnings.append($0) } == nil)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("state.json") == true)
    let state = Operator.atLearners().model.remembered
    file.write(state, deployment: "/srv/a") { Issue.record("\($0)") }
    #expect(file.read(deployment: "/srv/a") { Issue.record("\($0)") } == state)
  }

  @Test func `is not missed when the folder cannot be written`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data(), as: "file")
    var warnings: [String] = []
    StateFile(folder: folder.file("file/state"))
      .write(Operator.atLearners().model.remembered, deployment: "/srv/a") { warnings.append($0) }
    #expect(warnings.count == 1)
  }

  @Test func `goes where the desktop's rules say`() {
    #expect(StateFolder.path(environment: ["HOME": "/home/a"]) == "/home/a/.local/state/learner-records")
    #expect(StateFolder.path(environment: ["HOME": "/h", "XDG_STATE_HOME": "/s"]) == "/s/learner-records")
    #expect(StateFolder.path(environment: ["HOME": "/h", "XDG_STATE_HOME": "s"]) == "/h/.local/state/learner-records")
    #expect(StateFolder.path(environment: [:]) == nil)
  }
}
