package import MoatHost
import MoatModel

/// What is open, and what is known of the rest of the queue.
///
/// A few crates are kept open; the others are read again when they are asked for.
package actor ReviewDesk {
  nonisolated let session: ReviewSession
  private let store: NoteStore
  private let clock: any WallClock
  private var states: [CrateState]
  /// The crates that are open, the one used last at the end.
  private var opened: [(id: Int, crate: OpenedCrate)] = []
  private var definitions: [Int: DefinitionIndex] = [:]
  /// Who waits for a crate that is being read.
  private var waiting: [Int: [CheckedContinuation<Void, Never>]] = [:]

  /// A crate has some megabytes; a reader goes back and forth between few.
  private static let openLimit = 4

  package init(_ session: ReviewSession, notes: NoteStore, clock: any WallClock) {
    self.session = session
    self.clock = clock
    store = notes
    states = Array(repeating: .waiting, count: session.items.count)
  }

  /// Looks at every crate once, for the queue. Ends early when the task is cancelled.
  package func survey() async {
    for id in session.items.indices {
      if Task.isCancelled { return }
      guard case .waiting = states[id] else { continue }
      await look(at: id, await session.load(id))
    }
  }

  private func look(at id: Int, _ evidence: Evidence<ReviewPackage>) async {
    switch evidence {
    case .unavailable(let reason): states[id] = .unavailable(reason)
    case .known(let package):
      states[id] = .ready(.init(package, await notes(of: OpenedCrate(package)).notes))
    }
  }

  func state(of id: Int) -> CrateState { states.indices.contains(id) ? states[id] : .waiting }

  /// A crate of the queue, read when it is not open.
  func crate(_ id: Int) async -> Evidence<OpenedCrate> {
    guard session.items.indices.contains(id) else { return .unavailable("there is no such crate") }
    // One reads it, the others wait.
    while waiting[id] != nil {
      await withCheckedContinuation { waiting[id, default: []].append($0) }
    }
    if let index = opened.firstIndex(where: { $0.id == id }) {
      let entry = opened.remove(at: index)
      opened.append(entry)
      return .known(entry.crate)
    }
    waiting[id] = []
    let evidence = await session.load(id)
    if case .waiting = states[id] { await look(at: id, evidence) }
    for other in waiting.removeValue(forKey: id) ?? [] { other.resume() }
    return evidence.map { package in
      let crate = OpenedCrate(package)
      opened.append((id, crate))
      if opened.count > Self.openLimit { definitions[opened.removeFirst().id] = nil }
      return crate
    }
  }

  /// Where things are defined in an open crate.
  func definitions(of id: Int, _ crate: OpenedCrate) -> DefinitionIndex {
    if let index = definitions[id] { return index }
    let index = DefinitionIndex(crate.package)
    definitions[id] = index
    return index
  }

  // MARK: - Notes

  /// The notes of a crate, and why there are none where they cannot be read.
  func notes(of crate: OpenedCrate) async -> (notes: ReviewNotes, problem: String?) {
    guard let key = crate.key else { return (ReviewNotes(), NoteStore.Failure.cannotHash.message) }
    do throws(NoteStore.Failure) {
      return (try await store.notes(for: key), nil)
    } catch {
      return (ReviewNotes(), error.message)
    }
  }

  /// Changes the notes of a crate of the queue.
  func change(
    _ id: Int, _ crate: OpenedCrate,
    _ body: @Sendable (inout ReviewNotes, Timestamp) -> Bool
  ) async throws(NoteStore.Failure) -> ReviewNotes {
    guard let key = crate.key else { throw .cannotHash }
    let now = clock.now
    let notes = try await store.change(key) { body(&$0, now) }
    if case .ready(let summary) = states[id] {
      states[id] = .ready(.init(summary.risk, summary.size, notes))
    }
    return notes
  }
}
