import MoatPipeline
import Synchronization
import Testing

@Suite struct `Concurrent map` {
  @Test func `keeps the order of the items`() async throws {
    let items = Array(0..<1000)
    let values = try await concurrentMap(items, limit: 8) { item in
      if item % 97 == 0 { await Task.yield() }
      return item * 2
    }
    #expect(values == items.map { $0 * 2 })
  }

  @Test func `has nothing to do for no items`() async throws {
    #expect(try await concurrentMap([] as [Int]) { $0 } == [])
  }

  @Test func `never works on more items than its limit`() async throws {
    let running = Atomic(0)
    let most = Mutex(0)
    _ = try await concurrentMap(Array(0..<200), limit: 3) { _ in
      let now = running.wrappingAdd(1, ordering: .relaxed).newValue
      most.withLock { $0 = max($0, now) }
      await Task.yield()
      running.wrappingSubtract(1, ordering: .relaxed)
    }
    #expect(most.withLock(\.self) <= 3)
  }

  @Test func `gives each worker its own tool`() async throws {
    let made = Atomic(0)
    let counts = try await concurrentMap(
      Array(0..<100), limit: 4,
      worker: {
        made.wrappingAdd(1, ordering: .relaxed)
        return 0
      },
      { used, _ -> Int in
        used += 1
        return used
      })
    #expect(made.load(ordering: .relaxed) == 4)
    #expect(counts.count == 100)
    #expect(counts.count { $0 == 1 } <= 4, "a tool serves one item after the other")
  }

  @Test func `a cancelled task takes no further item`() async throws {
    let done = Mutex(0)
    let task = Task {
      try await concurrentMap(Array(0..<10_000), limit: 2) { _ in
        done.withLock { $0 += 1 }
        try? await Task.sleep(for: .milliseconds(1))
      }
    }
    while done.withLock({ $0 }) == 0 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(done.withLock { $0 } < 10_000)
  }
}
