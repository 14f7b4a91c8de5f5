package import MoatHost
import MoatModel
package import MoatVetting

/// Reads the imports of a store: from where they are, or as they were accepted.
package struct ImportReader: Sendable {
  private let host: Host
  private let fetcher: ImportFetcher
  private let cache: ImportCache?
  private let seen: SeenLists?
  private let policy: VettingPolicy
  private let pins: ImportPins

  /// - Parameters:
  ///   - root: the absolute folder of the lockfile, from which relative paths start.
  ///   - policy: mirrors, other places and what is transitive.
  ///   - pins: what was accepted before.
  ///   - isOffline: whether only files are read.
  package init(
    host: Host, root: String, policy: VettingPolicy, pins: ImportPins, isOffline: Bool
  ) {
    self.host = host
    self.policy = policy
    self.pins = pins
    fetcher = ImportFetcher(host: host, root: root, mirrors: policy, isOffline: isOffline)
    cache = host.environment.cacheDirectory.map { ImportCache(in: $0, files: host.files) }
    seen = host.environment.cacheDirectory.map { SeenLists(in: $0, files: host.files) }
  }

  /// The lists of one import as they are now.
  ///
  /// - Throws: ``ImportReadFailure`` for the first that was not read: half an import is none.
  package func fetch(
    _ name: String, _ declaration: ImportDeclaration
  ) async throws(ImportReadFailure) -> [ImportedList] {
    var lists: [ImportedList] = []
    for (url, place) in try places(name, declaration) {
      let copy = try await fetched(place)
      if policy.imports[name]?.from == nil,
        let known = WellKnownAudits.all.first(where: { $0.url == url })
      {
        // Other projects on this machine may be told what it has.
        seen?.remember(known, copy, at: host.clock.now, using: host.store)
      }
      let list = try list(name, url, copy)
      lists.append(try await withTexts(list, declaration))
      guard isTransitive(name) else { continue }
      guard let sibling = place.sibling(Self.siblingName) else { throw .noSibling(url: url) }
      let lock = try await fetched(sibling)
      lists.append(try importsLock(name, Self.sibling(of: url), lock, beside: list))
    }
    return lists
  }

  /// The lists of several imports as they are now, each or why not.
  package func fetch(
    _ declarations: [String: ImportDeclaration]
  ) async throws(CancellationError) -> [String: Result<[ImportedList], ImportReadFailure>] {
    let names = declarations.keys.sorted()
    let results = try await concurrentMap(names, limit: ImportLimit.atOnce) { name in
      do throws(ImportReadFailure) {
        return Result<[ImportedList], ImportReadFailure>.success(
          try await fetch(name, declarations[name] ?? ImportDeclaration(urls: [])))
      } catch {
        return .failure(error)
      }
    }
    return Dictionary(zip(names, results)) { first, _ in first }
  }

  /// The lists of one import as they were accepted, from the copies on this machine.
  package func accepted(
    _ name: String, _ declaration: ImportDeclaration
  ) throws(ImportReadFailure) -> [ImportedList] {
    var lists: [ImportedList] = []
    for url in declaration.urls {
      let list = try self.list(name, url, try copy(name, url))
      lists.append(list)
      guard isTransitive(name) else { continue }
      let place = Self.sibling(of: url)
      lists.append(try importsLock(name, place, try copy(name, place), beside: list))
    }
    return lists
  }

  // MARK: places

  private static let siblingName = VetStoreFolder.File.imports.rawValue

  private func isTransitive(_ name: String) -> Bool { policy.imports[name]?.isTransitive ?? false }

  /// Each address of an import with where it is read.
  private func places(
    _ name: String, _ declaration: ImportDeclaration
  ) throws(ImportReadFailure) -> [(url: String, place: ImportFetcher.Place)] {
    let places = policy.imports[name]?.from ?? declaration.urls
    guard places.count == declaration.urls.count else {
      throw .places(name: name, expected: declaration.urls.count, found: places.count)
    }
    var found: [(url: String, place: ImportFetcher.Place)] = []
    for (url, place) in zip(declaration.urls, places) {
      do throws(ImportFetcher.Failure) { found.append((url, try fetcher.place(place))) } catch {
        throw .fetch(error)
      }
    }
    return found
  }

  /// `imports.lock` beside an `audits.toml`.
  private static func sibling(of url: String) -> String {
    ImportFetcher.Place.sibling(siblingName, of: url)
  }

  private func fetched(
    _ place: ImportFetcher.Place
  ) async throws(ImportReadFailure) -> FetchedCopy {
    do throws(ImportFetcher.Failure) {
      let copy = try await fetcher.fetch(place)
      cache?.keep(copy, using: host.store)
      return copy
    } catch {
      throw .fetch(error)
    }
  }

  private func copy(_ name: String, _ url: String) throws(ImportReadFailure) -> FetchedCopy {
    guard let pin = pins.pin(name, url) else { throw .notAccepted(url: url, hasPin: false) }
    guard let bytes = cache?.copy(pin.digest) else { throw .notAccepted(url: url, hasPin: true) }
    return FetchedCopy(
      bytes: bytes, digest: pin.digest, from: pin.from ?? RedactedURL.redacting(url),
      commit: pin.commit)
  }

  // MARK: reading

  private func list(
    _ name: String, _ url: String, _ copy: FetchedCopy
  ) throws(ImportReadFailure) -> ImportedList {
    let audits = try Self.audits(copy.bytes, copy.from)
    return ImportedList(
      url: url, copy: copy, files: [FetchedAudits(url: url, file: audits.file)],
      dropped: audits.dropped, droppedCount: audits.droppedCount, pin: pins.pin(name, url),
      delta: delta(since: pins.pin(name, url), copy) { bytes throws(ImportReadFailure) in
        (try Self.audits(bytes, copy.from).file, audits.file)
      })
  }

  /// What the owner of a list imports, in the owner's terms.
  private func importsLock(
    _ name: String, _ url: String, _ copy: FetchedCopy, beside list: ImportedList
  ) throws(ImportReadFailure) -> ImportedList {
    let criteria = list.joined.criteria
    let files = try Self.imports(copy.bytes, copy.from).map { part in
      var file = part.file
      file.criteria = criteria
      return FetchedAudits(url: "\(url)#\(part.name)", file: file, texts: list.files[0].texts)
    }
    return ImportedList(
      url: url, copy: copy, files: files, dropped: [], droppedCount: 0, pin: pins.pin(name, url),
      delta: delta(since: pins.pin(name, url), copy) { bytes throws(ImportReadFailure) in
        (
          AuditsFile(joining: try Self.imports(bytes, copy.from).map(\.file)),
          AuditsFile(joining: try Self.imports(copy.bytes, copy.from).map(\.file))
        )
      })
  }

  private static func audits(
    _ bytes: [UInt8], _ place: String
  ) throws(ImportReadFailure) -> ForeignAudits {
    do throws(VetStoreError) {
      return try VetStoreReader.foreignAudits(SourceText(path: place, bytes: bytes))
    } catch {
      throw .list(error)
    }
  }

  private static func imports(
    _ bytes: [UInt8], _ place: String
  ) throws(ImportReadFailure) -> [(name: String, file: AuditsFile)] {
    do throws(VetStoreError) {
      let lock = try VetStoreReader.imports(SourceText(path: place, bytes: bytes))
      return lock.audits.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    } catch {
      throw .list(error)
    }
  }

  /// What changed since a pin.
  ///
  /// - Parameter read: the entries of the accepted copy, given its bytes, and of this one.
  private func delta(
    since pin: ImportPins.Pin?, _ copy: FetchedCopy,
    _ read: ([UInt8]) throws(ImportReadFailure) -> (old: AuditsFile, new: AuditsFile)
  ) -> Evidence<ImportDelta>? {
    guard let pin, pin.digest != copy.digest else { return nil }
    guard let bytes = cache?.copy(pin.digest) else {
      return .unavailable("the accepted copy is not on this machine")
    }
    do throws(ImportReadFailure) {
      let (old, new) = try read(bytes)
      return .known(ImportDelta(from: old, to: new))
    } catch {
      return .unavailable(error.message)
    }
  }

  /// The list with the texts of mapped criteria that only have an address.
  private func withTexts(
    _ list: ImportedList, _ declaration: ImportDeclaration
  ) async throws(ImportReadFailure) -> ImportedList {
    var files = list.files
    for index in files.indices {
      for (name, definition) in files[index].file.criteria
      where declaration.criteriaMap[name] != nil && definition.description == nil {
        guard let url = definition.descriptionURL, files[index].texts[url] == nil else { continue }
        files[index].texts[url] = try await text(url)
      }
    }
    return ImportedList(
      url: list.url, copy: list.copy, files: files, dropped: list.dropped,
      droppedCount: list.droppedCount, pin: list.pin, delta: list.delta)
  }

  /// The text that a list names for a criterion. Its owner chooses the address, so it is of the web.
  private func text(_ url: String) async throws(ImportReadFailure) -> String {
    do throws(ImportFetcher.Failure) {
      let place = try fetcher.place(url)
      guard case .web = place.source else { throw .malformed(url, .url(.scheme)) }
      let copy = try await fetcher.fetch(place, limit: ImportLimit.descriptionSize)
      return String(decoding: copy.bytes, as: UTF8.self)
    } catch {
      throw .fetch(error)
    }
  }
}
