import Synchronization

/// Counts what workers have done, and tells.
final class ProgressMeter: Sendable {
  private let done = Atomic(0)
  private let total: Int
  private let report: (@Sendable (_ done: Int, _ total: Int) -> Void)?

  init(total: Int, report: (@Sendable (_ done: Int, _ total: Int) -> Void)?) {
    self.total = total
    self.report = report
  }

  func step() {
    guard let report else { return }
    report(done.wrappingAdd(1, ordering: .relaxed).newValue, total)
  }
}
