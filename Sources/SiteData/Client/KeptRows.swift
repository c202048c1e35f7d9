import Synchronization

/// The one batch of a small result.
final class KeptRows: Sendable {
  private let kept = Mutex<RowBatch?>(nil)

  var batch: RowBatch? { kept.withLock { $0 } }

  func set(_ batch: RowBatch) { kept.withLock { $0 = batch } }
}
