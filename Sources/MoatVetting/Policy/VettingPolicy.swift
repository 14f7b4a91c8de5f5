package import MoatFindings
package import MoatModel

/// What a project asks of its audits beyond what the store says: `[vet]` of a `moat.toml`.
///
/// nil and empty where the file says nothing; then the verdict is cargo-vet's, of what is built.
package struct VettingPolicy: Hashable, Sendable {
  /// The folder of the store, as written; `supply-chain` without it.
  package var store: Setting<String>?
  /// Everything that is locked needs audits, and only what the store itself says counts.
  package var isLikeCargoVet: Bool?
  package var gitDependencies: SourceStance?
  package var pathDependencies: SourceStance?
  package var otherRegistries: SourceStance?
  package var allowedSources: [AllowedSource] = []
  package var criteria = CriteriaByUse()
  package var overrides: [ViolationOverride] = []
  /// Whether somebody's audit of a crate that they publish themselves counts.
  package var countsSelfAudits: Bool?
  /// By the name of the import.
  package var imports: [String: ImportSetting] = [:]
  package var mirrors: [ImportMirror] = []
  package var trustLimits: [TrustLimit] = []
  /// The most days from the start to the end of a trust or a wildcard audit.
  package var longestTrust: Int?
  /// The criteria that an accepted review from crev certifies, by each file that has a say: what all
  /// of them name. Empty: reviews change no verdict.
  package var reviewCriteria: [[CriteriaByUse.Criterion]] = []

  package init() {}

  /// A value with its place in `moat.toml`.
  package struct Setting<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value
    package let label: Label

    package init(_ value: Value, label: Label) {
      self.value = value
      self.label = label
    }
  }

  /// What is made of packages that cargo-vet takes for the project's own, because they are not from
  /// crates.io.
  package enum SourceStance: String, Hashable, Sendable, CaseIterable {
    /// A finding, unless the store decides about the package or an entry allows it.
    case deny
    /// Trusted, as cargo-vet does.
    case allow
  }
}

extension VettingPolicy {
  /// Packages from elsewhere that somebody decided to trust without audits.
  package struct AllowedSource: Hashable, Sendable {
    /// nil: any crate.
    package let crate: String?
    /// An address; one that ends in `/` allows everything below it. nil: from anywhere.
    package let source: String?
    package let reason: String
    package let label: Label

    package init(crate: String?, source: String?, reason: String, label: Label) {
      self.crate = crate
      self.source = source
      self.reason = reason
      self.label = label
    }

    /// - Parameter address: where the package comes from; nil for a path.
    package func allows(crate name: String, from address: RedactedURL?) -> Bool {
      if let crate, crate != name { return false }
      guard let source else { return crate != nil }
      guard let address else { return false }
      if source.hasSuffix("/"), address.unredacted.hasPrefix(source) { return true }
      return RedactedURL(source).isSameRepository(as: address)
    }
  }

  /// A decision not to believe the violation that somebody else recorded.
  package struct ViolationOverride: Hashable, Sendable {
    /// The import's name in the store; an own violation is corrected where it is written.
    package let importName: String
    package let crate: String
    /// nil: every version.
    package let versions: VersionRequirement?
    package let reason: String
    /// The last day on which it holds.
    package let expires: Day?
    package let label: Label

    package init(
      importName: String, crate: String, versions: VersionRequirement?, reason: String,
      expires: Day?, label: Label
    ) {
      self.importName = importName
      self.crate = crate
      self.versions = versions
      self.reason = reason
      self.expires = expires
      self.label = label
    }

    package func isExpired(on today: Day) -> Bool { expires.map { $0 < today } ?? false }

    /// Whether it is about a violation of this import that forbids this version, whatever the day.
    package func covers(importName: String, crate: String, version: Version) -> Bool {
      self.importName == importName && self.crate == crate
        && (versions?.matches(version) ?? true)
    }
  }
}

extension VettingPolicy {
  /// How one import of `config.toml` is read.
  package struct ImportSetting: Hashable, Sendable {
    /// Where its lists are read instead of at their addresses, in their order; nil: there.
    package let from: [String]?
    /// Whether what the other store imports is imported too: for one's own central list.
    package let isTransitive: Bool
    package let label: Label

    package init(from: [String]?, isTransitive: Bool, label: Label) {
      self.from = from
      self.isTransitive = isTransitive
      self.label = label
    }
  }

  /// Another place for all addresses that start in a certain way.
  package struct ImportMirror: Hashable, Sendable {
    package let prefix: String
    package let replacement: String

    package init(prefix: String, replacement: String) {
      self.prefix = prefix
      self.replacement = replacement
    }
  }
}

extension VettingPolicy {
  /// What is made of packages from git repositories.
  package var git: SourceStance { gitDependencies ?? .deny }
  /// What is made of packages from folders that are not the workspace's.
  package var path: SourceStance { pathDependencies ?? .deny }
  /// What is made of packages from registries besides crates.io.
  package var registries: SourceStance { otherRegistries ?? .deny }

  /// This policy of an organisation with that of a repository, which can ask for more and never for
  /// less than the organisation's file says.
  package func joined(with repository: VettingPolicy) -> VettingPolicy {
    func stricter(_ outer: SourceStance?, _ inner: SourceStance?) -> SourceStance? {
      outer == .deny || inner == .deny ? .deny : outer ?? inner
    }
    var joined = VettingPolicy()
    joined.store = repository.store ?? store
    // The plain verdict knows nothing of what this file asks for.
    joined.isLikeCargoVet = isLikeCargoVet
    joined.gitDependencies = stricter(gitDependencies, repository.gitDependencies)
    joined.pathDependencies = stricter(pathDependencies, repository.pathDependencies)
    joined.otherRegistries = stricter(otherRegistries, repository.otherRegistries)
    joined.allowedSources = allowedSources
    joined.criteria = criteria.joined(with: repository.criteria)
    joined.overrides = overrides
    joined.countsSelfAudits =
      [countsSelfAudits, repository.countsSelfAudits].contains(false) ? false : countsSelfAudits
    joined.imports = imports.merging(repository.imports) { outer, _ in outer }
    joined.mirrors = mirrors + repository.mirrors
    joined.trustLimits = trustLimits + repository.trustLimits
    // What the organisation does not let reviews certify nobody else does.
    joined.reviewCriteria =
      reviewCriteria.isEmpty ? [] : reviewCriteria + repository.reviewCriteria
    joined.longestTrust = [longestTrust, repository.longestTrust].compactMap { $0 }.min()
    return joined
  }
}
