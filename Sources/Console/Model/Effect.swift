import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// Something that the model asks the rim to do.
package enum Effect: Sendable {
  /// Read the programs.
  case loadPrograms
  /// Read the programs with their counts, which walks all rows.
  case countPrograms
  /// The same with all learners judged anew, whatever is known of them.
  case recountPrograms
  /// Read the learners of a program into an empty list: the first at once, then all in parts.
  case loadLearners(ProgramUUID)
  /// Read a learner's record in a program.
  case loadRecord(username: String, program: ProgramUUID)
  /// Make the plan of a backfill, of the usual findings and of more.
  case plan(BackfillScope, include: Set<Finding> = [])
  /// Enqueue the plan's tasks.
  case enqueue(BackfillPlan)
  /// What the session does itself.
  case session(SessionEffect)
  /// Write a text that no clipboard takes to a file.
  case keep(CopiedText)
  /// Write a file; one that is there already is only replaced when the draft says so.
  case write(FileDraft)
  /// Read all learners of a program again, to take the place of those that are shown.
  case reloadLearners(ProgramUUID)
  /// Read some learners of a program again.
  case reloadSome(ProgramUUID, usernames: [String])
  /// Look for learners among all.
  case search(String)
  /// Read the programs of a learner.
  case loadPerson(String)
  /// Read the same to be told beside the list.
  case describe(String)
  /// Count all findings by what their rows have in common.
  case countFindings
  /// The same with all learners judged anew, whatever is known of them.
  case recountFindings
  /// Stop counting.
  case stopCounting
  /// Read so many learners of a group of findings.
  case loadGroup(FindingGroup.ID, limit: Int)
  /// Pause the queue.
  case pauseQueue(reason: String)
  /// Open the queue again.
  case resumeQueue
  /// Let these dead tasks run again; nil for all.
  case retryDead([Int64]?)
  /// Save in the LMS as its staff would; the words are those behind `learner-records lms`.
  case changeLMS([String])
  /// Run the defect and the fix on scratch databases.
  case replayRace
  /// Read what a screen asks for in its own way.
  case read(ScreenRead)

  /// What an effect reads, for effects that only read.
  package enum Read: Sendable, Hashable {
    case programs, counts
    case learners(ProgramUUID)
    case record(username: String, program: ProgramUUID)
    case someLearners(ProgramUUID)
    case people
    case person(String)
    case description
    case plan
    case findings, race
    case group(FindingGroup.ID)
    case ofScreen(ScreenID)

    /// The screen that shows it; nil for what more than one shows.
    package var screen: ScreenID? {
      switch self {
      case .counts: .programs
      case .learners(let program), .someLearners(let program): .learners(program)
      case .record(let username, let program): .record(username: username, program: program)
      case .people: .people
      case .person(let username): .person(username)
      case .findings: .findings
      case .group(let id): .findingLearners(id)
      case .race: .race
      case .ofScreen(let screen): screen
      case .programs, .description, .plan: nil
      }
    }

    /// Whether it is of no use once another screen reads.
    package var endsWithScreen: Bool {
      switch self {
      case .counts, .learners, .someLearners, .record, .people, .person, .ofScreen: true
      case .programs, .description, .plan, .findings, .race, .group: false
      }
    }
  }

  /// What it reads; nil for an effect that does something else.
  package var read: Read? {
    switch self {
    case .loadPrograms: .programs
    case .countPrograms, .recountPrograms: .counts
    case .loadLearners(let program), .reloadLearners(let program): .learners(program)
    case .loadRecord(let username, let program): .record(username: username, program: program)
    case .reloadSome(let program, _): .someLearners(program)
    case .search: .people
    case .loadPerson(let username): .person(username)
    case .describe: .description
    case .plan: .plan
    case .countFindings, .recountFindings: .findings
    case .loadGroup(let id, _): .group(id)
    case .replayRace: .race
    case .read(let read): .ofScreen(read.screen)
    case .session, .enqueue, .keep, .write, .stopCounting, .pauseQueue, .resumeQueue, .retryDead,
      .changeLMS:
      nil
    }
  }

  /// Whether all learners are judged anew.
  package var isRecount: Bool {
    switch self {
    case .recountPrograms, .recountFindings: true
    default: false
    }
  }

  /// Whether it reads again what is on the screen already, and so can wait while databases change all the time.
  package var canWait: Bool {
    switch self {
    case .countPrograms, .reloadLearners: true
    default: false
    }
  }
}

/// What a session does itself, with a screen or without one.
package enum SessionEffect: Sendable {
  /// Leave.
  case quit
  /// Draw everything again, whatever the terminal shows.
  case redraw
  /// Use these colours.
  case theme(ColorTheme)
  /// Give a text to the clipboard.
  case copy(CopiedText)
  /// Stop a read that runs or waits for its turn.
  case stop(Effect.Read)
}

extension Effect {
  static var quit: Effect { .session(.quit) }
  static var redraw: Effect { .session(.redraw) }
  static func theme(_ theme: ColorTheme) -> Effect { .session(.theme(theme)) }
  static func copy(_ text: CopiedText) -> Effect { .session(.copy(text)) }
  static func stop(_ read: Read) -> Effect { .session(.stop(read)) }
}

/// What a backfill started from the screen is about.
package enum BackfillScope: Sendable, Hashable {
  /// All learners of these programs.
  case programs([ProgramUUID])
  /// These learners, in the runs of these programs; in all runs when none is named.
  case learners([String], programs: [ProgramUUID])
  /// One learner, in these runs, and in the program in whose record they were chosen.
  case runs(username: String, courseRunKeys: [String], program: ProgramUUID)
  /// All rows of these groups of findings, and nothing else in them.
  case groups([FindingGroup.ID])
  /// The rows of these learners in a group.
  case groupLearners(FindingGroup.ID, [String])
}
