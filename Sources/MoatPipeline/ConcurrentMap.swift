internal import Glibc
import Synchronization

/// How many things are done at once.
package enum Concurrency {
  /// The processors this process may use: files are hashed no faster by more workers than that.
  package static let cores = max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 64))
}

/// Applies `body` to every item, on at most `limit` workers at once, and returns the values in the
/// order of the items. The only place of Moat that fans out.
///
/// A cancelled task takes no further item.
///
/// - Parameter worker: makes what one worker keeps from item to item: a buffer, a hasher.
/// - Throws: `CancellationError` where not every item was done.
package func concurrentMap<Item: Sendable, Worker: ~Copyable, Value: Sendable>(
  _ items: [Item], limit: Int = Concurrency.cores,
  worker: @escaping @Sendable () -> Worker,
  _ body: @escaping @Sendable (inout Worker, Item) async -> Value
) async throws(CancellationError) -> [Value] {
  let next = SharedCounter()
  let values = await withTaskGroup(of: [(index: Int, value: Value)].self) { group in
    for _ in 0..<max(1, min(limit, items.count)) {
      group.addTask {
        var tools = worker()
        var done: [(index: Int, value: Value)] = []
        while !Task.isCancelled {
          let index = next.take()
          guard index < items.count else { break }
          done.append((index, await body(&tools, items[index])))
        }
        return done
      }
    }
    var values = [Value?](repeating: nil, count: items.count)
    for await part in group {
      for (index, value) in part { values[index] = value }
    }
    return values
  }
  let complete = values.compactMap(\.self)
  guard complete.count == items.count else { throw CancellationError() }
  return complete
}

/// As ``concurrentMap(_:limit:worker:_:)`` for work that keeps nothing from item to item.
package func concurrentMap<Item: Sendable, Value: Sendable>(
  _ items: [Item], limit: Int = Concurrency.cores,
  _ body: @escaping @Sendable (Item) async -> Value
) async throws(CancellationError) -> [Value] {
  try await concurrentMap(items, limit: limit, worker: {}, { _, item in await body(item) })
}

/// The index of the next item that no worker has.
private final class SharedCounter: Sendable {
  private let next = Atomic(0)

  func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
