import OpenEdX
import TestSupport

/// The learners, runs and programs of one sequence: nothing is shared with another sequence, so that it can be replayed.
struct ModelCampus {
  let learners: [String]
  /// Three courses, the second with two runs, and last a course that is in no program.
  let runs: [String]
  /// Of one course, of two, and of two of which the second has two runs.
  let programs: [CatalogProgram]
  /// “learner/run” of those who only audit.
  private(set) var audited: Set<String> = []

  static let staff = "staff"

  init(number: Int) throws {
    learners = ["ada\(number)", "zoe\(number)"]
    let run = { (name: String) in "course-v1:Race\(number)+\(name)" }
    let runs = ["First+1", "Second+1", "Second+2", "Third+1", "Alone+1"].map(run)
    self.runs = runs
    programs = try [[[0]], [[0], [3]], [[0], [1, 2]]].enumerated().map { place, courses in
      try CatalogProgram(number: number * 8 + place + 1, courses: courses.map { $0.map { runs[$0] } })
    }
  }

  /// Lets one learner in six only audit a run.
  mutating func drawAudits(_ random: inout RandomDraw) {
    for learner in learners {
      for run in runs where Int.random(in: 0..<6, using: &random) == 0 { audited.insert("\(learner)/\(run)") }
    }
  }

  func mode(_ learner: String, _ run: String) -> CourseMode {
    audited.contains("\(learner)/\(run)") ? .audit : .verified
  }

  /// Whether the last run is meant, which is in no program.
  func isAlone(_ run: String) -> Bool { run == runs.last }

  /// The places of the programs' credentials that a change of a run may touch; of any run when it is nil.
  func programPlaces(_ learner: String, touching run: String? = nil) -> [String] {
    programs.filter { program in run.map(program.runs.contains) ?? true }.map { "\(learner)/\($0.uuid.dashed)" }
  }
}
