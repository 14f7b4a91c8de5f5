/// New entries of a store. Nothing here looks at whether an entry is needed or true.
extension VetStore {
  /// Adds an audit of a crate.
  package mutating func record(_ audit: AuditEntry, of crate: String) {
    audits.audits[crate, default: []].append(audit)
  }

  /// Adds an audit of whatever somebody publishes.
  package mutating func record(_ audit: WildcardAudit, of crate: String) {
    audits.wildcardAudits[crate, default: []].append(audit)
  }

  /// Adds an exemption of one version.
  package mutating func exempt(_ exemption: Exemption, of crate: String) {
    configuration.exemptions[crate, default: []].append(exemption)
  }

  /// Trusts a publisher: an entry that says the same for a part of the time is widened, unless there
  /// are notes to be kept apart.
  package mutating func trust(_ entry: TrustEntry, for crate: String) {
    var entries = audits.trusted[crate] ?? []
    let narrower = entries.firstIndex { old in
      old.criteria == entry.criteria && old.source == entry.source && entry.start <= old.start
        && old.end <= entry.end && entry.notes == nil
    }
    if let narrower {
      entries[narrower].start = entry.start
      entries[narrower].end = entry.end
    } else {
      entries.append(entry)
    }
    audits.trusted[crate] = entries
  }

  /// An audit of the change from a commit, joined with the audit that led to that commit: audits of
  /// commits are of use to nobody else, and one that leads past them is.
  ///
  /// - Parameter isRooted: whether an audit's own start is vouched for, for the same criteria.
  /// - Returns: the audit unchanged where nothing fits.
  package func joined(
    _ audit: AuditEntry, of crate: String, where isRooted: (AuditEntry) -> Bool
  ) -> AuditEntry {
    guard case .delta(let from, _) = audit.kind, from.gitRevision != nil else { return audit }
    for prior in audits.audits[crate] ?? [] where !prior.importable && isRooted(prior) {
      if let joined = audit.joined(after: prior) { return joined }
    }
    return audit
  }
}

extension AuditEntry {
  /// This audit of a change and the one before it as one; nil where they do not meet or say different
  /// things.
  func joined(after prior: AuditEntry) -> AuditEntry? {
    guard case .delta(let from, let to) = kind, prior.criteria == criteria else { return nil }
    var joined = self
    switch prior.kind {
    case .full(from): joined.kind = .full(to)
    case .delta(let start, from): joined.kind = .delta(from: start, to: to)
    default: return nil
    }
    // In the order of time.
    joined.who = prior.who.filter { !who.contains($0) } + who
    if let earlier = prior.notes { joined.notes = notes.map { "\(earlier)\n\($0)" } ?? earlier }
    joined.importable = joined.kind.isImportableByDefault
    return joined
  }
}

extension VetStore {
  /// An audit of the change from a commit, joined with the one that led to it where that one starts
  /// from something vouched for.
  ///
  /// - Parameter resolver: what is vouched for.
  package func joined(
    _ audit: AuditEntry, of crate: String, vouched resolver: VetResolver
  ) -> AuditEntry {
    joined(audit, of: crate) { prior in
      guard case .delta(let start, _) = prior.kind else {
        if case .full = prior.kind { return true }
        return false
      }
      return resolver.criteria.minimalIndices(resolver.criteria.set(audit.criteria))
        .allSatisfy { index in
          do throws(AuditExplanation.Failure) {
            let explanation = try resolver.explain(
              crate: crate, version: start, criterion: resolver.criteria.names[index])
            if case .vetted = explanation.outcome { return true }
            return false
          } catch {
            return false
          }
        }
    }
  }
}
