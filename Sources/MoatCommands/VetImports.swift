import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatStore
import MoatVetting

/// The imports of a project that a `vet` command works on: where they are read, what was accepted.
struct VetImports {
  let host: Host
  let policy: VettingPolicy
  let pins: ImportPins
  let reader: ImportReader
  private let file: ImportPinsFile
  private let isOffline: Bool

  /// - Throws: a usage error for a `moat.toml` or pins that cannot be read.
  init(_ session: VetSession) throws {
    host = session.host
    let root = session.project.root
    let files = PolicyFiles(host: host)
    var policy = VettingPolicy()
    if let path = files.nearest(to: root) {
      try files.refuseLinkOut(path)
      policy = try files.file(at: path).vetting
    }
    self.policy = policy
    file = ImportPinsFile(store: session.project.folder.path)
    do throws(ImportPinsFile.Unreadable) { pins = try file.read(host.files) } catch {
      throw CommandFailure.usage(
        "`\(PathText.join(session.project.folder.shown, ImportPins.fileName))`: \(error.message)",
        hint: "mend the file, or remove it and accept the lists anew")
    }
    isOffline = session.options.isOffline(in: host)
    reader = ImportReader(
      host: host, root: root, policy: policy, pins: pins, isOffline: isOffline)
  }

  /// Everything that is wanted to know from elsewhere for a store.
  ///
  /// - Throws: undetermined where an import cannot be read: half of what is imported is no verdict.
  func live(_ store: VetStore, _ session: VetSession) async throws -> LiveImportsReader.Outcome {
    let outcome = try await read(store, session, only: nil, needsAll: true)
    guard outcome.unread.isEmpty else { throw failure(outcome) }
    return outcome
  }

  /// What is wanted to know of some imports; the others count as they were accepted, or stay as they
  /// are in the store.
  ///
  /// - Throws: undetermined where none of them can be read.
  func live(
    _ store: VetStore, of names: Set<String>, _ session: VetSession
  ) async throws -> LiveImportsReader.Outcome {
    let outcome = try await read(store, session, only: names, needsAll: false)
    guard outcome.lists.isEmpty, !outcome.unread.isEmpty else { return outcome }
    throw failure(outcome)
  }

  private func read(
    _ store: VetStore, _ session: VetSession, only names: Set<String>?, needsAll: Bool
  ) async throws -> LiveImportsReader.Outcome {
    let outcome = try await LiveImportsReader(host: host, imports: reader, isOffline: isOffline)
      .read(
        store, graph: session.graph, only: names, needsAll: needsAll,
        now: session.now)
    var crates: [String: [String]] = [:]
    for (crate, why) in outcome.unknown { crates[why, default: []].append(crate) }
    for why in crates.keys.sorted() {
      let names = ShortList.text(crates[why] ?? [])
      host.remark(TerminalText.neutralised("note: nothing new is known of \(names): \(why)"))
    }
    return outcome
  }

  private func failure(_ outcome: LiveImportsReader.Outcome) -> CommandFailure {
    .detailed(
      .undetermined(
        outcome.unread.count == 1
          ? "the import `\(outcome.unread[0].name)` cannot be read"
          : "\(outcome.unread.count) imports cannot be read",
        hint: isOffline ? "run it without `--offline`" : nil),
      outcome.unread.map { "\($0.name): \($0.failure.message)" })
  }

  /// Records lists as accepted, and forgets what is no longer imported.
  ///
  /// - Parameter declared: the names of all imports.
  func accept(
    _ lists: [String: [ImportedList]], declared: Set<String>, at now: Timestamp
  ) throws {
    var new = pins
    for (name, lists) in lists {
      new.pins[name] = lists.map { list in
        // Bytes that were accepted before stay accepted since then.
        list.isAccepted ? list.pin ?? list.accepted(at: now) : list.accepted(at: now)
      }
    }
    new.pins = new.pins.filter { declared.contains($0.key) }
    guard new != pins else { return }
    do throws(StoreFailure) { try file.write(new, using: host.store) } catch {
      throw CommandFailure.undetermined(
        "`\(file.path)` cannot be written: \(error.message)", hint: nil)
    }
    let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(file.path)
    host.remark("wrote \(shown)")
  }

  /// What of a list could not be understood, as notes.
  func remarkDropped(_ name: String, _ lists: [ImportedList]) {
    for list in lists where list.droppedCount > 0 {
      let first = list.dropped.prefix(3).map {
        "`\($0.name)` (line \($0.error.position.line)): \($0.error.message)"
      }
      host.remark(
        TerminalText.neutralised(
          "note: \(name): \(Wording.counted(list.droppedCount, "entry", plural: "entries")) not "
            + "understood and left out: \(first.joined(separator: "; "))"))
    }
  }
}
