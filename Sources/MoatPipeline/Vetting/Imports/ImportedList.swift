package import MoatModel
package import MoatVetting

/// One list of an import as it was read.
package struct ImportedList: Sendable {
  /// As `config.toml` writes it; for what a list's owner imports, the place of their `imports.lock`.
  package let url: String
  package let copy: FetchedCopy
  /// What is in it; more than one file for an `imports.lock`, each with the place it came through.
  package let files: [FetchedAudits]
  /// What was left out because it is not understood.
  package let dropped: [ForeignAudits.Dropped]
  package let droppedCount: Int
  /// What was accepted before; nil where nothing was.
  package let pin: ImportPins.Pin?
  /// What changed since; nil where nothing did or nothing was accepted.
  package let delta: Evidence<ImportDelta>?

  /// Whether this is what was accepted, to the byte.
  package var isAccepted: Bool { pin?.digest == copy.digest }

  /// All entries together.
  package var joined: AuditsFile { AuditsFile(joining: files.map(\.file)) }

  /// What acceptance at a moment records.
  package func accepted(at now: Timestamp) -> ImportPins.Pin {
    ImportPins.Pin(
      url: url, digest: copy.digest, size: copy.bytes.count, accepted: now,
      from: copy.from == RedactedURL.redacting(url) ? nil : copy.from, commit: copy.commit)
  }
}

extension AuditsFile {
  /// The entries of several files in one, for comparing and counting.
  package init(joining files: [AuditsFile]) {
    self.init()
    for file in files {
      criteria.merge(file.criteria) { first, _ in first }
      audits.merge(file.audits) { $0 + $1 }
      wildcardAudits.merge(file.wildcardAudits) { $0 + $1 }
      trusted.merge(file.trusted) { $0 + $1 }
    }
  }

  /// Audits and wildcard audits.
  package var entryCount: Int {
    audits.values.reduce(0) { $0 + $1.count } + wildcardAudits.values.reduce(0) { $0 + $1.count }
  }

  /// The crates that some audit or wildcard audit is about.
  package var crates: Set<String> { Set(audits.keys).union(wildcardAudits.keys) }
}

/// Why an import was not read.
package enum ImportReadFailure: Error, Sendable {
  case fetch(ImportFetcher.Failure)
  /// A list that is not understood as a whole.
  case list(VetStoreError)
  /// Nothing was accepted of this address, or no copy of it is on this machine.
  case notAccepted(url: String, hasPin: Bool)
  /// `moat.toml` gives another number of places than `config.toml` has addresses.
  case places(name: String, expected: Int, found: Int)
  /// There is nothing beside a list that could be its `imports.lock`.
  case noSibling(url: String)

  /// What is wrong, where, and what to do. It quotes others: neutralise it before it is printed.
  package var message: String {
    switch self {
    case .fetch(let failure): failure.message
    case .list(let error):
      "\(error.path):\(error.position.line):\(error.position.column): \(error.message)"
    case .notAccepted(let url, let hasPin):
      hasPin
        ? "\(RedactedURL(url)): the accepted copy is not on this machine"
        : "\(RedactedURL(url)): nothing was accepted yet"
    case .places(let name, let expected, let found):
      "`from` of `vet.imports.\(name)` has \(found) places for \(expected) addresses"
    case .noSibling(let url):
      "\(RedactedURL(url)): there is no place for an `imports.lock` beside it"
    }
  }
}
