import OpenEdX
import Synchronization

/// Counts the tasks that ended in the last ten seconds.
final class EngineMeter: Sendable {
  private let recent = Mutex<[UTCTime]>([])

  func count(_ time: UTCTime) {
    recent.withLock { recent in
      // Once in a while is enough: nobody may be looking.
      if recent.count > 100_000 { recent.removeAll { $0 < time.adding(seconds: -10) } }
      recent.append(time)
    }
  }

  func perSecond(_ now: UTCTime) -> Double {
    recent.withLock { recent in
      recent.removeAll { $0 < now.adding(seconds: -10) }
      return Double(recent.count) / 10
    }
  }
}
