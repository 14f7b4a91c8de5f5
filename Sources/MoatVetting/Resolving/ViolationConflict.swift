/// An audit or exemption of versions that somebody filed a violation against, for criteria that the
/// violation denies.
package enum ViolationConflict: Hashable, Sendable {
  case exemption(violation: EntryReference, exemption: Int)
  case audit(violation: EntryReference, audit: EntryReference)

  /// More conflicts are not collected for one crate: a single one fails the check, and hostile lists
  /// of thousands of violations and audits would otherwise multiply.
  package static let limit = 10_000

  /// The violation.
  package var violation: EntryReference {
    switch self {
    case .exemption(let violation, _), .audit(let violation, _): violation
    }
  }
}

/// A violation of one crate, ready to be compared with claims.
struct Violation {
  let reference: EntryReference
  let range: VetRequirement
  /// Each denied criterion with all that it implies.
  let denied: [CriteriaSet]

  /// Whether an entry that claims criteria for a version is contradicted. Each denied criterion counts
  /// by itself: claiming any one of them, with all that it implies, is enough.
  func contradicts(_ claimed: CriteriaSet, of version: VetVersion) -> Bool {
    denied.contains { claimed.isSuperset(of: $0) } && range.matches(version)
  }
}

extension AuditGraphDraft {
  /// What is said against versions of the crate, imports before the project's own.
  func violations() -> [Violation] {
    var violations: [Violation] = []
    for file in importsThenOwn {
      for (index, entry) in (entries.file(file).audits[crate] ?? []).enumerated() {
        guard case .violation(let range) = entry.kind, counts(.audit, file, index) else { continue }
        violations.append(
          Violation(
            reference: EntryReference(
              .audit, importName: entries.name(file), crate: crate, index: index),
            range: range, denied: entry.criteria.compactMap { criteria.closure(of: $0) }))
      }
    }
    return violations
  }

  /// The audits and exemptions that violations contradict, in the order in which cargo-vet lists them:
  /// by violation, exemptions before audits.
  ///
  /// As in cargo-vet, wildcard audits, trusted entries and unpublished rows are not looked at, and a
  /// violation against a version that nobody vouches for contradicts nothing.
  func conflicts(with violations: [Violation]) -> [ViolationConflict] {
    if violations.isEmpty { return [] }
    let exemptions = (entries.exemptions[crate] ?? []).map {
      (claimed: criteria.set($0.criteria), version: $0.version)
    }
    let claims = self.claims()
    var conflicts: [ViolationConflict] = []
    for violation in violations {
      for (place, exemption) in exemptions.enumerated()
      where violation.contradicts(exemption.claimed, of: exemption.version) {
        conflicts.append(.exemption(violation: violation.reference, exemption: place))
      }
      for claim in claims
      where claim.versions.contains(where: { violation.contradicts(claim.claimed, of: $0) }) {
        conflicts.append(.audit(violation: violation.reference, audit: claim.reference))
      }
      if conflicts.count >= ViolationConflict.limit {
        return Array(conflicts.prefix(ViolationConflict.limit))
      }
    }
    return conflicts
  }

  private typealias Claim = (
    reference: EntryReference, claimed: CriteriaSet, versions: [VetVersion]
  )

  private func claims() -> [Claim] {
    var claims: [Claim] = []
    for file in importsThenOwn {
      for (index, audit) in (entries.file(file).audits[crate] ?? []).enumerated() {
        let versions: [VetVersion]
        switch audit.kind {
        case .full(let version): versions = [version]
        case .delta(let from, let to): versions = [from, to]
        case .violation: continue
        }
        guard counts(.audit, file, index) else { continue }
        let reference = EntryReference(
          .audit, importName: entries.name(file), crate: crate, index: index)
        claims.append((reference, criteria.set(audit.criteria), versions))
      }
    }
    return claims
  }

  private var importsThenOwn: [Int?] { entries.imported.indices.map { $0 } + [nil] }
}
