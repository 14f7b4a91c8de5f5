import MoatFindings
import MoatModel
import MoatSyntax
import MoatVetting

/// Reads `[vet]` of a document that ``SchemaCheck`` has passed.
struct VettingPolicyReader {
  let source: SourceText

  func policy(_ table: TOMLTable?) throws(PolicyError) -> VettingPolicy {
    var policy = VettingPolicy()
    guard let table else { return policy }
    if let store = table["store"], let folder = store.string {
      guard Self.isBelow(folder) else { throw failure(.notAFolderBelow(folder), at: store.span) }
      policy.store = VettingPolicy.Setting(folder, label: label(store))
    }
    policy.isLikeCargoVet = table["like-cargo-vet"]?.boolean
    policy.gitDependencies = stance(table["git-dependencies"])
    policy.pathDependencies = stance(table["path-dependencies"])
    policy.otherRegistries = stance(table["other-registries"])
    policy.allowedSources = try allowedSources(table["allow-source"])
    policy.criteria = criteria(table["criteria"]?.table)
    policy.countsSelfAudits = table["self-audits"]?.boolean
    policy.longestTrust = (table["longest-trust"]?.integer).map { Int(clamping: $0) }
    policy.trustLimits = try trustLimits(table["limit-trust"])
    policy.imports = imports(table["imports"]?.table)
    policy.mirrors = (table["mirrors"]?.table?.entries.map { $0 } ?? []).compactMap { entry in
      entry.value.string.map {
        VettingPolicy.ImportMirror(prefix: entry.key, replacement: $0)
      }
    }
    policy.overrides = try overrides(table["override"])
    if let names = table["crev"]?.table?["criteria"]?.array {
      policy.reviewCriteria = [
        names.compactMap { element in
          element.string.map { CriteriaByUse.Criterion($0, label: label(element)) }
        }
      ]
    }
    return policy
  }

  private func stance(_ value: TOMLValue?) -> VettingPolicy.SourceStance? {
    (value?.string).flatMap(VettingPolicy.SourceStance.init(rawValue:))
  }

  private func criteria(_ table: TOMLTable?) -> CriteriaByUse {
    var criteria = CriteriaByUse()
    for use in CrateUse.allCases {
      criteria[use] = table?[use.rawValue]?.array?.compactMap { element in
        element.string.map { CriteriaByUse.Criterion($0, label: label(element)) }
      }
    }
    return criteria
  }

  private func trustLimits(_ value: TOMLValue?) throws(PolicyError) -> [TrustLimit] {
    var all: [TrustLimit] = []
    for element in elements(value) {
      guard let table = element.table, let publisher = table["publisher"]?.string,
        let versions = try versions(table["versions"])
      else { continue }
      all.append(
        TrustLimit(publisher: publisher, crate: table["crate"]?.string, versions: versions))
    }
    return all
  }

  private func imports(_ table: TOMLTable?) -> [String: VettingPolicy.ImportSetting] {
    var all: [String: VettingPolicy.ImportSetting] = [:]
    for entry in table.map({ Array($0.entries) }) ?? [] {
      guard let setting = entry.value.table else { continue }
      all[entry.key] = VettingPolicy.ImportSetting(
        from: setting["from"]?.array?.compactMap(\.string),
        isTransitive: setting["transitive"]?.boolean ?? false, label: label(entry.value))
    }
    return all
  }

  private func allowedSources(
    _ value: TOMLValue?
  ) throws(PolicyError) -> [VettingPolicy.AllowedSource] {
    var all: [VettingPolicy.AllowedSource] = []
    for element in elements(value) {
      guard let table = element.table else { continue }
      let crate = table["crate"]
      let place = table["source"]
      guard let first = crate ?? place else {
        throw failure(.missingKey("crate` or `source"), at: table.headerSpan ?? element.span)
      }
      all.append(
        VettingPolicy.AllowedSource(
          crate: crate?.string, source: place?.string, reason: try reason(table),
          label: label(first)))
    }
    return all
  }

  private func overrides(
    _ value: TOMLValue?
  ) throws(PolicyError) -> [VettingPolicy.ViolationOverride] {
    var all: [VettingPolicy.ViolationOverride] = []
    for element in elements(value) {
      guard let table = element.table, let name = table["import"]?.string,
        let crate = table["crate"], let crateName = crate.string
      else { continue }
      all.append(
        VettingPolicy.ViolationOverride(
          importName: name, crate: crateName, versions: try versions(table["versions"]),
          reason: try reason(table),
          expires: (table["expires"].flatMap { $0.string ?? $0.datetime }).flatMap(Day.init),
          label: label(crate)))
    }
    return all
  }

  private func versions(_ value: TOMLValue?) throws(PolicyError) -> VersionRequirement? {
    guard let value, let text = value.string else { return nil }
    do throws(Version.Malformed) {
      return try VersionRequirement(parsing: text)
    } catch {
      throw failure(.notVersions(text), at: value.span)
    }
  }

  private func reason(_ table: TOMLTable) throws(PolicyError) -> String {
    guard let value = table["reason"], let text = value.string,
      text.contains(where: { !$0.isWhitespace })
    else {
      throw failure(
        .emptyReason, at: table["reason"]?.span ?? table.headerSpan ?? table.span)
    }
    return text
  }

  /// A relative path that stays where it is read from: a store elsewhere is not the project's.
  private static func isBelow(_ folder: String) -> Bool {
    let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
    return !folder.hasPrefix("/") && !folder.isEmpty && !parts.contains("..")
      && !folder.utf8.contains(0)
  }

  private func elements(_ value: TOMLValue?) -> [TOMLValue] { value?.array.map(Array.init) ?? [] }

  private func label(_ value: TOMLValue) -> Label { Label(source.path, value.span) }

  private func failure(_ reason: PolicyError.Reason, at span: SourceSpan) -> PolicyError {
    PolicyError(reason, source: source, span: span)
  }
}
