import MoatModel

/// What is known about a crate name on crates.io: enough to tell whether a local package is the same.
package struct PublishedCrate: Hashable, Sendable {
  package var description: String?
  package var repository: String?

  package init(description: String?, repository: String?) {
    self.description = description
    self.repository = repository
  }

  /// Whether a package seems to be this crate: an equal description or an equal repository. Both are
  /// for anybody to write, so this is a hint and no proof.
  package func seemsSame(as package: VetPackage) -> Bool {
    (description != nil && package.description == description)
      || (repository != nil
        && package.repository.map(Self.bare) == repository.map(Self.bare))
  }

  /// An address without what makes no difference at its end.
  private static func bare(_ repository: String) -> String {
    var text = repository[...]
    while text.last == "/" { text.removeLast() }
    return String(text.hasSuffix(".git") ? text.dropLast(".git".count) : text)
  }
}

/// An `audit-as-crates-io` that is missing, wrong or without use.
///
/// A package that is not from crates.io needs no audit, and a patched copy of a published crate would
/// slip through. So the policy must say for every package that looks like one.
package enum AuditAsProblem: Hashable, Sendable {
  /// No policy, and audits speak of the name, or crates.io has what seems to be the same crate.
  case undecided(name: String, version: VetVersion)
  /// To be audited as a published crate, which there is not.
  case notPublished(name: String, version: VetVersion)
  /// The policy is for no package from elsewhere.
  case unused(PolicyKey)

  /// A lowercase phrase for the user.
  package var message: String {
    switch self {
    case .undecided(let name, let version):
      "`\(name) \(version)` is not from crates.io, but looks like the crate of that name there"
    case .notPublished(let name, let version):
      "`\(name) \(version)` is to be audited as if from crates.io, which has no such crate"
    case .unused(let key):
      "`audit-as-crates-io` of `\(key)` is for no package: all of that name are from crates.io, or none is there"
    }
  }

  /// What to do.
  package var help: String {
    switch self {
    case .undecided(let name, _):
      """
      set `audit-as-crates-io` in `[policy.\(name)]`: true if it is a copy of the published crate, \
      false if it is your own
      """
    case .notPublished: "remove `audit-as-crates-io`, or make it false"
    case .unused: "remove it"
    }
  }
}

extension VetGraph {
  /// What is wrong with `audit-as-crates-io`; empty where nothing is.
  ///
  /// - Parameter published: what crates.io says of a package's name: known to be nothing, something,
  ///   or nothing known. Without knowledge only audits and exemptions tell that a crate is published,
  ///   and no policy is called wrong.
  package func auditAsProblems(
    _ store: VetStore, published: (VetPackage) -> PublishedCrateEvidence
  ) -> [AuditAsProblem] {
    let policies = store.configuration.policies
    var unused = Set(policies.lazy.filter { $0.value.auditAsCratesIO != nil }.map(\.key))
    var undecided: [AuditAsProblem] = []
    var notPublished: [AuditAsProblem] = []
    for package in packages where !package.isCratesIO {
      unused.remove(PolicyKey(package.name))
      unused.remove(PolicyKey(package.name, version: package.version))
      let policy = policies.policy(of: package.name, package.version)?.auditAsCratesIO
      if policy == false { continue }
      var isPublished = store.speaks(of: package.name)
      var isKnown = true
      if !isPublished {
        switch published(package) {
        case .crate(let crate): isPublished = crate.seemsSame(as: package)
        case .none: break
        case .listed, .unknown: isKnown = false
        }
      }
      if isPublished, policy == nil {
        undecided.append(.undecided(name: package.name, version: package.version))
      } else if !isPublished, isKnown, policy == true {
        notPublished.append(.notPublished(name: package.name, version: package.version))
      }
    }
    let sorted = unused.sorted { left, right in
      if left.name != right.name { return StoreOrder.text(left.name, right.name) == .lower }
      return StoreOrder.optional(left.version, right.version, VetVersion.order) == .lower
    }
    return sorted.map { .unused($0) } + undecided + notPublished
  }

  /// The packages that are not from crates.io, that no policy decides about, and that nothing known
  /// tells to be copies of published crates or not. They pass as the project's own.
  package func unclearAuditAs(
    _ store: VetStore, published: (VetPackage) -> PublishedCrateEvidence
  ) -> [(package: VetPackage, isListed: Bool)] {
    let policies = store.configuration.policies
    return packages.compactMap { package in
      guard !package.isCratesIO,
        policies.policy(of: package.name, package.version)?.auditAsCratesIO == nil
      else { return nil }
      return switch published(package) {
      case .crate, .none: nil
      case .listed: (package, true)
      case .unknown: (package, false)
      }
    }
  }
}

/// What crates.io says of a crate name.
package enum PublishedCrateEvidence: Hashable, Sendable {
  case crate(PublishedCrate)
  /// There is one; whether the package is a copy of it cannot be told.
  case listed
  /// There is no such crate.
  case none
  /// Nobody asked, or there was no answer.
  case unknown
}

extension VetStore {
  /// Whether some audit, trusted entry or exemption is about a crate name, which proves that somebody
  /// knew it from crates.io.
  fileprivate func speaks(of crate: String) -> Bool {
    if configuration.exemptions[crate] != nil { return true }
    return ([audits] + imports.audits.values).contains {
      $0.audits[crate] != nil || $0.wildcardAudits[crate] != nil || $0.trusted[crate] != nil
    }
  }
}

extension VetGraph {
  /// The configuration with the problems of `audit-as-crates-io` decided as cargo-vet decides them:
  /// undecided packages are audited as if from crates.io where crates.io has what seems to be the
  /// same crate, and are the project's own where it has none or another; what is of no use goes.
  ///
  /// cargo-vet takes a package for the project's own also where it could not ask. Here that stays
  /// undecided: a decision for trust needs a reason.
  package func mendingAuditAs(
    _ store: VetStore, published: (VetPackage) -> PublishedCrateEvidence
  ) -> VetConfiguration {
    var configuration = store.configuration
    for problem in auditAsProblems(store, published: published) {
      switch problem {
      case .undecided(let name, let version):
        guard let isSame = isPublished(name, published) else { continue }
        edit(&configuration, name, version) { $0.auditAsCratesIO = isSame }
      case .notPublished(let name, let version):
        edit(&configuration, name, version) { $0.auditAsCratesIO = false }
      case .unused(let key): configuration.policies[key]?.auditAsCratesIO = nil
      }
    }
    return configuration
  }

  /// Whether some package of a name, none of which is from crates.io, seems to be the published crate;
  /// nil where that is not known.
  private func isPublished(
    _ name: String, _ published: (VetPackage) -> PublishedCrateEvidence
  ) -> Bool? {
    var isKnown = true
    for package in packages[places(named: name)] where !package.isCratesIO {
      switch published(package) {
      case .crate(let crate) where crate.seemsSame(as: package): return true
      case .crate, .none: continue
      case .listed, .unknown: isKnown = false
      }
    }
    return isKnown ? false : nil
  }

  /// Changes the policy of one package, and makes it where there is none: by version where some
  /// version of the crate comes from crates.io or has a policy of its own, and then each version gets
  /// what the crate's policy said.
  private func edit(
    _ configuration: inout VetConfiguration, _ name: String, _ version: VetVersion,
    _ change: (inout CratePolicy) -> Void
  ) {
    let plain = PolicyKey(name)
    let places = self.places(named: name)
    let isVersioned = configuration.policies.keys.contains { $0.name == name && $0.version != nil }
    if packages[places].contains(where: \.isCratesIO) {
      let inherited = configuration.policies.removeValue(forKey: plain) ?? CratePolicy()
      for package in packages[places] {
        let key = PolicyKey(name, version: package.version)
        if configuration.policies[key] == nil { configuration.policies[key] = inherited }
      }
      change(&configuration.policies[PolicyKey(name, version: version), default: CratePolicy()])
    } else {
      let key = isVersioned ? PolicyKey(name, version: version) : plain
      change(&configuration.policies[key, default: CratePolicy()])
    }
  }
}
