package import MoatHost
package import MoatModel
import MoatStore
package import MoatVetting

/// The lists that organisations publish for everybody, as they were last read on this machine.
///
/// For hints alone: what is in them decides nothing until it is imported.
package struct WellKnownLists: Sendable {
  private let host: Host
  private let fetcher: ImportFetcher
  private let cache: ImportCache?
  private let seen: SeenLists?

  /// - Parameters:
  ///   - root: the absolute folder of the lockfile, from which relative mirrors start.
  ///   - policy: mirrors.
  ///   - isOffline: whether only files are read.
  package init(host: Host, root: String, policy: VettingPolicy, isOffline: Bool) {
    self.host = host
    fetcher = ImportFetcher(host: host, root: root, mirrors: policy, isOffline: isOffline)
    cache = host.environment.cacheDirectory.map { ImportCache(in: $0, files: host.files) }
    seen = host.environment.cacheDirectory.map { SeenLists(in: $0, files: host.files) }
  }

  /// A list as it was when it was last read.
  package struct Recorded: Sendable {
    package let list: WellKnownAudits
    package let seen: Timestamp
    package let audits: FetchedAudits
  }

  /// Reads lists anew and remembers them.
  ///
  /// - Returns: those that could not be read, and why, in order.
  package func fetch(
    _ lists: [WellKnownAudits], now: Timestamp
  ) async throws(CancellationError) -> [(list: WellKnownAudits, why: String)] {
    let progress = host.progress("reading lists of audits", total: lists.count)
    defer { progress.finish() }
    let failures = try await concurrentMap(lists, limit: ImportLimit.atOnce) { list -> String? in
      defer { progress.advance() }
      do throws(ImportFetcher.Failure) {
        let copy = try await fetcher.fetch(try fetcher.place(list.url))
        cache?.keep(copy, using: host.store)
        seen?.remember(list, copy, at: now, using: host.store)
        return nil
      } catch {
        return error.message
      }
    }
    return zip(lists, failures).compactMap { list, why in why.map { (list, $0) } }
  }

  /// The lists that are remembered and can be read.
  package func recorded(_ lists: [WellKnownAudits]) -> [Recorded] {
    lists.compactMap { list in
      guard let pin = seen?.pin(list), let bytes = cache?.copy(pin.digest) else { return nil }
      let source = SourceText(path: pin.from ?? list.url, bytes: bytes)
      do throws(VetStoreError) {
        let file = try VetStoreReader.foreignAudits(source).file
        return Recorded(
          list: list, seen: pin.accepted, audits: FetchedAudits(url: list.url, file: file))
      } catch {
        // Not a list any more; reading it anew says so.
        return nil
      }
    }
  }
}

/// Which bytes the well-known lists had when they were last read: a file a list, in the form of
/// ``MoatVetting/ImportPins``, beside the copies. Nothing in them was accepted by anybody.
struct SeenLists: Sendable {
  private let folder: String
  private let files: any FileSystem

  /// - Parameter cache: Moat's cache folder.
  init(in cache: String, files: any FileSystem) {
    folder = PathText.join(cache, "audit-lists/well-known")
    self.files = files
  }

  /// nil where the list was never read, or the note cannot be: it is no loss.
  func pin(_ list: WellKnownAudits) -> ImportPins.Pin? {
    do {
      let path = path(list)
      let bytes = try files.read(path, limit: ImportPins.sizeLimit)
      return try ImportPins(parsing: SourceText(path: path, bytes: bytes)).pin(list.name, list.url)
    } catch {
      return nil
    }
  }

  func remember(
    _ list: WellKnownAudits, _ copy: FetchedCopy, at now: Timestamp, using store: any StoreFiles
  ) {
    let pins = ImportPins([
      list.name: [
        ImportPins.Pin(
          url: list.url, digest: copy.digest, size: copy.bytes.count, accepted: now,
          from: copy.from == list.url ? nil : copy.from)
      ]
    ])
    do {
      try files.createDirectories(folder)
      try AtomicFile.write(Array(pins.text.utf8), to: path(list), using: store)
    } catch {
      // The next run reads it again.
    }
  }

  private func path(_ list: WellKnownAudits) -> String {
    PathText.join(folder, "\(list.name).lock")
  }
}
