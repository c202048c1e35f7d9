import Foundation
import Testing

/// Runs each test on threads of its own.
///
/// For tests that block while they wait for another process: Swift's pool has one thread a core, and two blocked tests
/// on two cores keep all others from their turns.
package struct OwnThread: SuiteTrait, TestTrait, TestScoping {
  package let isRecursive = true

  package func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(ThreadExecutor()) { try await function() }
  }
}

extension Trait where Self == OwnThread {
  /// Runs each test on threads of its own, so that it may block.
  package static var ownThread: OwnThread { OwnThread() }
}

/// Runs each job on a new thread.
private final class ThreadExecutor: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.detachNewThread {
      // The pool's threads block every signal, a new thread inherits that, and so does a program that is started on it:
      // a shell that waits for its child then waits forever.
      var none = sigset_t()
      sigemptyset(&none)
      pthread_sigmask(SIG_SETMASK, &none, nil)
      job.runSynchronously(on: self.asUnownedTaskExecutor())
    }
  }
}
