package import MoatModel

/// What the network, or a record of it, said on one day about everything that a store depends on.
///
/// It is as fetched: nothing is mapped to the project's criteria, nothing is compared with
/// `imports.lock`. ``merged(into:graph:criteria:acceptsChangedCriteria:unread:)`` does that.
package struct LiveImports: Sendable {
  /// The lists of each import, in the order of its URLs.
  package var audits: [String: [FetchedAudits]]
  /// Of crates named by ``cratesWithReleases(store:graph:)``: every version on crates.io.
  package var releases: [String: [CrateRelease]]
  /// Of crates named by ``cratesWithVersions(graph:)``: every version in the index.
  package var versions: [String: [Version]]

  package init(
    audits: [String: [FetchedAudits]] = [:], releases: [String: [CrateRelease]] = [:],
    versions: [String: [Version]] = [:]
  ) {
    self.audits = audits
    self.releases = releases
    self.versions = versions
  }
}

/// One list of audits as its owner publishes it.
package struct FetchedAudits: Sendable {
  /// The address, which `aggregated-from` names where an import has several.
  package var url: String
  /// Read tolerantly, criteria in the owner's own terms.
  package var file: AuditsFile
  /// The texts behind `description-url`, by URL, as far as they were fetched. Needed for criteria of
  /// the import's `criteria-map` that have no description in the file.
  package var texts: [String: String]

  package init(url: String, file: AuditsFile, texts: [String: String] = [:]) {
    self.url = url
    self.file = file
    self.texts = texts
  }
}

/// One version of a crate as crates.io lists it.
package struct CrateRelease: Hashable, Sendable {
  package var version: Version
  package var published: Day
  /// nil where crates.io does not know, or names a kind of publisher that a store has no word for.
  package var publisher: ReleasePublisher?

  package init(version: Version, published: Day, publisher: ReleasePublisher?) {
    self.version = version
    self.published = published
    self.publisher = publisher
  }
}

/// Who published a version.
package struct ReleasePublisher: Hashable, Sendable {
  package var source: PublisherSource
  /// The account's name; nil for a repository.
  package var login: String?
  package var name: String?

  package init(source: PublisherSource, login: String? = nil, name: String? = nil) {
    self.source = source
    self.login = login
    self.name = name
  }

  /// What commands call the publisher: the login, or the repository.
  package var identifier: String { source.identifier(login: login) }
}

extension PublisherSource {
  /// What commands call the publisher: the login where it is known, or the repository.
  package func identifier(login: String?) -> String {
    switch self {
    case .user(let number): login ?? "user \(number)"
    case .trustedPublisher(let repository): repository
    }
  }
}

extension LiveImports {
  /// The crates whose releases decide something: third-party packages that a wildcard audit or a
  /// trusted entry speaks of: own, fetched, or stored of an import that was not fetched.
  package func cratesWithReleases(store: VetStore, graph: VetGraph) -> [String] {
    var named = Set(store.audits.wildcardAudits.keys).union(store.audits.trusted.keys)
    for name in store.configuration.imports.keys {
      guard let lists = audits[name] else {
        named.formUnion(store.imports.audits[name]?.wildcardAudits.keys.map { $0 } ?? [])
        continue
      }
      for list in lists { named.formUnion(list.file.wildcardAudits.keys) }
    }
    return Self.names(graph) { $0.isThirdParty && named.contains($0.name) }
  }

  /// The crates whose published versions decide something: those that are not from crates.io, but
  /// audited as if they were. Commits are left out; they are always unpublished.
  package static func cratesWithVersions(graph: VetGraph) -> [String] {
    names(graph) { $0.isAuditedAsCratesIO }
  }

  private static func names(_ graph: VetGraph, _ isMeant: (VetPackage) -> Bool) -> [String] {
    var names: [String] = []
    for package in graph.packages where isMeant(package) && names.last != package.name {
      names.append(package.name)
    }
    return names
  }
}

extension VetPackage {
  /// Whether a policy has it audited as if it came from crates.io, and a release may stand for it.
  package var isAuditedAsCratesIO: Bool {
    isThirdParty && !isCratesIO && version.gitRevision == nil
  }
}
