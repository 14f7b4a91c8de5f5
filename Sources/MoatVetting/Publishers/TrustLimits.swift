package import MoatModel

/// A bound on what is trusted of a publisher: `[[vet.limit-trust]]`.
///
/// Trusted publishers and wildcard audits, one's own and imported, then vouch for these versions only.
package struct TrustLimit: Hashable, Sendable {
  /// `github:owner/repository`, a login, or the number of an account.
  package let publisher: String
  /// nil: of every crate.
  package let crate: String?
  package let versions: VersionRequirement

  package init(publisher: String, crate: String?, versions: VersionRequirement) {
    self.publisher = publisher
    self.crate = crate
    self.versions = versions
  }

  /// Whether a version of a crate by this publisher is beyond the bound.
  package func refuses(_ row: PublisherRow, of name: String) -> Bool {
    guard crate ?? name == name else { return false }
    let isMeant =
      switch row.source {
      case .trustedPublisher(let place): place == publisher
      case .user(let id): publisher == row.userLogin || publisher == String(id)
      }
    return isMeant && !versions.matches(row.version.semver)
  }
}

/// The uses of trusted publishers and wildcard audits that bounds forbid.
package enum TrustLimits {
  package static func refused(
    by limits: [TrustLimit], in entries: VetEntries
  ) -> Set<PublisherGrant> {
    guard !limits.isEmpty else { return [] }
    var refused: Set<PublisherGrant> = []
    for (crate, rows) in entries.publishers {
      let beyond = rows.indices.filter { index in
        limits.contains { $0.refuses(rows[index], of: crate) }
      }
      guard !beyond.isEmpty else { continue }
      func refuse(_ kind: EntryReference.Kind, _ file: Int?, _ count: Int) {
        for index in 0..<count {
          let entry = EntryReference(
            kind, importName: entries.name(file), crate: crate, index: index)
          for row in beyond { refused.insert(PublisherGrant(entry: entry, row: row)) }
        }
      }
      refuse(.trusted, nil, entries.own.trusted[crate]?.count ?? 0)
      for file in [nil] + entries.imported.indices.map({ Optional($0) }) {
        refuse(.wildcard, file, entries.file(file).wildcardAudits[crate]?.count ?? 0)
      }
    }
    return refused
  }
}
