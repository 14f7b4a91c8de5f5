/// `config.toml`: whom the project imports from, what it demands of whom, and what it lets pass
/// unread.
package struct VetConfiguration: Hashable, Sendable {
  /// The version as read; the writer puts it down as it stands.
  package var version: StoreVersion
  /// The criterion that a new audit is for unless told otherwise.
  package var defaultCriteria: String
  package var imports: [String: ImportDeclaration]
  package var policies: [PolicyKey: CratePolicy]
  /// By crate.
  package var exemptions: [String: [Exemption]]

  package init(
    version: StoreVersion = .current, defaultCriteria: String = BuiltInCriteria.safeToDeploy,
    imports: [String: ImportDeclaration] = [:], policies: [PolicyKey: CratePolicy] = [:],
    exemptions: [String: [Exemption]] = [:]
  ) {
    self.version = version
    self.defaultCriteria = defaultCriteria
    self.imports = imports
    self.policies = policies
    self.exemptions = exemptions
  }
}

/// One `[imports.NAME]`: lists of audits that the project takes as its own.
package struct ImportDeclaration: Hashable, Sendable {
  /// Never empty in a file that was read: `url` must be there. Several lists are merged.
  package var urls: [String]
  /// Crates whose audits and violations are not taken over. Wildcard audits are, whatever the list
  /// says: cargo-vet 0.10 does the same, and its book says otherwise.
  package var exclude: [String]
  /// Foreign criterion → what of ours it counts as.
  package var criteriaMap: [String: [String]]

  package init(urls: [String], exclude: [String] = [], criteriaMap: [String: [String]] = [:]) {
    self.urls = urls
    self.exclude = exclude
    self.criteriaMap = criteriaMap
  }
}

/// Whom a policy is for: a crate, or one version of it.
package struct PolicyKey: Hashable, Sendable, CustomStringConvertible {
  package var name: String
  package var version: VetVersion?

  package init(_ name: String, version: VetVersion? = nil) {
    self.name = name
    self.version = version
  }

  /// `name` or `name:version`, the key of the table.
  package var description: String { version.map { "\(name):\($0)" } ?? name }
}

/// One `[policy.CRATE]`: what the dependencies of a first-party crate must meet.
package struct CratePolicy: Hashable, Sendable {
  /// Whether a crate that does not come from crates.io needs audits as if it did.
  package var auditAsCratesIO: Bool?
  /// For dependencies; nil is the default, and an empty list demands nothing.
  package var criteria: [String]?
  /// For dependencies that only tests and examples use; nil is the default.
  package var devCriteria: [String]?
  /// For single dependencies, by name.
  package var dependencyCriteria: [String: [String]]
  package var notes: String?

  package init(
    auditAsCratesIO: Bool? = nil, criteria: [String]? = nil, devCriteria: [String]? = nil,
    dependencyCriteria: [String: [String]] = [:], notes: String? = nil
  ) {
    self.auditAsCratesIO = auditAsCratesIO
    self.criteria = criteria
    self.devCriteria = devCriteria
    self.dependencyCriteria = dependencyCriteria
    self.notes = notes
  }
}

/// One `[[exemptions.CRATE]]`: a version that passes although nobody vouched for it.
package struct Exemption: Hashable, Sendable {
  package var version: VetVersion
  package var criteria: [String]
  /// Whether `suggest` should list it as work to do.
  package var suggest: Bool
  package var notes: String?

  package init(
    version: VetVersion, criteria: [String], suggest: Bool = true, notes: String? = nil
  ) {
    self.version = version
    self.criteria = criteria
    self.suggest = suggest
    self.notes = notes
  }
}
